import { computed, signal } from '@preact/signals'
import { type Following, followConversation, isNews } from '#client'
import type { ConversationDetail, Message, RefusalCode } from '#protocol'
import { ask, isLive, on, onResync } from '../../live.ts'
import { me } from '../../session/session.ts'
import { putSummaries, summaries } from '../heard.ts'

export interface Opened {
  detail: ConversationDetail
  /** By `seq`, the only order. */
  messages: readonly Message[]
}

/** Conversations this tab has opened: going back to one shows it at once, then what is new. */
export const opened = signal<ReadonlyMap<string, Opened>>(new Map())
export const currentId = signal<string | null>(null)
export const current = computed(() => (currentId.value ? (opened.value.get(currentId.value) ?? null) : null))
export const openProblem = signal<RefusalCode | null>(null)
/** Who is writing in the current conversation, until when (ms). */
export const typing = signal<{ conversationId: string; author: string; until: number } | null>(null)

/** What the visitor of a conversation is writing and has not sent; kept here and nowhere else, until when (ms). */
export const preview = signal<{ conversationId: string; text: string; until: number } | null>(null)

const TYPING_SHOWN_MS = 6_000
/** A writer who rests says so more often. */
const PREVIEW_SHOWN_MS = 30_000

const followed = new Map<string, Following<ConversationDetail>>()

function follow(id: string): Following<ConversationDetail> {
  const known = followed.get(id)
  if (known) return known
  const isCurrent = () => currentId.peek() === id
  const one = followConversation<ConversationDetail>({
    isLive: () => isLive() && isCurrent(),
    isFollowed: isCurrent,
    async page(since) {
      const ack = await ask('conversation:open', { conversationId: id, since })
      if (isCurrent() && (ack.ok || !one.conversation())) openProblem.value = ack.ok ? null : ack.code
      return ack
    },
    changed() {
      const detail = one.conversation()
      if (!detail) return
      opened.value = new Map(opened.peek()).set(id, { detail, messages: one.messages() })
      putSummaries([detail])
    },
    refused(code) {
      if (code !== 'not_found') return
      // What may no longer be read is no longer shown.
      forget(id)
      if (isCurrent()) openProblem.value = code
    },
  })
  followed.set(id, one)
  return one
}

export function putMessages(conversationId: string, messages: readonly Message[]): void {
  followed.get(conversationId)?.take({ conversation: null, messages })
}

/** A message by a fact or by our own acknowledgement; where something is missing before it, the database is asked (I4). */
export function hearMessage(message: Message): void {
  followed.get(message.conversationId)?.hear(message)
}

export function putDetail(detail: ConversationDetail): void {
  follow(detail.id).stand(detail)
}

function forget(conversationId: string): void {
  followed.get(conversationId)?.stop()
  followed.delete(conversationId)
  const next = new Map(opened.peek())
  next.delete(conversationId)
  opened.value = next
}

/** Opens (or reads again) a conversation and follows it. */
export const openConversation = (conversationId: string): Promise<void> => follow(conversationId).resync()

/** Says that a person has seen everything up to `seq`; once the server knows, nothing of it counts as new here either. */
export async function markRead(conversationId: string, seq: number): Promise<void> {
  const ack = await ask('message:read', { conversationId, seq })
  const summary = summaries.peek().get(conversationId)
  if (ack.ok && summary && summary.unread > 0 && summary.lastSeq <= seq && summary.operator?.id === me.peek()?.id)
    putSummaries([{ ...summary, unread: 0 }])
}

export function showConversation(conversationId: string | null): void {
  const before = currentId.peek()
  if (before === conversationId) return
  if (before) void ask('conversation:close', { conversationId: before })
  currentId.value = conversationId
  openProblem.value = null
  if (conversationId) void openConversation(conversationId)
}

export function startMessages(): void {
  onResync(() => {
    const id = currentId.peek()
    if (id) void openConversation(id)
  })
  on('message:created', ({ message }) => {
    if (message.author === 'visitor' && summaries.peek().get(message.conversationId)?.operator?.id === me.peek()?.id) {
      void ask('message:received', { conversationId: message.conversationId, seq: message.seq })
    }
    hearMessage(message)
    if (typing.peek()?.conversationId === message.conversationId) typing.value = null
    if (message.author === 'visitor' && preview.peek()?.conversationId === message.conversationId) preview.value = null
  })
  on('message:changed', ({ message }) => putMessages(message.conversationId, [message]))
  on('conversation:changed', ({ conversation }) => {
    const one = followed.get(conversation.id)
    const detail = one?.conversation()
    if (!detail || !isNews(conversation, detail)) return
    // What a summary says nothing of is not so any more: it leaves such fields out.
    const { held: _held, mark: _mark, labels: _labels, snoozed: _snoozed, ...lasting } = detail
    one?.hearOf({ ...lasting, ...conversation })
  })
  // It left our lists: whose it is now decides what may be done here, so what is open is read again.
  on('conversation:gone', ({ conversationId }) => {
    if (!followed.has(conversationId)) return
    if (currentId.peek() === conversationId) void openConversation(conversationId)
    else forget(conversationId)
  })
  on('read:changed', ({ conversationId, delivered, read }) => {
    const one = followed.get(conversationId)
    const detail = one?.conversation()
    if (detail) one?.stand({ ...detail, visitorDelivered: delivered, visitorRead: read })
  })
  on('typing:changed', ({ conversationId, author, typing: writes }) => {
    if (author !== 'visitor') return
    typing.value = writes ? { conversationId, author, until: Date.now() + TYPING_SHOWN_MS } : null
  })
  on('preview:changed', ({ conversationId, text }) => {
    if (text) preview.value = { conversationId, text, until: Date.now() + PREVIEW_SHOWN_MS }
    else if (preview.peek()?.conversationId === conversationId) preview.value = null
  })
}
