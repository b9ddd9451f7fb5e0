import { signal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Answered, Refusal } from '../api.ts'
import { problemText } from '../problems.ts'

export interface Loaded<T> {
  /** null until the first answer; kept while it is read again, and after a refusal. */
  value: T | null
  /** What to say about the last reading; null while there is nothing to say. */
  problem: string | null
  /** The refusal itself, where a screen must know more than its sentence. */
  refused: Refusal | null
  busy: boolean
  /** Reads once more: after a refusal, or when something is known to have changed. */
  again(): void
  /** Shows something else than what was read: what this person has just changed; made of what is shown by then. */
  put(value: T | null | ((shown: T | null) => T | null)): void
}

/**
 * Reads what a screen shows, now and whenever `deps` change. Only the newest reading is believed; an older one is given up on the
 * way, and so is everything once the component is gone. Without `load` nothing is read. `pauseMs` waits for somebody who types.
 */
export function useLoad<T>(
  load: ((stop: AbortSignal) => Promise<Answered<T>>) | null,
  deps: readonly unknown[],
  how: { pauseMs?: number; word?: (problem: Refusal) => string } = {},
): Loaded<T> {
  const state = useMemo(
    () => ({
      value: signal<T | null>(null),
      problem: signal<string | null>(null),
      refused: signal<Refusal | null>(null),
      busy: signal(false),
    }),
    [],
  )
  const latest = useRef({ load, how })
  latest.current = { load, how }
  const reading = useRef<AbortController | null>(null)

  async function read(): Promise<void> {
    reading.current?.abort()
    const wanted = latest.current.load
    if (!wanted) return
    const mine = new AbortController()
    reading.current = mine
    state.busy.value = true
    const answered = await wanted(mine.signal)
    if (mine.signal.aborted) return
    state.busy.value = false
    state.refused.value = answered.ok ? null : answered.problem
    state.problem.value = answered.ok ? null : (latest.current.how.word ?? problemText)(answered.problem)
    if (answered.ok) state.value.value = answered.value
  }
  useEffect(() => {
    const timer = latest.current.how.pauseMs ? setTimeout(() => void read(), latest.current.how.pauseMs) : null
    if (timer === null) void read()
    return () => {
      if (timer !== null) clearTimeout(timer)
      reading.current?.abort()
      state.busy.value = false
    }
  }, [load === null, ...deps])
  return {
    value: state.value.value,
    problem: state.problem.value,
    refused: state.refused.value,
    busy: state.busy.value,
    again: () => void read(),
    put: (value) => {
      state.value.value = value instanceof Function ? value(state.value.peek()) : value
    },
  }
}
