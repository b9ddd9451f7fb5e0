/**
 * What a host page may call and hear: the widget's only public surface. One global symbol, `Firstline`.
 *
 * Two lines embed it; calls made before the script arrives wait in a queue:
 *
 *   <script>window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)};Firstline('init',{site:'tropa'})</script>
 *   <script async src="https://help.example/widget.js"></script>
 *
 * or one line without any code of the page's own:
 *
 *   <script async src="https://help.example/widget.js" data-site="tropa" data-locale="ru" nonce="…"></script>
 */
import type { InterfaceLocale } from '#shared'
import type { Pack } from './texts/speech.ts'
import type { ConversationState } from '#protocol'

export interface InitOptions {
  /** The shop's id in Firstline. */
  site: string
  /** `ru`, `en` or `de`; absent: the page's `lang`, then the browser's. */
  locale?: InterfaceLocale
  /** The shop's colour on this page, `#rrggbb`; absent: as set under Desk → Site. */
  color?: string
  /** The same for dark pages. */
  colorDark?: string
  theme?: 'auto' | 'light' | 'dark'
  position?: 'right' | 'left'
  /** Distance from the window's edges in CSS pixels. */
  offsetX?: number
  offsetY?: number
  zIndex?: number
  /** Words beside the launcher's icon; absent: the icon alone. */
  label?: string
  /** Draw no launcher: the page has its own button and calls `open`. */
  hideLauncher?: boolean
  /** Number of a Yandex Metrica counter: events become its goals, `firstline_opened` and so on. Absent: every counter of the page. */
  ym?: number | string
  /** SKU of the product this page shows; absent: read from the page's JSON-LD when the panel opens. */
  product?: string
}

export interface Identity {
  id: string
  name?: string
  mail?: string
  /** Seconds since 1970 until which `hash` holds. */
  exp: number
  /** HMAC-SHA256(the site's secret, `JSON.stringify(['v2', id, name ?? null, mail ?? null, exp])`), hex, made by the shop's server. */
  hash: string
}

export interface Prefill {
  question?: string
  name?: string
  mail?: string
}

export interface PageFacts {
  url?: string
  title?: string
}

export interface Status {
  ready: boolean
  open: boolean
  unread: number
  /** Is a person there? null: not asked yet. */
  online: boolean | null
  conversation: ConversationState | null
  locale: InterfaceLocale
}

/** Every event with its `detail`. On `document` it is called `firstline:<name>` and bubbles to `window`. */
export interface HostEvents {
  ready: Pick<InitOptions, 'site' | 'theme'>
  /** What the page has said of its visitor by `consent`. */
  consent: boolean
  opened: Record<never, never>
  closed: Record<never, never>
  search: { query: string; verdict: string; results: number }
  answer: { id: string; question: string; url: string }
  escalated: { way: 'chat' | 'message' }
  message: { author: 'visitor' | 'operator' }
  /** Told when it changes. */
  unread: { count: number }
  /** A card by which somebody at the shop asks to talk. */
  invitation: { what: 'shown' | 'answered' | 'closed' }
}
export type HostEventName = keyof HostEvents
export type HostListener<E extends HostEventName> = (detail: HostEvents[E]) => void

/** The verbs, callable as `Firstline('open')` at any time and as `Firstline.open()` once `ready` was heard. */
export interface HostVerbs {
  init(options: InitOptions): void
  open(view?: 'home' | 'person'): void
  close(): void
  toggle(): void
  /** Shows and hides the launcher; the panel and the conversation are not touched. */
  show(): void
  hide(): void
  search(query: string): void
  openArticle(id: string): void
  /** The same as `openArticle`. */
  openAnswer(id: string): void
  /** The answers the panel offers first, instead of those that fit the page. At most ten ids. */
  suggest(ids: string[]): void
  /** Adds to what was given before. */
  prefill(values: Prefill): void
  setProduct(sku: string | null): void
  setPage(page?: PageFacts): void
  /** A single-page application went to another page; the same as `setPage`. */
  update(page?: PageFacts): void
  identify(identity: Identity): void
  setLocale(locale: InterfaceLocale): void
  /**
   * Whether the visitor agrees that the shop sees which pages they are on. Heard only where the owner has switched that on;
   * `false` also forgets what was seen before.
   */
  consent(agreed: boolean): void
  /** Facts of the visitor that the shop wants to be told (Desk → Site); `null` takes one back. The desk shows them as the page's word. */
  setAttributes(values: Record<string, string | number | null>): void
  /** What the visitor is at: the order shown, what the cart is worth, which page of the shop it is. */
  setContext(values: { order?: string | null; cart?: number | null; page?: string | null }): void
  /**
   * The visitor did what the shop wants: `goal('order', { number: 'T-104512' })` on the page that says thank you. Heard only where the
   * owner has switched it on, and of visitors who have written or are watched. The same number counts once. As with the two before it, a page
   * that cannot be sure of that says `Firstline('goal', …)`: by its name the verb is there only where it is heard.
   */
  goal(name: string, what?: { number?: string | number }): void
  /** Signed out of the shop: forgets the visitor on this device. */
  reset(): void
  /** Takes everything away: elements, listeners, the global. What a visitor wrote stays stored unless `reset` came first. */
  destroy(): void
  /** Returns the function that ends it. */
  on<E extends HostEventName>(name: E, listener: HostListener<E>): () => void
  once<E extends HostEventName>(name: E, listener: HostListener<E>): () => void
  off<E extends HostEventName>(name: E, listener: HostListener<E>): void
  getStatus(callback?: (status: Status) => void): Status
}

export type FirstlineGlobal = HostVerbs & {
  <V extends keyof HostVerbs>(verb: V, ...values: Parameters<HostVerbs[V]>): ReturnType<HostVerbs[V]> | undefined
  /** Calls made before the script arrived. */
  q?: ArrayLike<unknown>[]
}

declare global {
  interface Window {
    Firstline?: FirstlineGlobal
  }
}

/** The verbs that need the panel; the loader hands them over in the order they came. */
export interface PanelVerbs
  extends Pick<
    HostVerbs,
    | 'open'
    | 'close'
    | 'toggle'
    | 'search'
    | 'openAnswer'
    | 'suggest'
    | 'prefill'
    | 'setProduct'
    | 'setPage'
    | 'identify'
    | 'setLocale'
    | 'reset'
    | 'destroy'
  > {}

/** What the loader gives the panel. */
export interface Embedding {
  /** Origin the script came from: every request goes there. */
  origin: string
  options: InitOptions
  locale: InterfaceLocale
  /** The page's address when the widget was begun: `options.product` is that page's. */
  begunAt: string
  root: ShadowRoot
  launcher: HTMLElement
  /** One line in the console for whoever builds the page. */
  warn(problem: string): void
  /** The server knows no such site for this page: says so in the console, and takes everything away but the verbs. */
  wrongSite(site: string): void
  emit<E extends HostEventName>(name: E, detail: HostEvents[E]): void
  /** Numbers on the launcher, and what `getStatus` tells. */
  report(status: Partial<Status>): void
  /** Makes a constructable sheet, or a `<style>` with the page's nonce where there are none. */
  addStyles(css: string): void
  /** Loads the texts of a locale. */
  loadTexts(locale: InterfaceLocale): Promise<{ texts: Pack }>
}
export interface PanelModule {
  mountPanel(embedding: Embedding, texts: Pack): PanelVerbs
}
