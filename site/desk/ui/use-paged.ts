import { signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Answered } from '../api.ts'
import { problemText } from '../problems.ts'

interface Page<T> {
  items: T[]
  total: number
}

/**
 * A list read page by page; it begins again when `deps` change. What moved to a later page meanwhile is not shown twice: `key` names an item.
 */
export function usePaged<P extends Page<unknown>>(
  load: (page: number, stop: AbortSignal) => Promise<Answered<P>>,
  key: (item: P['items'][number]) => string | number,
  deps: readonly unknown[],
) {
  type Item = P['items'][number]
  const state = useMemo(
    () => ({
      items: signal<readonly Item[] | null>(null),
      last: signal<P | null>(null),
      busy: signal(false),
      problem: signal<string | null>(null),
    }),
    [],
  )
  const latest = useRef(load)
  latest.current = load
  const page = useRef(0)
  const reading = useRef<AbortController | null>(null)
  async function read(which: number): Promise<void> {
    reading.current?.abort()
    const mine = new AbortController()
    reading.current = mine
    state.busy.value = true
    const answered = await latest.current(which, mine.signal)
    if (mine.signal.aborted) return
    state.busy.value = false
    state.problem.value = answered.ok ? null : problemText(answered.problem)
    if (!answered.ok) return
    const shown = which === 1 ? [] : (state.items.peek() ?? [])
    const known = new Set(shown.map(key))
    state.items.value = [...shown, ...answered.value.items.filter((each) => !known.has(key(each)))]
    state.last.value = answered.value
    page.current = which
  }
  useEffect(() => {
    void read(1)
    return () => reading.current?.abort()
  }, deps)
  return {
    items: state.items.value,
    /** The newest page as it was answered: its total, and what else it says. */
    last: state.last.value,
    busy: state.busy.value,
    problem: state.problem.value,
    again: () => void read(1),
    more: () => void read(page.current + 1),
    /** Shows the list as it will be, before the server has said so. */
    put(items: readonly Item[] | null): void {
      state.items.value = items
    },
  }
}
