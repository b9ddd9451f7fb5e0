import { signal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { RefusalCode } from '#protocol'
import type { Refusal } from '../api.ts'
import { problemText } from '../problems.ts'
import { say } from './toasts.tsx'

/** What a call of the API or a question over the live line answers. */
type Outcome = { ok: true } | { ok: false; problem: Refusal } | { ok: false; code: RefusalCode; retryAfterMs?: number }
type Done<R> = Extract<R, { ok: true }>

const refusalOf = (outcome: Exclude<Outcome, { ok: true }>): Refusal =>
  'problem' in outcome ? outcome.problem : { status: 0, message: '', ...outcome }

/**
 * Something a person does that takes a moment: one at a time, so that a second press is no second deed; what went wrong is worded and
 * stays until the next try. `toast` says it in passing instead, where no place of the screen belongs to it.
 */
export function useAction<Args extends unknown[], R extends Outcome>(
  act: (...args: Args) => Promise<R>,
  how: { word?: (problem: Refusal) => string; toast?: boolean } = {},
) {
  const state = useMemo(
    () => ({ busy: signal(false), problem: signal<string | null>(null), refused: signal<Refusal | null>(null) }),
    [],
  )
  const latest = useRef({ act, how })
  latest.current = { act, how }
  return {
    busy: state.busy.value,
    problem: state.problem.value,
    /** The refusal itself, for what the screen shows beside its sentence: the fields it names, another way on. */
    refused: state.refused.value,
    /** What was answered; null when it was refused or one is under way. */
    async run(...args: Args): Promise<Done<R> | null> {
      if (state.busy.peek()) return null
      state.busy.value = true
      state.problem.value = null
      state.refused.value = null
      const outcome = await latest.current.act(...args).finally(() => {
        state.busy.value = false
      })
      if (outcome.ok) return outcome as Done<R>
      const refusal = refusalOf(outcome)
      state.refused.value = refusal
      const said = (latest.current.how.word ?? problemText)(refusal)
      if (latest.current.how.toast) say(said, { tone: 'bad' })
      else state.problem.value = said
      return null
    },
    /** Says why it was not even tried; null takes back what was said. */
    refuse(said: string | null): void {
      state.problem.value = said
      state.refused.value = null
    },
  }
}
