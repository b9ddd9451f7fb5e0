import { type AttributeFault, type AttributeForm, CONTEXT, readAttribute } from '#shared'

/** What the shop's page tells of its visitor. Kept in this page alone until there is somebody the shop's desk knows of. */
export type Tell = (verb: 'goal' | 'setAttributes' | 'setContext' | 'reset', given: unknown, more?: unknown) => void

/** Somebody writes, agrees to be watched, or is vouched for: seldom, and without a word to us. */
const LOOK_MS = 2_000

const WHY: Record<AttributeFault, string> = {
  unknown: 'no attribute of this shop; see Desk → Site',
  no_text: 'a text is needed',
  too_long: 'at most 300 characters',
  no_number: 'a number is needed, such as 1200.5, without quotes',
  no_date: "a day is needed, such as '2026-02-28'",
  not_listed: 'none of the words of its list',
  no_link: 'an address is needed that begins with https://',
}

export function beginTelling({
  origin,
  site,
  own,
}: {
  origin: string
  site: string
  own: readonly AttributeForm[]
}): Tell {
  const told = new Map<string, string | number | null>()
  let sent = ''
  const kept = (name: string): string | null => {
    try {
      return localStorage.getItem(`firstline:${site}:${name}`)
    } catch {
      return null
    }
  }
  /** Of a watched visitor, once they are. */
  const watched = (): string | undefined => {
    try {
      return JSON.parse(kept('watched') ?? '{}').browser
    } catch {
      return undefined
    }
  }
  /** Of somebody the desk does not know it is no news to anybody. */
  const reach = (name: unknown, number: unknown) => {
    const [token, browser] = [kept('token'), watched()]
    if (typeof name !== 'string' || !/^[a-z][a-z0-9_]{0,39}$/.test(name))
      return console.warn("Firstline: goal: a name is needed, such as 'order'.")
    if (token || browser)
      void post('/widget/goals', { browser, name, number: number ? `${number}`.slice(0, 80) : undefined })
  }
  const post = (path: string, body: object) => {
    const token = kept('token')
    return fetch(`${origin}/api${path}`, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ site, ...body }),
    }).catch(() => null)
  }
  const look = () => {
    const [token, browser] = [kept('token'), watched()]
    const values = Object.fromEntries(told)
    const now = JSON.stringify([token, browser, values])
    if (told.size === 0 || now === sent || (!token && !browser)) return
    sent = now
    void post('/widget/attributes', { browser, values }).then((answer) => {
      // Told again when the page is looked at next.
      if (!answer) sent = ''
    })
  }
  setInterval(look, LOOK_MS)

  return (verb, given, more) => {
    if (verb === 'goal') return reach(given, (more as { number?: unknown } | undefined)?.number)
    if (verb === 'reset') {
      told.clear()
      return
    }
    const forms = verb === 'setContext' ? CONTEXT : own
    for (const [name, value] of Object.entries(given ?? {})) {
      const read = readAttribute(
        forms.find((one) => one.name === name),
        value,
      )
      if (read.ok) told.set(name, value as string | number | null)
      else console.warn(`Firstline: ${verb} “${name}”: ${WHY[read.because]}.`)
    }
    look()
  }
}
