import type { z } from 'zod'
import { loopTurns } from '#kb'
import type { AckOf, RefusalCode, RequestOf } from '#protocol'
import { faultText } from '#shared'
import type { LiveLog, LiveParts } from '../live.ts'
import { TOO_LONG } from './schemas.ts'

/**
 * Every request of one side, each with its schema and what answers it. A missing or misspelled event, a schema that
 * lets something else in and an answer the protocol does not know fail the build.
 */
export type Requests<Events> = {
  [E in keyof Events]: {
    schema: z.ZodType<RequestOf<Events, E>>
    handle(request: RequestOf<Events, E>): Promise<AckOf<Events, E>>
  }
}

/** More requests a second than any honest client makes. */
const REQUESTS_PER_SECOND = 100
/** They read what is long: each waits for a turn of the loop, so that many at once hold up no message. */
const READING = new Set(['conversation:open', 'conversation:resync', 'conversation:start'])
/** A fault of ours: worth another try after this. */
const FAULT_RETRY_MS = 1_000

export interface Asking {
  data: { requests?: { second: number; count: number } }
  on(event: string, listener: (raw: unknown, reply: unknown) => void): unknown
}

/** Answers every request of this socket. */
export function answerRequests<Events>(socket: Asking, around: Around, requests: Requests<Events>): void {
  const all: Record<string, Answered> = requests
  for (const [event, request] of Object.entries(all)) socket.on(event, acknowledged(socket, event, around, request))
}

type Around = { log: LiveLog } & Pick<LiveParts, 'began'>

/** Characters of what was written; everything else of a request is small. */
const sizeOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null && 'text' in raw ? String(raw.text).length : 0

interface Answered {
  schema: z.ZodType
  handle(request: unknown): Promise<unknown>
}

/**
 * The one way a request enters: counted, parsed by its schema, run, and always answered. Faults are answered
 * `unavailable` without their cause, which goes to the log with the event's name and never with its text (I9).
 */
function acknowledged(
  socket: Asking,
  event: string,
  { log, began }: Around,
  { schema, handle }: Answered,
): (raw: unknown, reply: unknown) => void {
  return (raw, reply) => {
    if (typeof reply !== 'function') return
    const refuse = (code: RefusalCode, retryAfterMs?: number) =>
      reply(retryAfterMs === undefined ? { ok: false, code } : { ok: false, code, retryAfterMs })
    const wait = tooFast(socket)
    if (wait > 0) return refuse('too_many', wait)
    const parsed = schema.safeParse(raw)
    if (!parsed.success)
      return refuse(parsed.error.issues.some((issue) => issue.message === TOO_LONG) ? 'too_long' : 'invalid')
    const run = () => {
      const ended = began?.(event, sizeOf(raw))
      handle(parsed.data)
        .finally(ended)
        .then(
          (answer) => reply(answer),
          (fault) => {
            log.error({ event, fault: faultText(fault) }, 'a socket request failed')
            refuse('unavailable', FAULT_RETRY_MS)
          },
        )
    }
    if (READING.has(event)) loopTurns.begin(run)
    else run()
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
