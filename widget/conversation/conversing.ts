import { createSending, followConversation, type LinkState, OUTBOX_PREFIX, type Pending } from '#client'
import { newClientMessageId } from '#shared'
import {
  ACK_TIMEOUT_MS,
  type Ack,
  type FileAddress,
  type Message,
  type StartConversationResponse,
  type VisitorConversation,
} from '#protocol'
import { fields, list, Malformed, maybe, readAvailability } from '../api/read.ts'
import type { ChatLink } from '../chat.ts'
import { readAddress } from '../files/read-file.ts'
import type { PanelState } from '../panel/panel-state.ts'
import { effect, type Signal, signal } from '../signal.ts'
import type { Draft } from './writing/draft.ts'
import { unreadOf } from './log/history.ts'
import { agreedTo, handoverPacket } from './handover-packet.ts'
import { outgoingFiles } from './writing/outgoing-files.ts'
import { transcripts } from './log/transcripts.ts'
import { type VisitorEntry, visitorOutbox } from './writing/outbox.ts'
import { readConversation, readMessage, readMessages, readStarted } from './read-conversation.ts'
import { createTyping } from './writing/typing.ts'
import { type VisitorActs, visitorActs } from './writing/visitor-acts.ts'
import { visitorToken } from './visitor-token.ts'

/** The state of one visitor's conversation, and everything they may do with it. Works without a socket until one is needed. */
export interface Conversing extends VisitorActs {
  conversation: Signal<VisitorConversation | null>
  messages: Signal<readonly Message[]>
  pending: Signal<Pending<VisitorEntry>[]>
  link: Signal<LinkState | 'off'>
  /** The link is refused for good: the code. */
  refused: Signal<string | null>
  operatorTyping: Signal<boolean>
  /** Sends what is written: begins the conversation, or continues it. */
  send(text: string, start?: { name?: string | null; mail?: string | null }): void
  /** A conversation that was begun by the message form. */
  begunBy(started: StartConversationResponse): void
  retry(clientMessageId: string): void
  discard(clientMessageId: string): void
  /** Words and files of a message that was refused go back into the field. */
  takeBack(clientMessageId: string): void
  /** Where bytes of the conversation's files are; null: nobody can be asked now. */
  openFiles(ids: string[]): Promise<FileAddress[] | null>
  typing(): void
  seen(): void
  transcript(): Promise<string | null>
  mailTranscript(mail: string): Promise<boolean>
  anew(): void
  identify(): void
  forget(): void
}

/** How long a solved conversation stays in the panel, for its rating and transcript. */
const SOLVED_SHOWN_MS = 12 * 3_600_000

export function createConversing(panel: PanelState, draft: Draft, life: AbortSignal): Conversing {
  const { memory, embedding } = panel
  const files = outgoingFiles(draft)
  let chat: ChatLink | undefined
  let opening: Promise<void> | undefined
  const readTo = signal(Number(memory.get('read')) || 0)
  const conversation = signal<VisitorConversation | null>(null)
  const messages = signal<readonly Message[]>([])
  const link = signal<LinkState | 'off'>('off')
  const refused = signal<string | null>(null)
  const unread = signal(0)
  const isLive = () => chat?.state === 'live'
  const showPending = () => {
    pending.value = sending.pending()
  }

  const following = followConversation<VisitorConversation>({
    isLive,
    page: readFrom,
    cleared() {
      readTo.value = 0
      memory.set('read', null)
      messages.value = []
      conversation.value = null
      panel.running.value = null
    },
    changed(arrived, fresh) {
      const next = following.conversation()
      conversation.value = next
      messages.value = following.messages()
      if (next && memory.get('conversation') !== next.id) memory.set('conversation', next.id)
      const own = arrived.filter((one) => one.author === 'visitor').map((one) => one.clientMessageId)
      own.forEach(files.forget)
      sending.arrived(own)
      if (fresh.some((one) => one.author !== 'visitor')) tellReceived()
      for (const one of fresh) {
        if (one.author === 'operator' && one.seq > readTo.peek()) {
          embedding.emit('message', { author: 'operator' })
          typing.heard(false)
        }
      }
      showPending()
      embedding.report({ conversation: next?.state ?? null })
      panel.running.value = next && next.state !== 'solved' ? (next.operator?.name ?? '') : null
    },
    refused(code) {
      if (code !== 'not_found') return
      memory.set('conversation', sending.isEmpty() ? null : 'new')
      following.clear()
    },
  })
  const sending = createSending<VisitorEntry, object>(
    visitorOutbox(memory),
    {
      isLive,
      lane: () => '',
      changed: () => showPending(),
      prepare: files.whenUp,
      async deliver({ conversationId, clientMessageId, text, packet, name, mail, agreed }) {
        const what = { clientMessageId, text, ...files.named(clientMessageId) }
        const ack = conversationId
          ? await chat?.ask('message:send', { conversationId, ...what })
          : await chat?.ask('conversation:start', {
              ...what,
              packet: packet ?? handoverPacket(panel, ''),
              name,
              mail,
              agreed: agreedTo(panel) ?? agreed,
              way: 'chat',
            })
        return ack ?? null
      },
      acknowledged: (ack, entry) =>
        checked(() => {
          files.forget(entry.clientMessageId)
          if (entry.conversationId) return following.hear(readMessage(fields(ack).message))
          const started = readStarted(ack)
          sending.change((one) => (one.conversationId ? one : { ...one, conversationId: started.conversation.id }))
          following.take(started)
        }),
      instead(entry, code) {
        if (code === 'not_found' && entry.conversationId) return beginning(entry)
        if (/_required$/.test(code)) void panel.loadContext() // What is asked for is other now: shown, to be ticked or filled in.
        return code === 'file_gone' ? files.again(entry) : null
      },
    },
    life,
  )
  const pending = signal(sending.pending())
  /** The conversation it belonged to is out of reach: it begins another. */
  const beginning = (entry: VisitorEntry): VisitorEntry => ({
    ...entry,
    conversationId: null,
    packet: entry.packet ?? handoverPacket(panel, ''),
  })
  const typing = createTyping((writes) => {
    const open = conversation.peek()
    if (open && isLive()) void chat?.ask('typing:set', { conversationId: open.id, typing: writes })
  })
  function tellReceived() {
    const open = conversation.peek()
    const upTo = following.upTo()
    if (open && upTo > 0) void chat?.ask('message:received', { conversationId: open.id, seq: upTo })
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
      chat = module.connectChat(
        embedding.origin,
        () => memory.get('token') ?? own,
        {
          connected: () => void comeBack(),
          changed: (state) => {
            link.value = state
            showPending()
          },
          heard: (name, fact) => checked(() => heard(name, fact)),
          refused: onRefused,
        },
        life,
      )
    })()
    return opening
  }
  async function comeBack() {
    await following.resync()
    tellReceived()
    // Yesterday's solved matter greets nobody: the next visit begins with the search again.
    const last = messages.peek().at(-1)
    if (
      conversation.peek()?.state === 'solved' &&
      last &&
      Date.now() - Date.parse(last.sentAt) > SOLVED_SHOWN_MS &&
      sending.isEmpty()
    )
      return conversing.anew()
    await sending.flush()
  }

  function onRefused(code: string) {
    hangUp()
    if (code === 'signed_out') {
      // The token ran out: this device can no longer show the old conversation, but whatever is unsent still goes.
      memory.set('token', null)
      memory.set('conversation', null)
      following.clear()
      sending.change(beginning)
      if (!sending.isEmpty()) void goLive()
      return
    }
    refused.value = code
    sending.giveUp()
  }
  function hangUp() {
    chat?.close()
    chat = undefined
    opening = undefined
    link.value = 'off'
  }

  async function readFrom(since: number) {
    const kept = memory.get('conversation')
    const conversationId = conversation.peek()?.id ?? (kept?.startsWith('cnv') ? kept : null)
    const ack: Ack<object> | null = (await chat?.ask('conversation:resync', { conversationId, since })) ?? null
    if (!ack?.ok) return ack
    return checked(() => {
      const from = fields(ack)
      hearAvailability(from.availability)
      const next = maybe(from.conversation, readConversation)
      return { conversation: next, messages: readMessages(from.messages), readTo: next?.lastSeq }
    })
  }
  function hearAvailability(fact: unknown) {
    panel.availability.value = readAvailability(fact)
    embedding.report({ online: panel.availability.peek()!.online })
  }

  function heard(name: string, fact: unknown) {
    const from = fields(fact)
    if (name === 'availability:changed') hearAvailability(fact)
    else if (name === 'conversation:changed') following.hearOf(readConversation(from.conversation))
    else if (name === 'message:created' || name === 'message:changed') {
      const message = readMessage(from.message)
      if (message.kind === 'note') return
      if (message.conversationId === conversation.peek()?.id) following.hear(message)
      else void following.resync()
    } else if (name === 'typing:changed' && from.author === 'operator')
      typing.heard(from.typing === true && from.conversationId === conversation.peek()?.id)
  }

  const acts = visitorActs({
    id: () => conversation.peek()?.id,
    async ask(event, request) {
      await goLive()
      return chat?.ask(event, request as never)
    },
    stand: (one) => checked(() => following.stand(readConversation(one))),
  })

  const conversing: Conversing = {
    conversation,
    messages,
    pending,
    link,
    refused,
    operatorTyping: typing.operatorTyping,
    send(words, start) {
      const clientMessageId = newClientMessageId(Date.now())
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
        files: files.take(clientMessageId),
        again: false,
        refused: null,
      })
      if (first) embedding.emit('escalated', { way: 'chat' })
      embedding.emit('message', { author: 'visitor' })
      typing.sent()
      void goLive().then(sending.flush)
    },
    begunBy: following.take,
    retry(id) {
      if (!sending.retry(id)) return
      chat?.wake()
      void goLive().then(sending.flush)
    },
    discard(id) {
      sending.discard(id)
      files.forget(id)
      if (sending.isEmpty() && !conversation.peek()) memory.set('conversation', null)
    },
    takeBack(id) {
      const entry = sending.discard(id)
      files.back(id)
      if (entry) draft.write([entry.text, draft.text.peek()].filter(Boolean).join('\n'))
    },
    async openFiles(ids) {
      const open = conversation.peek()
      const ack: Ack<object> | null | undefined =
        open && (await chat?.ask('files:open', { conversationId: open.id, ids }))
      return ack?.ok ? checked(() => list(fields(ack).addresses, readAddress)) : null
    },
    typing: typing.pressed,
    seen() {
      const open = conversation.peek()
      const upTo = messages.peek().at(-1)?.seq ?? 0
      if (!open || upTo <= readTo.peek() || document.visibilityState === 'hidden') return
      readTo.value = upTo
      memory.set('read', String(upTo))
      void chat?.ask('message:read', { conversationId: open.id, seq: upTo })
    },
    ...acts,
    ...transcripts(panel, () => conversation.peek()?.id),
    anew() {
      hangUp()
      memory.set('conversation', null)
      following.clear()
      showPending()
      embedding.report({ conversation: null, unread: 0 })
    },
    identify() {
      // Somebody else signed in to the shop: what the one before wrote is not theirs. An unknown visitor keeps the open conversation until it ends, and shows the token of before once more with the identity.
      const before = memory.get('identity')
      if (before && before !== panel.identity?.id) conversing.forget()
      else if (!before && !conversation.peek() && !memory.get('conversation')) memory.set('expires', null)
      // Begun on another device.
      if (memory.get('conversation')) void goLive()
    },
    forget() {
      for (const name of memory.names()) memory.set(name, null)
      draft.write('')
      files.forgetAll()
      conversing.anew()
    },
  }

  memory.onChange((name) => {
    if (name === null || (name === 'conversation' && memory.get('conversation') === null)) {
      hangUp()
      following.clear()
    } else if (name === 'conversation') {
      // Begun in another tab, or on the card of an invitation.
      if (!['new', conversation.peek()?.id].includes(memory.get('conversation')!)) following.clear()
      void goLive().then(following.resync)
    } else if (name === 'read') readTo.value = Number(memory.get('read')) || 0
    else if (name.startsWith(OUTBOX_PREFIX)) setTimeout(() => void sending.flush(), ACK_TIMEOUT_MS)
    else return
    showPending()
  }, life)
  const stopCounting = effect(() => (unread.value = unreadOf(messages.value, readTo.value)))
  // That nothing is unread is no news while nothing was.
  let told = 0
  const stopTelling = effect(() => {
    embedding.report({ unread: unread.value })
    if (told !== (told = unread.value)) embedding.emit('unread', { count: told })
  })
  life.addEventListener('abort', () => {
    for (const stop of [stopCounting, stopTelling, following.stop, hangUp]) stop()
  })
  if (memory.get('conversation')) void goLive()
  return conversing
}

/** What the server says is read field by field; what does not fit is not taken. */
function checked<T>(read: () => T): T | null {
  try {
    return read()
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault
    return null
  }
}
