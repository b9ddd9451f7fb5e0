import type { RefusalCode } from '#protocol'

/** A refusal as a client meets it; `retryAfterMs` where waiting helps. */
export interface Refusal {
  code: RefusalCode
  retryAfterMs?: number
}

const PASSING: ReadonlySet<string> = new Set<RefusalCode>(['unavailable', 'draining', 'too_many'])
const PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000

/** Rules 2, 3 and 5: these are over by themselves, the same request is asked again unchanged. Any other is final. */
export const passes = (code: string) => PASSING.has(code)

/** Before the same is asked again: never sooner than the server wants it, and not everybody at once. */
export const pauseMs = (retryAfterMs = PAUSE_MS, random: () => number = Math.random) =>
  Math.min(retryAfterMs, LONGEST_PAUSE_MS) * (1 + random())
