import type { z } from 'zod'
import type { RefusalCode } from '#protocol'
import type { LiveLog } from './live.ts'
import { TOO_LONG } from './schemas.ts'

type Answer = { ok: true } | { ok: false; code: RefusalCode; retryAfterMs?: number }

/** More requests a second than any honest client makes. */
const REQUESTS_PER_SECOND = 100
/** A fault of ours: worth another try after this. */
const FAULT_RETRY_MS = 1_000

export interface Asking {
  data: { requests?: { second: number; count: number } }
}

/**
 * The one way a request enters: counted, parsed by its schema, run, and always answered. Faults are answered
 * `unavailable` without their cause, which goes to the log with the event's name and never with its text (I9).
 */
export function acknowledged<S extends z.ZodType, A extends object>(
  socket: Asking,
  event: string,
  log: LiveLog,
  schema: S,
  handle: (request: z.infer<S>) => Promise<A>,
): (raw: unknown, reply: unknown) => void {
  return (raw, reply) => {
    if (typeof reply !== 'function') return
    const answer = (value: Answer | object) => reply(value)
    const wait = tooFast(socket)
    if (wait > 0) return answer({ ok: false, code: 'too_many', retryAfterMs: wait })
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      return answer({
        ok: false,
        code: parsed.error.issues.some((issue) => issue.message === TOO_LONG) ? 'too_long' : 'invalid',
      })
    handle(parsed.data).then(answer, (fault) => {
      log.error({ event, fault: fault instanceof Error ? fault.message : 'unknown' }, 'a live request failed')
      answer({ ok: false, code: 'unavailable', retryAfterMs: FAULT_RETRY_MS })
    })
  }
}

/** Milliseconds to wait, 0 if within bounds. */
function tooFast(socket: Asking): number {
  const now = Date.now()
  const second = Math.floor(now / 1_000)
  const counted = socket.data.requests
  if (!counted || counted.second !== second) {
    socket.data.requests = { second, count: 1 }
    return 0
  }
  counted.count += 1
  return counted.count > REQUESTS_PER_SECOND ? (second + 1) * 1_000 - now : 0
}
