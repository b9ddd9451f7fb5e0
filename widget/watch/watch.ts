/**
 * Tells the shop which pages a visit goes through, where the owner has switched it on. A chunk of its own, loaded once the page
 * is quiet; nothing leaves the browser of a visitor who refused, or whose browser says so for them, or that can remember neither.
 */
import type { HostEvents, InitOptions } from '../host-api.ts'
import type { invitationCard } from '../invite/card.ts'

export interface Watched {
  origin: string
  site: string
  theme?: InitOptions['theme']
  /** 1: not before the page has said that the visitor agrees. */
  asks?: 1
  /** Source of an expression: paths on which nobody is watched. */
  off?: string
  /** Visitors are invited to talk. Source of an expression: paths on which no card is shown. */
  quiet?: string
}

interface Kept {
  /** What the visitor said, by the shop's page. */
  agreed?: boolean
  browser?: string
  visit?: string
  number?: number
  pages?: number
  at?: number
}

const LOOK_MS = 2_000
/** Ten seconds less than the lease of the server. */
const TELL_MS = 20_000
const NEXT_VISIT_MS = 30 * 60_000
/** Until the server has said how soon it is to be asked again. */
const HEAR_MS = 3_500

/** Returns what `Firstline('consent', …)` is handed to. */
export function watch({ origin, site, theme, asks, off, quiet }: Watched): (agreed: boolean) => void {
  const name = `firstline:${site}:watched`
  const nav = navigator as Navigator & { globalPrivacyControl?: boolean }
  let stopped = !!nav.globalPrivacyControl || nav.doNotTrack === '1'
  let at = ''
  let told = 0
  /** Whose visit it was told to be. */
  let toldAs: string | null = null
  /** A scenario asks how far down this page they have been. */
  let asksDepth = false
  let depth = 0
  let unanswered = false
  let first = ''
  let again = HEAR_MS
  let card: ReturnType<typeof invitationCard> | undefined

  const kept = (): Kept => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? '{}')
    } catch {
      stopped = true
      return {}
    }
  }
  const keep = (more: Kept) => {
    try {
      localStorage.setItem(name, JSON.stringify({ ...kept(), ...more }))
    } catch {
      stopped = true
    }
  }
  const may = () =>
    !stopped &&
    'Firstline' in window &&
    (kept().agreed ?? !asks) &&
    !(off && RegExp(off).test(location.pathname)) &&
    !stopped
  const token = () => {
    try {
      return localStorage.getItem(`firstline:${site}:token`)
    } catch {
      return null
    }
  }
  const post = (path: string, body: object) => {
    const own = token()
    return fetch(`${origin}/api${path}`, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json', ...(own ? { authorization: `Bearer ${own}` } : {}) },
      body: JSON.stringify({ site, ...body }),
    }).catch(() => null)
  }
  const tell = async (left?: true) => {
    const now = Date.now()
    const before = kept()
    const url = pageAddress()
    const isNext = !before.visit || now - (before.at ?? 0) > NEXT_VISIT_MS
    const page = !left && (url !== at || isNext)
    if (left && !at) return
    const visit: Kept = {
      browser: before.browser ?? crypto.randomUUID(),
      visit: isNext ? crypto.randomUUID() : before.visit!,
      number: (before.number ?? 0) + (isNext ? 1 : 0),
      pages: (isNext ? 0 : (before.pages ?? 0)) + (page ? 1 : 0),
    }
    if (url !== at) depth = 0
    at = url
    told = now
    toldAs = token()
    keep({ ...visit, at: now })
    if (stopped) return
    const answer = await post('/widget/sightings', {
      ...visit,
      ...(page ? { page: { url, title: document.title.slice(0, 200) } } : {}),
      ...(page && visit.pages === 1 ? { from: cameFrom() } : {}),
      language: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      left,
    })
    const said: { watched?: boolean } | null = answer?.ok ? await answer.json().catch(() => null) : null
    if (said?.watched === false) stopped = true
  }
  /** Instead of telling that somebody is there: also asks whether they are invited. */
  const hear = async () => {
    const { visit } = kept()
    if (!at || !visit || document.visibilityState !== 'visible' || !may()) return
    told = Date.now()
    const query = new URLSearchParams({
      site,
      visit,
      ...(asksDepth ? { depth: `${depth}` } : {}),
      ...(unanswered ? { unanswered: '1' } : {}),
    })
    const answer = await fetch(`${origin}/api/widget/sightings/still?${query}`).catch(() => null)
    const said: {
      watched: boolean
      invitation: string | null
      depth: boolean
      answers: string[]
      again: number
    } | null = answer?.ok ? await answer.json().catch(() => null) : null
    if (said?.watched === false) stopped = true
    again = said?.again || again
    if (said?.invitation && !card)
      card = await import('../invite/card.ts').then(
        (part) => part.invitationCard({ site, theme, quiet: quiet!, post }),
        () => undefined,
      )
    if (said) void card?.(said.invitation, visit)
    if (said?.depth && !asksDepth) addEventListener('scroll', measure, { passive: true })
    asksDepth = !!said?.depth
    if (asksDepth) measure()
    if (said?.answers[0] && first !== `${said.answers}`) {
      first = `${said.answers}`
      window.Firstline?.('suggest', said.answers)
    }
  }
  const measure = () => {
    const { scrollHeight } = document.documentElement
    depth = Math.max(depth, Math.min(100, Math.round(((scrollY + innerHeight) / scrollHeight) * 100)))
  }
  const look = () => {
    const isDue = pageAddress() !== at || Date.now() - told > TELL_MS || (quiet && token() !== toldAs)
    if (isDue && document.visibilityState === 'visible' && may()) void tell()
  }
  setInterval(look, LOOK_MS)
  if (quiet) {
    const hearing = () => void hear().finally(() => setTimeout(hearing, again))
    setTimeout(hearing, again)
    document.addEventListener('firstline:search', ({ detail }: CustomEventInit<HostEvents['search']>) => {
      unanswered ||= detail?.verdict === 'escalate'
    })
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('pageshow', look)
  addEventListener('pagehide', () => void (may() && tell(true)))
  look()

  return (agreed) => {
    const { browser } = kept()
    if (!agreed && browser) void post('/widget/sightings/refusal', { browser })
    try {
      localStorage.setItem(name, JSON.stringify(agreed ? { ...kept(), agreed } : { agreed }))
    } catch {}
    at = ''
    look()
  }
}

/** What the address and the page before it say of where a visit began. */
function cameFrom() {
  const asked = new URLSearchParams(location.search)
  const { referrer } = document
  const before = URL.canParse(referrer) ? new URL(referrer) : null
  const given = {
    referrer: before && before.host !== location.host ? before.host + before.pathname : '',
    source: asked.get('utm_source') ?? '',
    campaign: asked.get('utm_campaign') ?? '',
    phrase: asked.get('utm_term') ?? before?.searchParams.get('q') ?? before?.searchParams.get('text') ?? '',
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, text]) => (text.trim() ? [[name, text.trim().slice(0, 100)]] : [])),
  )
}

/** As the launcher says it (`page-facts.ts`), written here too: a file of both would be one more on every page with a panel. */
const pageAddress = () =>
  (document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.origin + location.pathname).slice(
    0,
    500,
  )
