import type { InterfaceLocale } from '#shared'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { AnswerResponse, Availability, SearchHit, WidgetContext } from '#protocol'
import { type Client, createClient } from '../api/client.ts'
import { readAnswer, readContext } from '../api/read.ts'
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
  availability: Signal<Availability | null>
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
  let given = embedding.context
  let asked = 0
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
    availability: signal(null),
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
      const fromLoader = given && (await given)
      given = null
      const query = { site, locale: state.speech.value.locale, product: state.product()?.sku, page: state.page() }
      const answered = fromLoader
        ? { ok: true as const, value: attempt(() => readContext(fromLoader)) }
        : await request('/widget/context', readContext, { query })
      if (turn !== asked) return
      if (!answered.ok && answered.problem.code === 'not_found') return embedding.wrongSite(site)
      const context = answered.ok ? answered.value : null
      state.contextFailed.value = !context
      if (!context) return
      state.context.value = context
      state.availability.value = context.availability
      embedding.report({ online: context.availability.online })
      // What the loader brought may be minutes old: it is shown at once and asked again.
      if (fromLoader) await state.loadContext()
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
      if (here() && state.context.value) void state.loadContext()
    },
    setPage(facts) {
      here()
      page = facts
      if (state.context.value) void state.loadContext()
    },
    setProduct(sku) {
      here()
      product = sku
      if (state.context.value) void state.loadContext()
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
      if (state.context.value) await state.loadContext()
    },
  }
  return state
}

function attempt<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}

export const PanelContext = createContext<PanelState>(undefined as unknown as PanelState)
export const usePanel = () => useContext(PanelContext)

/** Somebody answers now, or will in a moment; as long as nobody knows, that is the hope. */
export function canChat({ availability: { value } }: PanelState): boolean {
  return !value || value.online || value.staffed === true
}
