import { ACK_TIMEOUT_MS } from '#protocol'
import type { Outbox, OutboxEntry } from './outbox.ts'
import { passes, pauseMs, type Refusal } from './refusals.ts'

/**
 * How an own message stands that the server has not acknowledged: never `sending` for longer than one acknowledgement
 * may take (I5). `uploading` waits for its files, which say themselves how far they are; `waiting` goes by itself when the
 * link is back; `not_sent` may need a hand.
 */
export type Pending<E> = E & { state: PendingState }
export type PendingState = 'uploading' | 'sending' | 'waiting' | 'not_sent'

/** What was written and is not acknowledged: how it stands, and its way to the server. */
export interface Sending<E extends OutboxEntry> {
  pending(): Pending<E>[]
  isEmpty(): boolean
  add(entry: E): void
  /** False: there is no such message any more. */
  retry(clientMessageId: string): boolean
  /** Taken back: it is not sent again. */
  discard(clientMessageId: string): E | undefined
  /** Their `clientMessageId`s stand in the conversation, by whatever way we learnt it. */
  arrived(clientMessageIds: readonly string[]): void
  /** The conversation they belong to is another now. */
  change(how: (entry: E) => E): void
  /** The link is refused for good: nothing of it is on its way. */
  giveUp(): void
  /** Sends in order, one of a conversation at a time; what is not acknowledged stays and goes again unchanged (I1, I2). */
  flush(): Promise<void>
}

type Ready = { ok: true } | { ok: false; code: string; retryAfterMs?: number }
interface Surroundings<E, A> {
  isLive(): boolean
  /** What has to be there before it goes, its files; undefined: nothing. Null: not now. Its time runs only afterwards. */
  prepare?(entry: E): Promise<Ready | null> | undefined
  /** Null: not acknowledged in time. */
  deliver(entry: E): Promise<(A & { ok: true }) | (Refusal & { ok: false }) | null>
  acknowledged(ack: A & { ok: true }, entry: E): void
  /** What goes in the place of a message that was refused for good; null: it is shown as not sent. */
  instead?(entry: E, code: string): E | null
  changed(): void
  /** Messages of one lane follow one another; the conversation if nothing is said. */
  lane?(entry: E): string
}

export function createSending<E extends OutboxEntry, A>(
  outbox: Outbox<E>,
  around: Surroundings<E, A>,
  life: AbortSignal,
): Sending<E> {
  const late = new Set<string>()
  const busy = new Set<string>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** By lane: the message whose files are awaited. */
  const preparing = new Map<string, string>()
  let isHopeless = false
  const lane = around.lane ?? ((entry: E) => entry.conversationId ?? '')

  const watch = ({ clientMessageId: id }: E) => {
    clearTimeout(timers.get(id))
    late.delete(id)
    const tooLate = () => {
      timers.delete(id)
      if (!outbox.find(id)) return
      late.add(id)
      around.changed()
    }
    timers.set(id, setTimeout(tooLate, ACK_TIMEOUT_MS))
  }
  life.addEventListener('abort', () => {
    for (const timer of timers.values()) clearTimeout(timer)
  })
  const put = (entry: E) => {
    outbox.put(entry)
    isHopeless = false
    watch(entry)
    around.changed()
  }
  const remove = (id: string) => {
    outbox.remove(id)
    late.delete(id)
  }
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      life.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true })
    })
  const prepared = async (entry: E): Promise<Ready | null> => {
    const asked = around.prepare?.(entry)
    if (!asked) return { ok: true }
    const own = lane(entry)
    preparing.set(own, entry.clientMessageId)
    around.changed()
    const ready = await asked
    preparing.delete(own)
    // Whoever stood behind it waited for nothing of their own.
    for (const one of outbox.entries()) if (lane(one) === own && !one.refused) watch(one)
    around.changed()
    return ready
  }
  const run = async (own: string) => {
    busy.add(own)
    try {
      for (;;) {
        const next = outbox.entries().find((one) => !one.refused && lane(one) === own)
        if (!next || life.aborted || !around.isLive()) return
        const ready = await prepared(next)
        if (!ready || life.aborted || !around.isLive()) return
        if (!outbox.find(next.clientMessageId)) continue
        const ack = ready.ok ? await around.deliver(next) : ready
        if (!ack) return
        if (ack.ok) {
          around.acknowledged(ack, next)
          // Acknowledged: stored for good, whatever this answer looked like.
          remove(next.clientMessageId)
        } else if (passes(ack.code)) await pause(pauseMs(ack.retryAfterMs))
        else if (outbox.find(next.clientMessageId)) {
          const instead = around.instead?.(next, ack.code) ?? { ...next, refused: ack.code }
          outbox.put(instead)
          // It may stand in another lane now, which nobody else would set off.
          if (!busy.has(lane(instead))) await run(lane(instead))
        }
        around.changed()
      }
    } finally {
      busy.delete(own)
    }
  }

  const stateOf = (entry: E): PendingState => {
    const { refused, clientMessageId } = entry
    if (refused || isHopeless) return 'not_sent'
    const awaited = around.isLive() ? preparing.get(lane(entry)) : undefined
    if (awaited) return awaited === clientMessageId ? 'uploading' : 'sending'
    if (!late.has(clientMessageId)) return 'sending'
    return around.isLive() ? 'not_sent' : 'waiting'
  }

  for (const entry of outbox.entries()) watch(entry)
  return {
    pending: () => outbox.entries().map((one) => ({ ...one, state: stateOf(one) })),
    isEmpty: () => outbox.entries().length === 0,
    add: put,
    retry(id) {
      const entry = outbox.find(id)
      if (entry) put({ ...entry, refused: null })
      return entry !== undefined
    },
    discard(id) {
      const entry = outbox.find(id)
      remove(id)
      around.changed()
      return entry
    },
    arrived: (ids) => ids.forEach(remove),
    change(how) {
      for (const entry of outbox.entries()) outbox.put(how(entry))
      around.changed()
    },
    giveUp() {
      isHopeless = true
      around.changed()
    },
    async flush() {
      const lanes = new Set(outbox.entries().map(lane))
      await Promise.all([...lanes].filter((one) => !busy.has(one)).map(run))
    },
  }
}
