import type { InterfaceLocale } from '#shared'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { AnswerResponse, Availability, SearchHit, WidgetContext } from '#protocol'
import { type Client, createClient } from '../api/client.ts'
import { readAnswer, readAvailability, readContext } from '../api/read.ts'
import type { Embedding, Identity, PageFacts, Prefill } from '../host-api.ts'
import { pageAddress } from '../launcher/page-facts.ts'
import { type Signal, signal } from '../signal.ts'
import { createSpeech, type Pack, type Speech } from '../texts/speech.ts'
import { type DeviceMemory, deviceMemory } from './device-memory.ts'
import { productOfPage } from './searching/page-product.ts'
import { createTrail, type SearchTrail } from './trail.ts'

export type View = { name: 'home' } | { name: 'answer'; id: string } | { name: 'person' }

/** All that the panel's parts share. */
export interface PanelState {
  embedding: Embedding
  site: string
  request: Client
  speech: Signal<Speech>
  open: Signal<boolean>
  /** Where the visitor is, newest last; never empty. */
  views: Signal<View[]>
  query: Signal<string>
  context: Signal<WidgetContext | null>
  contextFailed: Signal<boolean>
  /** The shop asks for a tick that is not set yet: nothing is sent. */
  blocked: Signal<boolean>
  /** Draws what the shop has of its own, and its people; loaded where there is any of it. */
  look: Signal<typeof import('../look/look.tsx') | null>
  availability: Signal<Availability | null>
  /** Draws the product that the page sells, once its part is there. */
  sold: Signal<typeof import('./searching/product-card.tsx').productCard | null>
  /** Answers the page asked for instead of those that fit it. */
  suggested: Signal<SearchHit[] | null>
  prefill: Signal<Prefill>
  /** A conversation that is not solved: its operator's name, empty before there is one; null: none. */
  running: Signal<string | null>
  /** Opened again by itself on the page after. */
  restored: boolean
  identity: Identity | null
  memory: DeviceMemory
  /** What is kept as long as the tab lives. */
  tab: DeviceMemory
  trail: SearchTrail
  go(view: View): void
  back(): void
  loadContext(): Promise<void>
  /** Who is there; not asked again within `age` milliseconds. */
  loadAvailability(age?: number): Promise<void>
  loadAnswer(id: string): Promise<AnswerResponse | null>
  loadSuggested(ids: string[]): Promise<void>
  setPage(facts: PageFacts): void
  setProduct(sku: string | null): void
  /** The page may have become another without loading anew. */
  moved(): void
  /** The address of the page, without what it may hold of secrets. */
  page(): string
  pageTitle(): string
  product(): { sku: string; name: string } | null
  setLocale(locale: InterfaceLocale): Promise<void>
  /** Loads the texts of another part, now and after every change of locale. */
  learn(load: () => Promise<{ texts: Pack }>): Promise<boolean>
}

const ID_MOST = 10

export function createPanelState(embedding: Embedding, texts: Pack): PanelState {
  const { site } = embedding.options
  const request = createClient(embedding.origin)
  const answers = new Map<string, AnswerResponse>()
  let page: PageFacts = {}
  let product: string | null | undefined = embedding.options.product
  let address = embedding.begunAt
  /** What was said of one page does not hold on the next that a router shows. */
  const here = () => {
    if (address === (address = pageAddress())) return false
    page = {}
    product = undefined
    return true
  }
  let asked = 0
  /** When it was asked who is there. */
  let looked = 0
  let further: (() => Promise<{ texts: Pack }>) | undefined

  const tab = deviceMemory(site, 'sessionStorage')

  const state: PanelState = {
    embedding,
    site,
    request,
    speech: signal(createSpeech(embedding.locale, texts)),
    open: signal(false),
    views: signal([{ name: 'home' }]),
    query: signal(''),
    context: signal(null),
    contextFailed: signal(false),
    blocked: signal(false),
    look: signal(null),
    availability: signal(null),
    sold: signal(null),
    suggested: signal(null),
    prefill: signal({}),
    running: signal(null),
    restored: false,
    identity: null,
    memory: deviceMemory(site, 'localStorage'),
    tab,
    trail: createTrail(tab),

    go(view) {
      const before = state.views.value.filter((one) => one.name !== view.name || view.name === 'answer')
      state.views.value = view.name === 'home' ? [view] : [...before.slice(-20), view]
    },
    back() {
      if (state.views.value.length > 1) state.views.value = state.views.value.slice(0, -1)
    },
    async loadContext() {
      const turn = ++asked
      const query = { site, locale: state.speech.value.locale, product: state.product()?.sku, page: state.page() }
      void state.loadAvailability()
      const answered = await request('/widget/context', readContext, { query: { ...query, presence: 'apart' } })
      if (turn !== asked) return
      if (!answered.ok && /not_found|origin/.test(answered.problem.code)) return embedding.wrongSite(site)
      state.contextFailed.value = !answered.ok
      if (!answered.ok) return
      const { own, team, product: sold } = (state.context.value = answered.value)
      // Who looks at no product carries nothing of it.
      if (sold)
        import('./searching/product-card.tsx').then(
          (part) => (state.sold.value = part.productCard),
          () => {},
        )
      if (!own && !team) return
      const look = await import('../look/look.tsx').catch(() => null)
      look?.take(state)
      state.look.value = look
    },
    async loadAvailability(age = 0) {
      if (Date.now() - looked < age) return
      looked = Date.now()
      const query = { site, locale: state.speech.value.locale }
      const answered = await request('/widget/availability', readAvailability, { query })
      if (!answered.ok) return void (state.contextFailed.value ||= !state.availability.value)
      state.availability.value = answered.value
      embedding.report({ online: answered.value.online })
    },
    async loadAnswer(id) {
      const { locale } = state.speech.value
      const kept = answers.get(locale + id)
      if (kept) return kept
      const answered = await request(`/answers/${encodeURIComponent(id)}`, readAnswer, { query: { locale, site } })
      if (!answered.ok) {
        if (!/not_found|invalid/.test(answered.problem.code)) return null
        embedding.warn(`no answer “${id}”.`)
        // Withdrawn since, or never there: nothing to try again.
        const left = state.views.peek().filter((view) => !('id' in view && view.id === id))
        state.views.value = left.length > 0 ? left : [{ name: 'home' }]
        return null
      }
      answers.set(locale + id, answered.value)
      return answered.value
    },
    async loadSuggested(ids) {
      const found = await Promise.all(ids.slice(0, ID_MOST).map((id) => state.loadAnswer(String(id))))
      state.suggested.value = found.flatMap((one) =>
        one ? [{ id: one.id, question: one.question, excerpt: '', url: one.url, score: 1 }] : [],
      )
    },
    moved() {
      if (here() && asked) void state.loadContext()
    },
    setPage(facts) {
      here()
      page = facts
      if (asked) void state.loadContext()
    },
    setProduct(sku) {
      here()
      product = sku
      if (asked) void state.loadContext()
    },
    pageTitle: () => String(page.title ?? document.title),
    page: () => String(page.url ?? pageAddress()).slice(0, 500),
    product() {
      here()
      if (product) return { sku: String(product), name: String(product) }
      return product === null ? null : productOfPage(document)
    },
    async learn(load) {
      further = load
      const more = await load().catch(() => null)
      if (more) state.speech.value = state.speech.peek().with(more.texts)
      return more !== null
    },
    async setLocale(locale) {
      const { texts } = await embedding.loadTexts(locale)
      state.speech.value = createSpeech(locale, texts)
      embedding.report({ locale })
      if (further) await state.learn(further)
      if (asked) await state.loadContext()
    },
  }
  return state
}

export const PanelContext = createContext<PanelState>(undefined as unknown as PanelState)
export const usePanel = () => useContext(PanelContext)

/** Somebody answers now, or will in a moment; as long as nobody knows, that is the hope. */
export function canChat({ availability: { value } }: PanelState): boolean {
  return !value || value.online || value.staffed === true
}
