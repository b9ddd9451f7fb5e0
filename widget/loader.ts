/** The script a host page includes: draws the launcher, queues calls, loads the panel on the first intent. Stores nothing, sets no cookie. */
import type { InterfaceLocale } from '#shared'
import type { Embedding, FirstlineGlobal, InitOptions, PanelModule, PanelVerbs, Status } from './host-api.ts'
import { createLauncher, type Launcher } from './launcher/launcher.ts'
import type { Pack } from './texts/speech.ts'
import { chooseLocale, pageAddress } from './launcher/page-facts.ts'

/** Written in by the build: the hash in the name of each part. */
declare const PARTS: Record<InterfaceLocale | 'panel', string>
/** Written in by the server: the colours of every site, so that the launcher is drawn before anything is asked. */
declare const SITES: Record<string, [color: string, colorDark: string, launcher?: OwnLauncher]>

/** What the panel answers. The first seven load it; the others wait until something else does. */
const PANEL_VERBS = [
  'open',
  'toggle',
  'search',
  'openAnswer',
  'suggest',
  'reset',
  'identify',
  'prefill',
  'setProduct',
  'setPage',
  'setLocale',
  'close',
]
const loads = (verb: string) => PANEL_VERBS.indexOf(verb) < 7
const ALIAS: Record<string, string> = { openArticle: 'openAnswer', update: 'setPage' }
/** A router that fights back wins: in ten seconds the host is put back so often and no more. */
const PUTS_BACK_AT_MOST = 50
const PUTS_BACK_AGAIN_MS = 10_000
/** For browsers that tell nobody that a router has changed the address. */
const LOOKS_AGAIN_MS = 500

/** What a shop has set of its launcher; what `init` says goes before it. */
interface OwnLauncher extends Pick<InitOptions, 'position' | 'offsetX' | 'offsetY'> {
  label?: Partial<Record<InterfaceLocale, string>>
  /** Paths without a launcher. */
  off?: string
}

type Call = ArrayLike<unknown>

function start() {
  const earlier = window.Firstline
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]')
  if (!script || earlier?.getStatus) return
  const { origin } = new URL(script.src)
  const life = new AbortController()
  const night = matchMedia('(prefers-color-scheme:dark)')
  const listeners = new Map<unknown, EventListener>()
  const waiting: [verb: string, values: unknown[]][] = []
  const status: Status = { ready: false, open: false, unread: 0, online: null, conversation: null, locale: 'en' }
  let options: InitOptions
  let begunAt: string
  let launcher: Launcher | undefined
  let panel: PanelVerbs | undefined
  let loading: Promise<void> | undefined
  let texts: Pack = {}

  const emit: Embedding['emit'] = (name, detail) => {
    document.dispatchEvent(new CustomEvent(`firstline:${name}`, { detail, bubbles: true }))
  }
  /** One plain line for whoever builds the page; visitors see nothing that does not work. */
  const warn = (problem: string) => console.warn(`Firstline: ${problem}`)
  const leave = () => {
    panel?.destroy()
    life.abort()
    launcher?.host.remove()
  }
  const wrongSite = (site: unknown) => {
    leave()
    warn(`no site “${site}” for ${location.origin}: see Desk → Site.`)
  }
  const part = (name: keyof typeof PARTS) => import(/* @vite-ignore */ `${origin}/widget/${name}-${PARTS[name]}.js`)
  const textsOf = async (locale: InterfaceLocale) => {
    const module: { texts: Pack } = await part(locale)
    texts = module.texts
    return module
  }
  const say = () => launcher?.say(status, texts)

  const load = () => {
    loading ??= Promise.all([part('panel') as Promise<PanelModule>, textsOf(status.locale)]).then(
      ([module]) => {
        if (life.signal.aborted || !launcher) return
        panel = module.mountPanel(
          {
            origin,
            options,
            emit,
            begunAt,
            locale: status.locale,
            root: launcher.root,
            launcher: launcher.button,
            addStyles: launcher.addStyles,
            loadTexts: textsOf,
            warn,
            wrongSite,
            report: (news) => {
              Object.assign(status, news)
              say()
            },
          },
          texts,
        )
        for (const [verb, values] of waiting.splice(0)) run(verb, ...values)
      },
      () => {
        // What was wanted is forgotten, not done minutes later.
        loading = undefined
        waiting.splice(0, Infinity, ...waiting.filter(([verb]) => !loads(verb)))
      },
    )
    return loading
  }
  const pass = (verb: string, values: unknown[]) =>
    (panel![verb as keyof PanelVerbs] as (...values: unknown[]) => void)(...values)

  const on = (name: string, listener: (detail: unknown) => void, once = false) => {
    const heard = (event: Event) => listener((event as CustomEvent).detail)
    listeners.set(listener, heard)
    document.addEventListener(`firstline:${name}`, heard, { once, signal: life.signal })
    return () => document.removeEventListener(`firstline:${name}`, heard)
  }
  const own: Record<string, (...values: never[]) => unknown> = {
    init(wished: InitOptions) {
      if (launcher) return
      const colors = SITES[wished?.site]
      if (!colors) return wrongSite(wished?.site)
      const { label, off, ...own } = colors[2] ?? {}
      begunAt = pageAddress()
      status.locale = chooseLocale(wished.locale, document.documentElement.lang, navigator.language)
      options = { ...own, label: label?.[status.locale], ...wished }
      const dark = () => (options.theme === 'dark' ? true : options.theme === 'light' ? false : night.matches)
      launcher = createLauncher(options, script.nonce, dark)
      let path: string | undefined
      // Only where the page is another one: what the shop's own code shows or hides on it stays.
      const place = () => {
        if (path !== (path = location.pathname))
          button.hidden = !!options.hideLauncher || (!!off && RegExp(off).test(path))
      }
      const paint = () => launcher!.paint(options.color ?? colors[0], options.colorDark ?? (options.color || colors[1]))
      night.addEventListener('change', paint, { signal: life.signal })
      const { button } = launcher
      place()
      const { navigation } = window as { navigation?: EventTarget }
      if (off)
        navigation
          ? navigation.addEventListener('currententrychange', place, { signal: life.signal })
          : setInterval(place, LOOKS_AGAIN_MS)
      // Any link or button of the page may lead here: `data-firstline="person"`, with `data-question` if it knows one.
      addEventListener(
        'click',
        (event) => {
          const asked = (event.target as Element).closest?.<HTMLElement>('[data-firstline]')?.dataset
          if (!asked) return
          event.preventDefault()
          if (asked.question) run('prefill', { question: asked.question })
          run('open', asked.firstline)
        },
        { signal: life.signal },
      )
      button.onpointerenter = button.onpointerdown = button.onfocus = load
      // Clicked twice while it loads, it still opens.
      button.onclick = () => run(panel ? 'toggle' : 'open')
      paint()
      say()
      keepInPage(launcher.host, life.signal)
      status.ready = true
      // After the queue: whoever asked to hear it is listening by then.
      queueMicrotask(() => emit('ready', options))
      // A conversation begun earlier goes on: its unread messages must show.
      if (remembers(options.site)) void load()
    },
    consent: emit.bind(null, 'consent'),
    show: () => launcher && (options.hideLauncher = launcher.button.hidden = false),
    hide: () => launcher && (options.hideLauncher = launcher.button.hidden = true),
    on: (name: string, listener: (detail: unknown) => void) => on(name, listener),
    once: (name: string, listener: (detail: unknown) => void) => on(name, listener, true),
    off: (name: string, listener: unknown) =>
      document.removeEventListener(`firstline:${name}`, listeners.get(listener) as EventListener),
    getStatus(callback?: (status: Status) => void) {
      const told = { ...status }
      callback?.(told)
      return told
    },
    destroy() {
      leave()
      delete window.Firstline
    },
  }

  /** A call with what it cannot take is told to whoever builds the page, and takes neither the page nor other calls with it. */
  function run(name: string, ...values: unknown[]): unknown {
    try {
      const verb = ALIAS[name] ?? name
      if (Object.hasOwn(own, verb)) return own[verb]!(...(values as never[]))
      if (!PANEL_VERBS.includes(verb)) return warn(`no verb “${name}”.`)
      if (panel) return pass(verb, values)
      waiting.push([verb, values])
      if (launcher && loads(verb)) void load()
    } catch (fault) {
      warn(fault as string)
    }
  }

  const call =
    (verb: string) =>
    (...values: unknown[]) =>
      run(verb, ...values)
  const verbs = [...Object.keys(own), ...PANEL_VERBS, ...Object.keys(ALIAS)].map((verb) => [verb, call(verb)])
  window.Firstline = Object.assign(run, Object.fromEntries(verbs)) as FirstlineGlobal
  const calls: Call[] = [...((earlier?.q ?? []) as Call[])]
  // `init` first: a page may have called others before it.
  calls.sort((a, b) => +(b[0] === 'init') - +(a[0] === 'init'))
  // Every option may stand on the tag itself: `data-site`, `data-locale`, `data-offset-x` …
  if (script.dataset.site) run('init', script.dataset)
  for (const call of calls) run(...(Array.from(call) as [string, ...unknown[]]))
  if (launcher && waiting.some(([verb]) => loads(verb))) void load()
}

function remembers(site: string) {
  try {
    return !!localStorage.getItem(`firstline:${site}:conversation`)
  } catch {
    return false
  }
}

/**
 * Puts the host element into the page, and back again when a client-side router took it away. Beside the body it
 * outlives a change of body (Astro, Turbo, …) and the body's own transforms; in the top layer also the page's.
 */
function keepInPage(host: HTMLElement, signal: AbortSignal) {
  let left = PUTS_BACK_AT_MOST
  const put = () => {
    if (host.isConnected || left < 1) return
    left--
    setTimeout(() => left++, PUTS_BACK_AGAIN_MS)
    page.append(host)
    if (host.popover) host.showPopover()
  }
  const page = document.documentElement
  const watch = new MutationObserver(put)
  signal.onabort = () => watch.disconnect()
  const begin = () => {
    put()
    watch.observe(page, { childList: true })
  }
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin, { signal })
}

start()
