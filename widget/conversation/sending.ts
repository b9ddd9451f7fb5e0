import { type Signal, signal } from '@preact/signals-core'
import { ACK_TIMEOUT_MS, type Ack, type HandoverPacket, type Message } from '#protocol'
import type { ChatLink } from '../chat.ts'
import type { DeviceMemory } from '../panel/device-memory.ts'
import { createOutbox, type OutboxEntry } from './outbox.ts'

/** How an own message stands that the server has not acknowledged: never `sending` for longer than one acknowledgement may take (I5). */
export type Pending = OutboxEntry & { state: 'sending' | 'not_sent' }

/** What was written and is not acknowledged: how it stands, and its way to the server. */
export interface Sending {
  pending: Signal<Pending[]>
  isEmpty(): boolean
  add(entry: OutboxEntry): void
  /** False: there is no such message any more. */
  retry(clientMessageId: string): boolean
  discard(clientMessageId: string): void
  /** Their `clientMessageId`s stand in the conversation, by whatever way we learnt it. */
  arrived(clientMessageIds: string[]): void
  belongTo(conversationId: string): void
  /** The conversation they belonged to is out of reach: they begin another. */
  beginAnew(): void
  /** The link is refused for good: nothing of it is on its way. */
  giveUp(): void
  /** Sends in order, one at a time; what is not acknowledged stays and goes again with the same id (I1, I2). */
  flush(): Promise<void>
  show(): void
}

interface Surroundings {
  known(): readonly Message[]
  /** The link, while it is up. */
  link(): ChatLink | undefined
  packet(words: string): HandoverPacket
  acknowledged(ack: Ack<Record<string, unknown>> & { ok: true }, entry: OutboxEntry): void
}

const PASSING = ['too_many', 'draining', 'unavailable', 'full']
const LONGEST_PAUSE_MS = 30_000

export function createSending(memory: DeviceMemory, around: Surroundings, life: AbortSignal): Sending {
  const outbox = createOutbox(memory)
  const late = new Set<string>()
  const pending = signal<Pending[]>([])
  let flushing = false

  const show = () => {
    const known = new Set(around.known().map((one) => one.clientMessageId))
    pending.value = outbox
      .entries()
      .filter((one) => !known.has(one.clientMessageId))
      .map((one) => ({ ...one, state: one.refused || late.has(one.clientMessageId) ? 'not_sent' : 'sending' }))
  }
  const watch = (id: string) => {
    const timer = setTimeout(() => {
      if (!outbox.entries().some((one) => one.clientMessageId === id)) return
      late.add(id)
      show()
    }, ACK_TIMEOUT_MS)
    life.addEventListener('abort', () => clearTimeout(timer))
  }
  const put = (entry: OutboxEntry) => {
    outbox.put(entry)
    late.delete(entry.clientMessageId)
    watch(entry.clientMessageId)
    show()
  }
  const remove = (id: string) => {
    outbox.remove(id)
    late.delete(id)
  }
  const deliver = (chat: ChatLink, { conversationId, clientMessageId, text, packet, name, mail }: OutboxEntry) =>
    conversationId
      ? chat.request('message:send', { conversationId, clientMessageId, text })
      : chat.request('conversation:start', {
          clientMessageId,
          text,
          packet: packet ?? around.packet(''),
          name,
          mail,
          way: 'chat',
        })

  show()
  for (const one of pending.peek()) watch(one.clientMessageId)
  return {
    pending,
    show,
    isEmpty: () => outbox.entries().length === 0,
    add: put,
    retry(id) {
      const entry = outbox.entries().find((one) => one.clientMessageId === id)
      if (entry) put({ ...entry, refused: null })
      return entry !== undefined
    },
    discard(id) {
      remove(id)
      show()
    },
    arrived: (ids) => ids.forEach(remove),
    belongTo: outbox.belongTo,
    beginAnew() {
      for (const entry of outbox.entries())
        outbox.put({ ...entry, conversationId: null, packet: entry.packet ?? around.packet('') })
      show()
    },
    giveUp() {
      for (const entry of outbox.entries()) late.add(entry.clientMessageId)
      show()
    },
    async flush() {
      if (flushing) return
      flushing = true
      try {
        for (;;) {
          const chat = around.link()
          const next = outbox.entries().find((one) => !one.refused)
          if (!chat || !next) return
          const ack = await deliver(chat, next)
          if (!ack) return
          if (ack.ok) {
            around.acknowledged(ack, next)
            // Acknowledged: stored for good, whatever this answer looked like.
            remove(next.clientMessageId)
          } else if (PASSING.includes(ack.code)) {
            await new Promise((done) => setTimeout(done, Math.min(ack.retryAfterMs ?? 1_000, LONGEST_PAUSE_MS)))
          } else if (ack.code === 'not_found' && next.conversationId) {
            outbox.put({ ...next, conversationId: null, packet: around.packet('') })
          } else outbox.refuse(next.clientMessageId, ack.code)
          show()
        }
      } finally {
        flushing = false
      }
    },
  }
}
