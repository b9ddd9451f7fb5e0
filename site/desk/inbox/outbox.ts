import { signal } from '@preact/signals'
import { createOutbox, createSending, type OutboxEntry, type Pending, type Sending } from '#client'
import type { Message } from '#protocol'
import { newClientMessageId } from '#shared'
import { askOnce, connection, isLive, onResync } from '../live.ts'
import { me } from '../session/session.ts'
import { browserStore } from '../stored.ts'
import { hearMessage } from './messages/messages.ts'

/** A message or note of ours that the server has not acknowledged. Kept in the browser, so that a reload or a dead line loses nothing. */
interface DeskEntry extends OutboxEntry {
  conversationId: string
  kind: 'text' | 'note'
  template: { id: string; edited: boolean } | null
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
      deliver: ({ kind, conversationId, clientMessageId, text, template }) =>
        kind === 'note'
          ? askOnce('note:add', { conversationId, clientMessageId, text })
          : askOnce('message:send', { conversationId, clientMessageId, text, template }),
      acknowledged: ({ message }) => hearMessage(message),
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
  sending?.add({ ...message, clientMessageId: newClientMessageId(now.getTime()), refused: null, at: now.toISOString() })
  void sending?.flush()
}

export function retry(clientMessageId: string): void {
  if (sending?.retry(clientMessageId)) void sending.flush()
}

/** Takes an unsent message back; its text returns to the composer. */
export const takeBack = (clientMessageId: string): DeskEntry | null => sending?.discard(clientMessageId) ?? null

function readEntry(value: unknown): DeskEntry {
  const entry = value as DeskEntry
  if ([entry.conversationId, entry.clientMessageId, entry.text].some((each) => typeof each !== 'string'))
    throw new TypeError('not an entry of the outbox')
  return entry
}
