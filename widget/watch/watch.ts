/**
 * Tells the shop which pages a visit goes through, where the owner has switched it on. A chunk of its own, loaded once the page
 * is quiet; nothing leaves the browser of a visitor who refused, or whose browser says so for them, or that can remember neither.
 */
export interface Watched {
  origin: string
  site: string
  /** 1: not before the page has said that the visitor agrees. */
  asks?: 1
  /** Source of an expression: paths on which nobody is watched. */
  off?: string
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

/** Returns what `Firstline('consent', …)` is handed to. */
export function watch({ origin, site, asks, off }: Watched): (agreed: boolean) => void {
  const name = `firstline:${site}:watched`
  const nav = navigator as Navigator & { globalPrivacyControl?: boolean }
  let stopped = !!nav.globalPrivacyControl || nav.doNotTrack === '1'
  let at = ''
  let told = 0

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
  const post = (path: string, body: object) => {
    let token: string | null = null
    try {
      token = localStorage.getItem(`firstline:${site}:token`)
    } catch {}
    return fetch(`${origin}/api/widget/sightings${path}`, {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
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
    at = url
    told = now
    keep({ ...visit, at: now })
    if (stopped) return
    const answer = await post('', {
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
  const look = () => {
    const isDue = pageAddress() !== at || Date.now() - told > TELL_MS
    if (isDue && document.visibilityState === 'visible' && may()) void tell()
  }
  setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  addEventListener('pageshow', look)
  addEventListener('pagehide', () => void (may() && tell(true)))
  look()

  return (agreed) => {
    const { browser } = kept()
    if (!agreed && browser) void post('/refusal', { browser })
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
