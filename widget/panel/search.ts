import type { SearchResponse } from '#protocol'
import { readSearch } from '../api/read.ts'
import { effect, type Signal, signal } from '../signal.ts'
import type { PanelState } from './panel-state.ts'

/** Between the last key and the request. */
const PAUSE_MS = 160
const LEAST_LETTERS = 2

export interface Search {
  /** What was found for the text now in the field, or for the one before while the next is on its way. */
  found: Signal<SearchResponse | null>
  /** The text `found` belongs to. */
  foundFor: Signal<string>
  busy: Signal<boolean>
  failed: Signal<boolean>
  /** Whether the visitor asked for this search, rather than paused while typing. */
  submitted: Signal<boolean>
  submit(): Promise<SearchResponse | null>
  /** Writes the last search into the trail: the visitor went on from it. */
  settle(): void
  stop(): void
}

export function createSearch(panel: PanelState): Search {
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const search: Search = {
    found: signal(null),
    foundFor: signal(''),
    busy: signal(false),
    failed: signal(false),
    submitted: signal(false),
    async submit() {
      clearTimeout(timer)
      search.submitted.value = true
      const found = await ask(panel.query.peek().trim(), false)
      if (found) {
        search.settle()
        panel.embedding.emit('search', {
          query: search.foundFor.peek(),
          verdict: found.verdict,
          results: found.hits.length,
        })
      }
      return found
    },
    settle() {
      const found = search.found.peek()
      if (!found || !search.foundFor.peek()) return
      panel.trail.searched({
        text: search.foundFor.peek().slice(0, 500),
        at: new Date().toISOString(),
        verdict: found.verdict,
        results: found.hits.length,
      })
    },
    stop() {
      end()
      clearTimeout(timer)
      running?.abort()
    },
  }

  async function ask(text: string, typing: boolean): Promise<SearchResponse | null> {
    running?.abort()
    if (text.length < LEAST_LETTERS) return null
    const mine = (running = new AbortController())
    search.busy.value = true
    const answered = await panel.request('/search', readSearch, {
      query: {
        q: text.slice(0, 500),
        locale: panel.speech.peek().locale,
        site: panel.site,
        product: panel.product()?.sku,
        page: panel.page(),
        typing: typing ? 1 : null,
        limit: 6,
      },
      signal: mine.signal,
    })
    if (running !== mine) return null
    search.busy.value = false
    search.failed.value = !answered.ok
    if (!answered.ok) return null
    search.foundFor.value = text
    search.found.value = answered.value
    return answered.value
  }

  const end = effect(() => {
    const text = panel.query.value.trim()
    clearTimeout(timer)
    if (text === search.foundFor.peek() && search.found.peek()) return
    search.submitted.value = false
    search.failed.value = false
    if (text.length >= LEAST_LETTERS) timer = setTimeout(() => void ask(text, true), PAUSE_MS)
    else {
      running?.abort()
      search.busy.value = false
      search.found.value = null
      search.foundFor.value = ''
    }
  })
  return search
}
