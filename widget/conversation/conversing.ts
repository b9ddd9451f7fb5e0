import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals-core'
import { ACK_TIMEOUT_MS, type Message, type StartConversationResponse, type VisitorConversation } from '#protocol'
import { fields, Malformed, maybe, readAvailability, text } from '../api/read.ts'
import type { ChatLink, FactName, LinkState } from '../chat.ts'
import type { PanelState } from '../panel/panel-state.ts'
import type { Draft } from './draft.ts'
import { completeUpTo, unreadOf, withMessages } from './history.ts'
import { handoverPacket } from './handover-packet.ts'
import { newMessageId } from './message-id.ts'
import { readConversation, readMessage, readMessages, readStarted } from './read-conversation.ts'
import { createSending, type Pending } from './sending.ts'
import { createTyping } from './typing.ts'
import { visitorToken } from './visitor-token.ts'

/** The state of one visitor's conversation, and everything they may do with it. Works without a socket until one is needed. */
export interface Conversing {
  conversation: Signal<VisitorConversation | null>
  messages: Signal<Message[]>
  pending: Signal<Pending[]>
  link: Signal<LinkState | 'off'>
  /** The link is refused for good: the code. */
  refused: Signal<string | null>
  operatorTyping: Signal<boolean>
  unread: ReadonlySignal<number>
  /** Sends what is written: begins the conversation, or continues it. */
  send(text: string, start?: { name?: string | null; mail?: string | null }): void
  /** A conversation that was begun by the message form. */
  begunBy(started: StartConversationResponse): void
  retry(clientMessageId: string): void
  discard(clientMessageId: string): void
  typing(): void
  seen(): void
  mailInstead(mail: string): Promise<boolean>
  rate(stars: number, comment: string): Promise<boolean>
  end(): Promise<boolean>
  transcript(): Promise<string | null>
  mailTranscript(mail: string): Promise<boolean>
  anew(): void
  identify(): void
  forget(): void
}

/** How long a solved conversation stays in the panel, for its rating and transcript. */
const SOLVED_SHOWN_MS = 12 * 3_600_000

export function createConversing(panel: PanelState, draft: Draft, life: AbortSignal): Conversing {
  const { memory, request, embedding } = panel
  let chat: ChatLink | undefined
  let opening: Promise<void> | undefined
  let resyncedTo = 0
  let resyncTimer: ReturnType<typeof setTimeout> | undefined
  const readTo = signal(Number(memory.get('read')) || 0)

  const conversation = signal<VisitorConversation | null>(null)
  const messages = signal<Message[]>([])
  const link = signal<LinkState | 'off'>('off')
  const refused = signal<string | null>(null)
  const unread = computed(() => unreadOf(messages.value, readTo.value))

  const sending = createSending(
    memory,
    {
      known: () => messages.peek(),
      link: () => (link.peek() === 'on' ? chat : undefined),
      packet: (words) => handoverPacket(panel, words),
      acknowledged: (ack, entry) =>
        checked(() => {
          if (!entry.conversationId) {
            const started = readStarted(ack)
            sending.belongTo(started.conversation.id)
            return adopt(started.conversation, started.messages)
          }
          const message = readMessage(ack.message)
          adopt(null, [message])
          // What stands before it was said by others, and its fact may have been lost (I4).
          if (message.seq > completeUpTo(messages.peek(), resyncedTo)) void resync()
        }),
    },
    life,
  )
  const typing = createTyping((writes) => {
    const open = conversation.peek()
    if (open && link.peek() === 'on') void chat?.request('typing:set', { conversationId: open.id, typing: writes })
  })

  function adopt(next: VisitorConversation | null, arrived: Message[]) {
    const before = conversation.peek()
    if (next && before && next.id !== before.id) clear()
    // Nodes do not wait for each other: what is older than what is shown was overtaken on its way (I4).
    if (next && !(next.id === before?.id && next.rev < before.rev)) {
      conversation.value = next
      if (memory.get('conversation') !== next.id) memory.set('conversation', next.id)
    }
    if (arrived.length > 0) {
      const had = new Set(messages.peek().map((one) => one.seq))
      messages.value = withMessages(messages.peek(), arrived)
      sending.arrived(arrived.filter((one) => one.author === 'visitor').map((one) => one.clientMessageId))
      for (const one of arrived) {
        if (one.author === 'operator' && !had.has(one.seq) && one.seq > readTo.peek()) {
          embedding.emit('message', { author: 'operator' })
          typing.heard(false)
        }
      }
    }
    sending.show()
    embedding.report({ conversation: conversation.peek()?.state ?? null })
  }
  function clear() {
    resyncedTo = 0
    readTo.value = 0
    memory.set('read', null)
    messages.value = []
    conversation.value = null
  }

  /** Opens the live link once; whatever fails on the way is tried again by `wake` and by the next send. */
  function goLive(): Promise<void> {
    opening ??= (async () => {
      link.value = 'connecting'
      const [own, module] = await Promise.all([visitorToken(panel), import('../chat.ts').catch(() => null)])
      if (life.aborted || !own || !module) {
        opening = undefined
        link.value = 'lost'
        if (!life.aborted) setTimeout(() => !sending.isEmpty() && void goLive(), 2_000 + Math.random() * 3_000)
        return
      }
      refused.value = null
      chat = module.connectChat(embedding.origin, () => memory.get('token') ?? own, {
        connected: () => void resync().then(sending.flush),
        changed: (state) => {
          link.value = state
        },
        heard,
        refused: onRefused,
      })
    })()
    return opening
  }

  function onRefused(code: string) {
    hangUp()
    if (code === 'signed_out') {
      // The token ran out: this device can no longer show the old conversation, but whatever is unsent still goes.
      memory.set('token', null)
      memory.set('conversation', null)
      clear()
      sending.beginAnew()
      if (!sending.isEmpty()) void goLive()
      return
    }
    refused.value = code
    sending.giveUp()
  }
  function hangUp() {
    clearTimeout(resyncTimer)
    chat?.close()
    chat = undefined
    opening = undefined
    link.value = 'off'
  }

  async function resync(): Promise<void> {
    const kept = memory.get('conversation')
    const id = conversation.peek()?.id ?? (kept?.startsWith('cnv') ? kept : null)
    const since = completeUpTo(messages.peek(), resyncedTo)
    const ack = await chat?.request('conversation:resync', { conversationId: id, since })
    if (!ack) return
    if (!ack.ok) {
      if (ack.code === 'not_found') {
        memory.set('conversation', sending.isEmpty() ? null : 'new')
        clear()
      } else resyncLater(ack.retryAfterMs)
      return
    }
    checked(() => {
      const arrived = readMessages(ack.messages)
      const next = maybe(ack.conversation, readConversation)
      panel.availability.value = readAvailability(ack.availability)
      embedding.report({ online: panel.availability.peek()!.online })
      if (!next && id === null) return
      if (next) resyncedTo = Math.max(resyncedTo, next.lastSeq)
      adopt(next, arrived)
      // Yesterday's solved matter greets nobody: the next visit begins with the search again.
      const last = messages.peek().at(-1)
      if (
        next?.state === 'solved' &&
        last &&
        Date.now() - Date.parse(last.sentAt) > SOLVED_SHOWN_MS &&
        sending.isEmpty()
      )
        conversing.anew()
    })
    const upTo = completeUpTo(messages.peek(), resyncedTo)
    const open = conversation.peek()
    if (open && upTo > 0) void chat?.request('message:received', { conversationId: open.id, seq: upTo })
  }

  /** Refused for the moment, on a link that lives: nothing else would ask again (I4). */
  function resyncLater(waitMs = 1_000) {
    clearTimeout(resyncTimer)
    resyncTimer = setTimeout(() => void resync().then(sending.flush), waitMs * (1 + Math.random()))
  }

  function heard(name: FactName, fact: unknown) {
    checked(() => {
      const from = fields(fact)
      if (name === 'availability:changed') {
        panel.availability.value = readAvailability(fact)
        embedding.report({ online: panel.availability.peek()!.online })
      } else if (name === 'conversation:changed') {
        const next = readConversation(from.conversation)
        if (!conversation.peek() || conversation.peek()!.id === next.id) adopt(next, [])
        if (next.lastSeq > completeUpTo(messages.peek(), resyncedTo)) void resync()
      } else if (name === 'message:created' || name === 'message:changed') {
        const message = readMessage(from.message)
        if (message.conversationId !== conversation.peek()?.id) return void resync()
        const upTo = completeUpTo(messages.peek(), resyncedTo)
        adopt(null, [message])
        // Fan-out is a hint: after a gap the database is asked (I4).
        if (message.seq > upTo + 1) void resync()
        else if (name === 'message:created' && message.author !== 'visitor')
          void chat?.request('message:received', { conversationId: message.conversationId, seq: message.seq })
      } else if (name === 'typing:changed' && from.author === 'operator') {
        typing.heard(from.typing === true && from.conversationId === conversation.peek()?.id)
      }
    })
  }

  const post = async (
    event: 'conversation:mail-instead' | 'conversation:rate' | 'conversation:end',
    values: object,
  ) => {
    const open = conversation.peek()
    if (!open) return false
    await goLive()
    const ack = await chat?.request(event, { conversationId: open.id, ...values } as never)
    if (!ack?.ok) return false
    checked(() => adopt(readConversation(ack.conversation), []))
    return true
  }

  const conversing: Conversing = {
    conversation,
    messages,
    pending: sending.pending,
    link,
    refused,
    operatorTyping: typing.operatorTyping,
    unread,
    send(words, start) {
      const clientMessageId = newMessageId(Date.now())
      const conversationId = conversation.peek()?.id ?? null
      const first = conversationId === null && sending.isEmpty()
      if (!conversationId) memory.set('conversation', memory.get('conversation') ?? 'new')
      sending.add({
        clientMessageId,
        text: words,
        at: new Date().toISOString(),
        conversationId,
        packet: conversationId ? null : handoverPacket(panel, words),
        name: start?.name ?? null,
        mail: start?.mail ?? null,
        refused: null,
      })
      if (first) embedding.emit('escalated', { way: 'chat' })
      embedding.emit('message', { author: 'visitor' })
      typing.sent()
      void goLive().then(sending.flush)
    },
    begunBy: (started) => adopt(started.conversation, started.messages),
    retry(id) {
      if (!sending.retry(id)) return
      chat?.wake()
      void goLive().then(sending.flush)
    },
    discard(id) {
      sending.discard(id)
      if (sending.isEmpty() && !conversation.peek()) memory.set('conversation', null)
    },
    typing: typing.pressed,
    seen() {
      const open = conversation.peek()
      const upTo = messages.peek().at(-1)?.seq ?? 0
      if (!open || upTo <= readTo.peek() || document.visibilityState === 'hidden') return
      readTo.value = upTo
      memory.set('read', String(upTo))
      void chat?.request('message:read', { conversationId: open.id, seq: upTo })
    },
    mailInstead: (mail) => post('conversation:mail-instead', { mail }),
    rate: (stars, comment) => post('conversation:rate', { stars, comment: comment.trim() || null }),
    end: () => post('conversation:end', {}),
    async transcript() {
      const open = conversation.peek()
      const answered =
        open && (await request(`/conversations/${open.id}/transcript`, text, { token: memory.get('token') }))
      return answered?.ok ? answered.value : null
    },
    async mailTranscript(mail) {
      const open = conversation.peek()
      const answered =
        open &&
        (await request(`/conversations/${open.id}/transcript`, () => true, {
          method: 'POST',
          token: memory.get('token'),
          body: { mail },
        }))
      return answered?.ok === true
    },
    anew() {
      hangUp()
      memory.set('conversation', null)
      clear()
      sending.show()
      embedding.report({ conversation: null, unread: 0 })
    },
    identify() {
      // Somebody else signed in to the shop: what the one before wrote is not theirs. An unknown visitor keeps the open conversation until it ends.
      const before = memory.get('identity')
      if (before && before !== panel.identity?.id) conversing.forget()
      else if (!before && !conversation.peek() && !memory.get('conversation')) memory.set('token', null)
    },
    forget() {
      for (const name of memory.names()) memory.set(name, null)
      draft.write('')
      conversing.anew()
    },
  }

  memory.onChange((name) => {
    if (name === null || (name === 'conversation' && memory.get('conversation') === null)) {
      hangUp()
      clear()
    } else if (name === 'conversation') void goLive()
    else if (name === 'read') readTo.value = Number(memory.get('read')) || 0
    else if (name.startsWith('out:')) setTimeout(() => void sending.flush(), ACK_TIMEOUT_MS)
    else return
    sending.show()
  }, life)
  const stopCounting = effect(() => {
    embedding.report({ unread: unread.value })
    embedding.emit('unread', { count: unread.value })
  })
  life.addEventListener('abort', () => {
    stopCounting()
    hangUp()
  })
  if (memory.get('conversation')) void goLive()
  return conversing
}

/** What the server says is read field by field; what does not fit is not taken. */
function checked(read: () => void) {
  try {
    read()
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault
  }
}
