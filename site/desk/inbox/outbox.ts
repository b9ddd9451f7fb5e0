import { signal } from '@preact/signals'
import { createOutbox, createSending, type OutboxEntry, type Pending, type Sending } from '#client'
import type { Message } from '#protocol'
import { newClientMessageId } from '#shared'
import { askOnce, connection, isLive, onResync } from '../live.ts'
import { me } from '../session/session.ts'
import { browserStore } from '../stored.ts'
import { draftOf, filesOf, forget, hand, handBack, messageOf, upAgain, whenUp } from './files/attachments.ts'
import { hearMessage } from './messages/messages.ts'

/** A message or note of ours that the server has not acknowledged. Kept in the browser, so that a reload or a dead line loses nothing. */
interface DeskEntry extends OutboxEntry {
  conversationId: string
  kind: 'text' | 'note'
  template: { id: string; edited: boolean } | null
  /** Files that go with it; each says for itself how far it is. */
  files?: string[]
  /** They were gone on the server once, and went up again. */
  again?: boolean
}
export type Unsent = Pending<DeskEntry>

export const outbox = signal<readonly Unsent[]>([])
let sending: Sending<DeskEntry> | null = null

/** Of the person who sits here; another person begins with a fresh page. */
export function startOutbox(): void {
  const store = browserStore(`firstline.desk.${me.peek()?.id ?? ''}:`)
  const show = () => {
    outbox.value = own.pending()
  }
  const own = createSending<DeskEntry, { message: Message }>(
    createOutbox(store, readEntry),
    {
      isLive,
      changed: () => show(),
      prepare: ({ conversationId, clientMessageId, files = [] }) =>
        files.length > 0 ? whenUp(messageOf(conversationId, clientMessageId), files.length) : undefined,
      deliver({ kind, conversationId, clientMessageId, text, template }) {
        const files = filesOf(messageOf(conversationId, clientMessageId)).map((one) => one.id)
        const what = { conversationId, clientMessageId, text, ...(files.length > 0 && { files }) }
        return kind === 'note' ? askOnce('note:add', what) : askOnce('message:send', { ...what, template })
      },
      acknowledged({ message }) {
        forget(messageOf(message.conversationId, message.clientMessageId))
        hearMessage(message)
      },
      instead(entry, code) {
        if (code !== 'file_gone' || entry.again) return null
        upAgain(messageOf(entry.conversationId, entry.clientMessageId))
        return { ...entry, again: true }
      },
    },
    new AbortController().signal,
  )
  sending = own
  show()
  onResync(() => void own.flush())
  connection.subscribe(show)
  // Another tab of the same operator keeps the same outbox.
  addEventListener('storage', show)
}

export function send(message: Pick<Unsent, 'conversationId' | 'kind' | 'text' | 'template'>): void {
  const now = new Date()
  const clientMessageId = newClientMessageId(now.getTime())
  const { conversationId, kind } = message
  const files = hand(
    draftOf(conversationId, kind === 'note' ? 'note' : 'reply'),
    messageOf(conversationId, clientMessageId),
  )
  sending?.add({ ...message, clientMessageId, files, refused: null, at: now.toISOString() })
  void sending?.flush()
}

export function retry(clientMessageId: string): void {
  if (sending?.retry(clientMessageId)) void sending.flush()
}

/** Takes an unsent message back; its words and files return to the composer. */
export function takeBack(clientMessageId: string): DeskEntry | null {
  const entry = sending?.discard(clientMessageId) ?? null
  if (entry)
    handBack(
      messageOf(entry.conversationId, clientMessageId),
      draftOf(entry.conversationId, entry.kind === 'note' ? 'note' : 'reply'),
    )
  return entry
}

function readEntry(value: unknown): DeskEntry {
  const entry = value as DeskEntry
  if ([entry.conversationId, entry.clientMessageId, entry.text].some((each) => typeof each !== 'string'))
    throw new TypeError('not an entry of the outbox')
  return entry
}
