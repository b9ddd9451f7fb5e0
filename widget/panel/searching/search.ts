import type { SearchResponse } from '#protocol'
import { readSearch } from '../../api/read.ts'
import { effect, type Signal, signal } from '../../signal.ts'
import type { PanelState } from '../panel-state.ts'

/** Between the last key and the request. */
const PAUSE_MS = 160
/** After this long what is written may be a whole question: then the verdict is asked for. */
const LONG_PAUSE_MS = 1_600
const LEAST_LETTERS = 2

export interface Search {
  /** What was found for the text now in the field, or for the one before while the next is on its way. */
  found: Signal<SearchResponse | null>
  /** The text `found` belongs to. */
  foundFor: Signal<string>
  busy: Signal<boolean>
  failed: Signal<boolean>
  /** `found` is of words still being typed: it is shown, not announced. */
  typing: Signal<boolean>
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
    typing: signal(false),
    submitted: signal(false),
    async submit() {
      clearTimeout(timer)
      search.submitted.value = true
      const found = await ask(panel.query.peek().trim())
      if (found && !found.intent) {
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
      if (!found || found.intent || !search.foundFor.peek()) return
      // Nothing was found for words that only got what the page offers anyway.
      const { verdict, hits } = found.searched ? found : { verdict: 'escalate', hits: [] }
      panel.trail.searched({
        text: search.foundFor.peek(),
        at: new Date().toISOString(),
        verdict,
        results: hits.length,
      })
    },
    stop() {
      end()
      clearTimeout(timer)
      running?.abort()
    },
  }

  async function ask(text: string, typing?: '1' | 'paused'): Promise<SearchResponse | null> {
    running?.abort()
    if (text.length < LEAST_LETTERS) return null
    const mine = (running = new AbortController())
    search.busy.value = true
    const answered = await panel.request('/search', readSearch, {
      query: {
        q: text,
        locale: panel.speech.peek().locale,
        site: panel.site,
        product: panel.product()?.sku,
        page: panel.page(),
        typing,
        limit: 5,
      },
      // Perhaps of an order, which the shop shows to those it vouches for.
      token: /\d{4}/.test(text) ? panel.tab.get('token') : null,
      signal: mine.signal,
    })
    if (running !== mine) return null
    search.busy.value = false
    // What stands is better than a complaint in the middle of a word.
    search.failed.value = !answered.ok && !(typing && search.found.peek())
    if (!answered.ok) return null
    search.typing.value = typing === '1'
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
    if (text.length >= LEAST_LETTERS)
      timer = setTimeout(() => {
        void ask(text, '1')
        timer = setTimeout(() => void ask(text, 'paused'), LONG_PAUSE_MS)
      }, PAUSE_MS)
    else {
      running?.abort()
      search.busy.value = false
      // One letter finds nothing new, and takes nothing away.
      if (text) return
      search.found.value = null
      search.foundFor.value = ''
    }
  })
  return search
}
