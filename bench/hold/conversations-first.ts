import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../../kb/shared/index.ts'
import { aWaitingConversation, type Desk, deskOf, idOf, type Known, signedInAs } from './desk-calls.ts'
import type { Answered, Ground } from './ground.ts'
import { words } from './worst-input.ts'

const ANSWER_MS = 30_000
/** As many as one may hold; a window of sixteen, asked three times, has its own. */
const CAPACITY = 50
const PAIRS = 18
const WITHIN = { looks: 100, everyMs: 100 }
const LETTER_LETTERS = 400_000
const BY_LETTER = /^mail_[0-9a-f]{40}$/
const PLAIN = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit'
let n = 0

async function asked(ground: Ground, event: string, request: unknown): Promise<Answered> {
  const answer = await ground.desk.timeout(ANSWER_MS).emitWithAck(event, request)
  if (!answer.ok) throw new Error(`${event} first: ${answer.code}`)
  return answer
}

/** Whoever is signed in takes as many conversations as anybody may. */
export async function takeMany(ground: Ground): Promise<void> {
  const desk = deskOf(ground)
  const { items = [] } = await desk('GET', '/desk/people')
  const me = items.find(({ mail }) => mail === ground.admin.email)
  await desk('PATCH', `/desk/people/${idOf(me)}`, { capacity: CAPACITY })
}

let lastCase = ''
/** What was taken for the cases before is solved, so that there is room. */
async function roomFor(name: string, ground: Ground): Promise<void> {
  if (name === lastCase) return
  lastCase = name
  const { mine } = await asked(ground, 'inbox:resync', {})
  for (const { id } of mine as { id: string }[]) await asked(ground, 'conversation:solve', { conversationId: id })
}

const waiting = async (ground: Ground) => ({ conversationId: await aWaitingConversation(deskOf(ground)) })
async function taken(ground: Ground): Promise<{ conversationId: string }> {
  const made = await waiting(ground)
  await asked(ground, 'conversation:accept', made)
  return made
}
async function said(ground: Ground): Promise<Known> {
  const { conversationId } = await taken(ground)
  const request = { conversationId, clientMessageId: `said-first-${++n}`, text: 'Сейчас посмотрю.' }
  const { message } = await asked(ground, 'message:send', request)
  return { conversationId, messageId: idOf(message as Known) }
}
/** Whoever let two offers pass is away, and invites nobody. */
export const available = (ground: Ground) => asked(ground, 'presence:set', { available: true })
/** One is offered at a time; whoever let two pass is away until they say otherwise. */
async function offered(ground: Ground): Promise<Known> {
  await available(ground)
  await waiting(ground)
  for (let look = 0; look < WITHIN.looks; look++) {
    const { queue } = await asked(ground, 'inbox:resync', {})
    const one = (queue as { id: string; offeredTo: unknown }[]).find(({ offeredTo }) => offeredTo !== null)
    if (one) return { conversationId: one.id }
    await pause(WITHIN.everyMs)
  }
  throw new Error('nothing was offered')
}
const pairs: Known[] = []
/** One that is held and one that waits, of one person. The oldest are solved: nobody holds any number. */
export async function twoOfOne(ground: Ground): Promise<Known> {
  for (const { id, otherId } of pairs.splice(0, Math.max(0, pairs.length - PAIRS)))
    for (const conversationId of [id, otherId]) await asked(ground, 'conversation:solve', { conversationId })
  const { conversationId: id } = await taken(ground)
  const { conversationId: otherId } = await waiting(ground)
  await deskOf(ground)('POST', `/desk/conversations/${id}/visitor/joins`, { conversationId: otherId })
  pairs.push({ id, otherId })
  return { id, otherId }
}
async function solved(ground: Ground): Promise<Known> {
  const [conversationId] = ground.conversationIds
  await asked(ground, 'conversation:solve', { conversationId })
  return { conversationId }
}

/** What an event is about, where it would be refused or do nothing otherwise. */
const MADE: Record<string, (ground: Ground) => Promise<Known>> = {
  'visitor conversation:rate': solved,
  'desk message:send': taken,
  'desk message:edit': said,
  'desk message:delete': said,
  'desk typing:set': taken,
  'desk conversation:transfer': taken,
  'desk conversation:accept': waiting,
  'desk conversation:decline': offered,
  'desk conversation:take-over': waiting,
  'desk conversation:prioritize': waiting,
}
export const MOST_OF_EVENT: Record<string, { most: number }> = {
  'desk conversation:decline': { most: 1 },
}

export async function madeForEvent(name: string, ground: Ground): Promise<Known> {
  const make = MADE[name]
  if (!make) return {}
  await roomFor(name, ground)
  return make(ground)
}

/** A conversation with a picture in it that is solved. */
export async function pictureSent(desk: Desk, ground: Ground): Promise<Known> {
  const { conversationId } = await taken(ground)
  const fileId = newId('fil', Date.now())
  await desk('PUT', `/desk/conversations/${conversationId}/files/${fileId}`, await noise())
  await asked(ground, 'message:send', {
    ...{ conversationId, clientMessageId: `picture-first-${++n}`, text: '', files: [fileId] },
  })
  await asked(ground, 'conversation:solve', { conversationId })
  return { conversationId, fileId }
}
/** Another one each time: the same bytes are the same picture. */
const noise = async (): Promise<Uint8Array> => {
  const { default: sharp } = await import('sharp')
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const of = { width: 1_600, height: 1_200, channels: 3, background: '#888', noise } as const
  return new Uint8Array(await sharp({ create: of }).jpeg().toBuffer())
}

/** A conversation that began with a letter of some hundred kilobytes. */
export async function letterThatCame(desk: Desk, ground: Ground): Promise<Known> {
  const from = `letter-${++n}@mail.example`
  const lines = words(LETTER_LETTERS).replaceAll(/(.{70}) /g, '$1\r\n')
  const response = await fetch(`${ground.origin}/api/mail/inbound`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ground.inboundSecret}`, 'content-type': 'message/rfc822' },
    body: `From: ${from}\r\nTo: help@tropa.example\r\nSubject: long\r\nMessage-ID: <${n}@first.example>\r\n${PLAIN}\r\n\r\n${lines}`,
  })
  const answered = await response.text()
  if (!answered.includes('"taken":true'))
    throw new Error(`a letter first: ${response.status} ${answered.slice(0, 100)}`)
  const { items = [] } = await desk('GET', '/desk/conversations?view=all&page=1&perPage=20')
  const id = idOf(items.find(({ visitor }) => (visitor as Known).mail === from))
  const { messages } = await asked(ground, 'conversation:open', { conversationId: id, since: 0 })
  const said = messages as { id: string; clientMessageId: string }[]
  return { id, messageId: idOf(said.find(({ clientMessageId }) => BY_LETTER.test(clientMessageId))) }
}

/** A second shop that shows an answer of the first, and a session of somebody who works there. */
export async function sharedAnswer(desk: Desk, ground: Ground): Promise<Known> {
  const site = `shared-${++n}`
  const { helpCentre, hours } = await desk('GET', '/desk/site')
  await desk('POST', '/desk/sites', {
    ...{ id: site, name: { ru: 'Весна', en: 'Spring' }, url: `https://${site}.example`, locales: ['ru'] },
    ...{ defaultLocale: 'ru', mail: `help@${site}.example`, timeZone: 'Europe/Moscow', hours, helpCentre },
  })
  const { answer } = await desk('POST', '/desk/answers', {
    ...{ site: 'tropa', locale: 'ru', audience: 'public', category: 'delivery', slug: '', products: [], phrasings: [] },
    ...{ question: `Как обменять палатку номер ${n}?`, body: 'Обмен бесплатный.', shortcut: null, sharedWith: [site] },
  })
  const id = idOf(answer as Known)
  await desk('POST', `/desk/answers/${id}/submit`)
  await desk('POST', `/desk/answers/${id}/approve`)
  const cookie = await signedInAs(ground.origin, ground.admin)
  await deskOf({ ...ground, cookie })('PUT', '/desk/me/site', { site })
  return { id: `${id}_${site}`, cookie }
}
