import { type AckOf, type Link, openLink, type RequestName, type RequestOf } from '#client'
import {
  DESK_NAMESPACE,
  type DeskToServer,
  type HandoverPacket,
  PROTOCOL_VERSION,
  type ServerToDesk,
  type ServerToVisitor,
  VISITOR_NAMESPACE,
  type VisitorToServer,
} from '#protocol'
import { WEEKDAYS } from '#shared'
import { type Person, signIn } from './people.ts'
import { STORIES, type Story } from './stories.ts'

/** Fills an empty shop: open round the clock, conversations in every state, told by visitors and operators over the real wire. */
export async function seed(origin: string, site: string): Promise<void> {
  const [admin, operator] = await Promise.all([signIn(origin, 'admin'), signIn(origin, 'operator')])
  await openRoundTheClock(admin)
  const desk = link<DeskToServer, ServerToDesk>(
    origin,
    DESK_NAMESPACE,
    { protocol: PROTOCOL_VERSION },
    {
      cookie: operator.cookies.map((one) => one.split(';')[0]).join('; '),
    },
  )
  try {
    await asked(desk, 'presence:set', { available: true })
    for (const story of STORIES) await tell(origin, site, desk, story)
    await asked(desk, 'presence:set', { available: false })
  } finally {
    desk.close()
  }
}

async function tell(origin: string, site: string, desk: Link<DeskToServer>, story: Story): Promise<void> {
  const issued = await fetch(`${origin}/api/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ site, locale: story.locale }),
  })
  const { token } = (await issued.json()) as { token: string }
  const visitor = link<VisitorToServer, ServerToVisitor>(origin, VISITOR_NAMESPACE, {
    protocol: PROTOCOL_VERSION,
    token,
  })
  const key = (index: number) => `seed-${String(index).padStart(6, '0')}`
  try {
    const { conversation } = await asked(visitor, 'conversation:start', {
      clientMessageId: key(0),
      text: story.question,
      packet: packetOf(story),
      name: story.name,
      mail: story.mail ?? null,
      way: story.way ?? 'chat',
    })
    const conversationId = conversation.id
    if (story.said.length > 0) await asked(desk, 'conversation:accept', { conversationId })
    for (const [index, { by, text }] of story.said.entries()) {
      const request = { conversationId, clientMessageId: key(index + 1), text }
      if (by === 'visitor') await asked(visitor, 'message:send', request)
      else await asked(desk, by === 'note' ? 'note:add' : 'message:send', request)
    }
    if (story.solved)
      await asked(desk, 'conversation:solve', { conversationId, libraryLacksAnswer: story.lacks ?? false })
    if (story.stars) await asked(visitor, 'conversation:rate', { conversationId, stars: story.stars })
  } finally {
    visitor.close()
  }
}

const packetOf = ({ locale, question, searches = [question] }: Story): HandoverPacket => ({
  searches: searches.map((text) => ({ text, at: new Date().toISOString(), verdict: 'escalate', results: 0 })),
  read: [],
  page: { url: 'https://tropa.example/tents', title: locale === 'ru' ? 'Палатки' : 'Tents' },
  product: null,
  draft: question,
  locale,
  timeZone: 'Europe/Moscow',
})

function link<Asks, Facts>(
  origin: string,
  namespace: string,
  auth: object,
  headers?: Record<string, string>,
): Link<Asks> {
  const opened: Link<Asks> = openLink<Asks, Facts>({
    origin,
    namespace,
    auth: () => auth,
    ...(headers && { headers: { ...headers, origin } }),
    connected() {},
    heard() {},
    refused: (code) => {
      throw new Error(`${namespace} refuses: ${code}`)
    },
  })
  return opened
}

const CONNECT_TRIES = 100
const CONNECT_PAUSE_MS = 50

/** Asks as soon as the line stands, and takes no refusal. */
async function asked<Asks, E extends RequestName<Asks>>(
  to: Link<Asks>,
  event: E,
  request: RequestOf<Asks, E>,
): Promise<Extract<AckOf<Asks, E>, { ok: true }>> {
  for (let i = 0; i < CONNECT_TRIES && to.state !== 'live'; i++)
    await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS))
  const ack = await to.ask(event, request)
  if (!ack?.ok) throw new Error(`${event}: ${JSON.stringify(ack)}`)
  return ack as Extract<AckOf<Asks, E>, { ok: true }>
}

async function openRoundTheClock(admin: Person): Promise<void> {
  const site = (await (await admin.send('GET', '/api/desk/site')).json()) as Record<string, unknown>
  const { brand, greeting, mail, origins, timeZone, targets } = site
  const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, ['00:00-24:00']]))
  const saved = await admin.send('PUT', '/api/desk/site', {
    brand,
    greeting,
    mail,
    origins,
    timeZone,
    targets,
    hours,
    holidays: [],
  })
  if (!saved.ok) throw new Error(`opening the shop: ${saved.status} ${await saved.text()}`)
}
