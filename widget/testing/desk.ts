import { io } from 'socket.io-client'
import {
  type Ack,
  type ConversationSummary,
  DESK_NAMESPACE,
  type DeskToServer,
  LIVE_PATH,
  type Message,
  PROTOCOL_VERSION,
} from '#protocol'
import type { DeskClient } from '../../e2e/kit/desk-client.ts'
import type { Product } from '../../e2e/kit/product.ts'

/** An operator on the real desk socket. */
export interface DeskOperator {
  ask<E extends keyof DeskToServer>(
    event: E,
    request: Parameters<DeskToServer[E]>[0],
  ): Promise<Ack<Record<string, unknown>>>
  /** Accepts the next conversation that is offered. */
  accept(): Promise<string>
  say(conversationId: string, text: string): Promise<void>
  /** What the desk has of a conversation, in order. */
  messages(conversationId: string): Promise<Message[]>
  /** Ends what a test that failed left open: the next visitor must find a free operator. */
  free(): Promise<void>
  leave(): void
}

export async function anOperator(product: Product, { cookie }: DeskClient): Promise<DeskOperator> {
  const socket = io(product.helpCentre + DESK_NAMESPACE, {
    path: LIVE_PATH,
    transports: ['websocket'],
    extraHeaders: { cookie, origin: product.helpCentre },
    auth: { protocol: PROTOCOL_VERSION },
    forceNew: true,
  })
  const offers: string[] = []
  const waiting: ((id: string) => void)[] = []
  socket.on('offer:made', ({ conversation }: { conversation: ConversationSummary }) => {
    const taker = waiting.shift()
    if (taker) taker(conversation.id)
    else offers.push(conversation.id)
  })
  const ask = (event: string, request: unknown) =>
    socket.timeout(8_000).emitWithAck(event, request) as Promise<Ack<Record<string, unknown>>>
  const enter = async () => {
    await ask('inbox:resync', {})
    await ask('presence:set', { available: true })
  }
  await new Promise<void>((done, fail) => {
    socket.once('connect', done)
    socket.once('connect_error', fail)
  })
  await enter()
  // A restarted server greets everybody anew.
  socket.on('connect', () => void enter())
  let made = 0
  return {
    ask,
    async accept() {
      const id = offers.shift() ?? (await new Promise<string>((take) => waiting.push(take)))
      const ack = await ask('conversation:accept', { conversationId: id })
      if (!ack.ok) throw new Error(`accept: ${ack.code}`)
      return id
    },
    async free() {
      const { queue = [], mine = [] } = (await ask('inbox:resync', {})) as {
        queue?: ConversationSummary[]
        mine?: ConversationSummary[]
      }
      for (const { id } of queue) await ask('conversation:accept', { conversationId: id })
      for (const { id } of [...mine, ...queue]) await ask('conversation:solve', { conversationId: id })
      offers.length = 0
      waiting.length = 0
    },
    async say(conversationId, text) {
      const ack = await ask('message:send', {
        conversationId,
        clientMessageId: `cmi_operator_${Date.now()}_${made++}`,
        text,
      })
      if (!ack.ok) throw new Error(`send: ${ack.code}`)
    },
    async messages(conversationId) {
      const ack = await ask('conversation:open', { conversationId, since: 0 })
      if (!ack.ok) throw new Error(`open: ${ack.code}`)
      return ack.messages as Message[]
    },
    leave: () => socket.close(),
  }
}
