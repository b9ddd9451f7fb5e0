import type { Ground } from './ground.ts'

/** Values by the name of their field, where only what exists says anything. */
export type Known = Record<string, unknown>
type Told = Known & { items?: Known[] }
/** `token`: as this visitor, and not as whoever is signed in. */
export type Desk = (method: string, path: string, body?: unknown, token?: string) => Promise<Told>

export const PASSWORD = 'another-long-password-of-a-bench'
let n = 0
/** Another address each time: bounds of one address are the subject of tests, not of this. */
const anAddress = () => `172.15.${Math.floor(++n / 250) % 250}.${1 + (n % 250)}`

/** As the person signed in; what is refused here is a fault of the bench. */
export const deskOf =
  ({ origin, cookie }: Pick<Ground, 'origin' | 'cookie'>): Desk =>
  async (method, path, body, token) => {
    const isBytes = body instanceof Uint8Array
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        ...(token === undefined ? { cookie } : { authorization: `Bearer ${token}` }),
        origin,
        'x-firstline': '1',
        'x-forwarded-for': anAddress(),
        ...(isBytes || body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
    })
    const said = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} first: ${response.status} ${said.slice(0, 200)}`)
    return JSON.parse(said) as Told
  }

export const idOf = (told: Known | undefined) => String((told as { id?: unknown } | undefined)?.id ?? 'none')
export const firstOf = async (desk: Desk, path: string) => (await desk('GET', path)).items?.[0]

/** The cookie of another session. */
export async function signedInAs(origin: string, person: { email: string; password: string }): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', 'x-firstline': '1', 'x-forwarded-for': anAddress() },
    body: JSON.stringify(person),
  })
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** A bench asks as nobody who is there could: each is somebody else, so that bounds of one visitor do not count. */
export async function visitorToken(desk: Desk): Promise<string> {
  return String((await desk('POST', '/visitors', { site: 'tropa', locale: 'ru' })).token)
}

/** A conversation that waits for somebody. */
export async function aWaitingConversation(desk: Desk): Promise<string> {
  const mail = `first-${n}@mail.example`
  const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
  const { conversation } = await desk(
    'POST',
    '/conversations',
    { clientMessageId: `hold-first-${++n}`, text: 'Где мой заказ?', mail, packet },
    await visitorToken(desk),
  )
  return idOf(conversation as Known)
}
