import { interfaceLocale } from '#shared'
import { render } from 'preact'
import type { Embedding, PanelVerbs } from '../host-api.ts'
import { effect } from '../signal.ts'
import { tellAnalytics } from './analytics.ts'
import { closeByBack, wasOpenHere } from './back-button.ts'
import { createPanelState, PanelContext, type View } from './panel-state.ts'
import panelCss from './panel.css?inline'
import { createSearch } from './searching/search.ts'
import { Shell } from './shell.tsx'
import { standAboveDialogs } from './top-layer.ts'
import { createTalk } from './talk.ts'
import type { Pack } from '../texts/speech.ts'

const ROUTER_MS = 300

/** Called by the loader on the first intent. Draws nothing until `open`. */
export function mountPanel(given: Embedding, texts: Pack): PanelVerbs {
  const embedding: Embedding = { ...given, emit: tellAnalytics(given, () => panel.open.peek()) }
  const speaks = (locale: unknown) => {
    const known = interfaceLocale(locale)
    if (locale && !known) embedding.warn(`no texts in “${locale}”.`)
    return known
  }
  speaks(embedding.options.locale)
  const life = new AbortController()
  const panel = createPanelState(embedding, texts)
  const search = createSearch(panel)
  const talk = createTalk(panel, life.signal)
  const host = embedding.root.host as HTMLElement
  const place = document.createElement('div')
  embedding.addStyles(panelCss)
  embedding.root.prepend(place)
  render(
    <PanelContext.Provider value={panel}>
      <Shell search={search} talk={talk} />
    </PanelContext.Provider>,
    place,
  )

  const night = matchMedia('(prefers-color-scheme:dark)')
  const stopPainting = effect(() => {
    const brand = panel.context.value?.brand
    const { theme, color, colorDark } = embedding.options
    const set = (name: string, value: string | undefined, kind: string) =>
      CSS.supports(kind, value ?? '') && host.style.setProperty(`--brand-${name}`, value!)
    set('accent', color ?? brand?.color, 'color')
    set('accent-dark', colorDark ?? brand?.colorDark ?? color, 'color')
    set('radius', brand && `${Math.min(brand.radius, 20)}px`, 'border-radius')
    const paint = () => {
      host.dataset.theme = theme === 'dark' || (theme !== 'light' && night.matches) ? 'dark' : 'light'
    }
    paint()
    night.addEventListener('change', paint)
    return () => night.removeEventListener('change', paint)
  })

  // A router changes the address first and the page a moment later.
  const { navigation } = window as { navigation?: EventTarget }
  const moved = () => setTimeout(panel.moved, ROUTER_MS)
  navigation?.addEventListener('currententrychange', moved, { signal: life.signal })

  const show = () => {
    panel.open.value = true
    host.toggleAttribute('data-open', true)
    embedding.report({ open: true })
    void panel.loadContext()
  }
  const open = (view?: View['name']) => {
    if (view === 'person' || (view !== 'home' && !panel.open.peek() && talk.live())) panel.go({ name: 'person' })
    else if (view === 'home') panel.go({ name: 'home' })
    if (panel.open.peek()) return
    show()
    embedding.emit('opened', {})
  }
  const close = () => {
    if (!panel.open.peek()) return
    panel.open.value = false
    host.toggleAttribute('data-open', false)
    embedding.report({ open: false })
    embedding.emit('closed', {})
  }

  const stopStanding = effect(() => (panel.open.value ? standAboveDialogs(host) : undefined))
  const stopBack = closeByBack(panel.open, close, life.signal)
  // In the middle of a conversation people go on looking at things: the window stays with them from page to page.
  if (panel.tab.get('open') && talk.live() && wasOpenHere()) {
    panel.restored = true
    panel.go({ name: 'person' })
    show()
  }
  const stopKeeping = effect(() => {
    panel.tab.set('open', panel.open.value && (panel.running.value !== null || talk.live()) ? '1' : null)
  })

  return {
    open: (view) => open(view),
    close,
    toggle: () => (panel.open.peek() ? close() : open()),
    search(query) {
      panel.go({ name: 'home' })
      panel.query.value = String(query).slice(0, 500)
      open()
      panel.go({ name: 'home' })
      void search.submit()
    },
    openAnswer(id) {
      open()
      panel.go({ name: 'answer', id: String(id) })
    },
    suggest: (ids) => void panel.loadSuggested([ids].flat()),
    prefill(values) {
      panel.prefill.value = { ...panel.prefill.peek(), ...values }
      if (values?.question) panel.query.value = String(values.question).slice(0, 500)
    },
    setProduct: panel.setProduct,
    setPage: (page) => panel.setPage(page ?? {}),
    identify: (identity) => void talk.identify(identity),
    setLocale(locale) {
      const known = speaks(locale)
      if (known) void panel.setLocale(known)
    },
    reset() {
      talk.reset()
      panel.trail.clear()
      panel.query.value = ''
      panel.go({ name: 'home' })
    },
    destroy() {
      search.stop()
      stopPainting()
      stopStanding()
      stopBack()
      stopKeeping()
      life.abort()
      render(null, place)
    },
  }
}
