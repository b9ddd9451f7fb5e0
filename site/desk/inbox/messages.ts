import { computed, signal } from '@preact/signals'
import type { ConversationDetail, Message } from '#protocol'
import { againLater, ask, on, onResync } from '../live.ts'
import { me } from '../session/session.ts'
import { isNews, putSummaries, summaries } from './heard.ts'
import { lastWhole } from './last-whole.ts'

export interface Opened {
  detail: ConversationDetail
  /** By `seq`, the only order. */
  messages: readonly Message[]
}

/** Conversations this tab has opened: going back to one shows it at once, then what is new. */
export const opened = signal<ReadonlyMap<string, Opened>>(new Map())
export const currentId = signal<string | null>(null)
export const current = computed(() => (currentId.value ? (opened.value.get(currentId.value) ?? null) : null))
export const openProblem = signal<string | null>(null)
/** Who is writing in the current conversation, until when (ms). */
export const typing = signal<{ conversationId: string; author: string; until: number } | null>(null)

/** An edit has no seq of its own, so a resync reads the newest few again. */
const READ_AGAIN = 30
/** A resync brings at most this many; when it brings so many, there are more. */
const AT_ONCE = 500
const TYPING_SHOWN_MS = 6_000

export function putMessages(conversationId: string, messages: readonly Message[]): void {
  const known = opened.peek().get(conversationId)
  if (!known || messages.length === 0) return
  const bySeq = new Map(known.messages.map((each) => [each.seq, each]))
  for (const each of messages) bySeq.set(each.seq, each)
  const next = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  opened.value = new Map(opened.peek()).set(conversationId, { ...known, messages: next })
}

/** A message by a fact or by our own acknowledgement; where something is missing before it, the database is asked (I4). */
export function hearMessage(message: Message): void {
  const { conversationId } = message
  putMessages(conversationId, [message])
  const seqs =
    opened
      .peek()
      .get(conversationId)
      ?.messages.map((each) => each.seq) ?? []
  if (currentId.peek() === conversationId && lastWhole(seqs) < (seqs.at(-1) ?? 0)) void openConversation(conversationId)
}

export function putDetail(detail: ConversationDetail): void {
  const known = opened.peek().get(detail.id)
  if (!isNews(detail, known?.detail)) return
  opened.value = new Map(opened.peek()).set(detail.id, { detail, messages: known?.messages ?? [] })
  putSummaries([detail])
}

function forget(conversationId: string): void {
  const next = new Map(opened.peek())
  next.delete(conversationId)
  opened.value = next
}

function change(conversationId: string, how: (detail: ConversationDetail) => ConversationDetail): void {
  const known = opened.peek().get(conversationId)
  if (known) opened.value = new Map(opened.peek()).set(conversationId, { ...known, detail: how(known.detail) })
}

/** Opens (or reads again) a conversation and follows it. */
export async function openConversation(conversationId: string): Promise<void> {
  const known = opened.peek().get(conversationId)
  const seqs = known?.messages.map((each) => each.seq) ?? []
  return readFrom(
    conversationId,
    Math.max(0, Math.min(lastWhole(seqs), (seqs.at(-1) ?? 0) - READ_AGAIN)),
    known !== undefined,
  )
}

async function readFrom(conversationId: string, since: number, isKnown: boolean): Promise<void> {
  const ack = await ask('conversation:open', { conversationId, since })
  if (!ack.ok) {
    // What may no longer be read is no longer shown.
    if (ack.code === 'not_found') forget(conversationId)
    if (currentId.peek() !== conversationId) return
    if (!isKnown || ack.code === 'not_found') openProblem.value = ack.code
    againLater(ack, () => currentId.peek() === conversationId && void openConversation(conversationId))
    return
  }
  if (currentId.peek() === conversationId) openProblem.value = null
  putDetail(ack.conversation)
  putMessages(conversationId, ack.messages)
  if (ack.messages.length >= AT_ONCE) await readFrom(conversationId, ack.messages.at(-1)?.seq ?? since, true)
}

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
  })
  on('message:changed', ({ message }) => putMessages(message.conversationId, [message]))
  on('conversation:changed', ({ conversation }) =>
    change(conversation.id, (detail) => (isNews(conversation, detail) ? { ...detail, ...conversation } : detail)),
  )
  // It left our lists: whose it is now decides what may be done here, so what is open is read again.
  on('conversation:gone', ({ conversationId }) => {
    if (!opened.peek().has(conversationId)) return
    if (currentId.peek() === conversationId) void openConversation(conversationId)
    else forget(conversationId)
  })
  on('read:changed', ({ conversationId, delivered, read }) =>
    change(conversationId, (detail) => ({ ...detail, visitorDelivered: delivered, visitorRead: read })),
  )
  on('typing:changed', ({ conversationId, author, typing: writes }) => {
    if (author !== 'visitor') return
    typing.value = writes ? { conversationId, author, until: Date.now() + TYPING_SHOWN_MS } : null
  })
}
