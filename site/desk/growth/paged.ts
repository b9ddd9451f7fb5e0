import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Page } from '#kb'
import { read } from '../api.ts'
import { problemText } from '../problems.ts'

/** A list read page by page; it begins again when its address changes. */
export function usePaged<T>(address: string) {
  const state = useMemo(
    () => ({
      items: signal<readonly T[] | null>(null),
      total: signal(0),
      page: signal(1),
      busy: signal(false),
      problem: signal<string | null>(null),
    }),
    [],
  )
  async function load(page: number): Promise<void> {
    state.busy.value = true
    const answered = await read<Page<T>>(`${address}${address.includes('?') ? '&' : '?'}page=${page}`)
    state.busy.value = false
    state.problem.value = answered.ok ? null : problemText(answered.problem)
    if (!answered.ok) return
    state.items.value = page === 1 ? answered.value.items : [...(state.items.peek() ?? []), ...answered.value.items]
    state.total.value = answered.value.total
    state.page.value = page
  }
  useEffect(() => void load(1), [address])
  return { ...state, load, more: () => void load(state.page.peek() + 1) }
}
