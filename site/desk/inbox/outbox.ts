import { computed, signal } from '@preact/signals'
import { newClientId } from '../ids.ts'
import { ask, connection, onResync, PASSING } from '../live.ts'
import { me } from '../session/session.ts'
import { readStored, writeStored } from '../stored.ts'
import { hearMessage } from './messages.ts'

/** A message of ours that the server has not confirmed. Kept in the browser, so that a reload or a dead line loses nothing. */
export interface Unsent {
  conversationId: string
  clientMessageId: string
  kind: 'text' | 'note'
  text: string
  template: { id: string; edited: boolean } | null
  /** `failed` stays until the operator retries or takes it back. */
  state: 'sending' | 'failed'
  code: string | null
  at: string
}

/** With the same clientMessageId a second try can never double the message. */
const TRIES = 4

const isUnsent = (value: unknown): value is Unsent[] =>
  Array.isArray(value) &&
  value.every(
    (each) =>
      typeof each?.conversationId === 'string' &&
      typeof each.clientMessageId === 'string' &&
      typeof each.text === 'string',
  )

const key = computed(() => (me.value ? `firstline.desk.outbox.${me.value.id}` : ''))
export const outbox = signal<readonly Unsent[]>([])
const inFlight = new Set<string>()

function keep(next: readonly Unsent[]): void {
  outbox.value = next
  if (key.peek()) writeStored(key.peek(), next.length > 0 ? next : null)
}

export function startOutbox(): void {
  outbox.value = readStored(key.peek(), isUnsent) ?? []
  onResync(flush)
  // Another tab of the same operator keeps the same outbox.
  addEventListener('storage', (event) => {
    if (event.key === key.peek()) outbox.value = readStored(key.peek(), isUnsent) ?? []
  })
}

export function send(message: Pick<Unsent, 'conversationId' | 'kind' | 'text' | 'template'>): void {
  const unsent: Unsent = {
    ...message,
    clientMessageId: newClientId(),
    state: 'sending',
    code: null,
    at: new Date().toISOString(),
  }
  keep([...outbox.peek(), unsent])
  flush()
}

export function retry(clientMessageId: string): void {
  keep(
    outbox
      .peek()
      .map((each) => (each.clientMessageId === clientMessageId ? { ...each, state: 'sending', code: null } : each)),
  )
  flush()
}

/** Takes an unsent message back; its text returns to the composer. */
export function takeBack(clientMessageId: string): Unsent | null {
  const found = outbox.peek().find((each) => each.clientMessageId === clientMessageId) ?? null
  keep(outbox.peek().filter((each) => each.clientMessageId !== clientMessageId))
  return found
}

/** One conversation's messages leave one after another, so that their order is the order of writing. */
function flush(): void {
  if (connection.peek() !== 'live') return
  for (const each of outbox.peek()) {
    if (each.state === 'sending' && !inFlight.has(each.conversationId)) void deliver(each, 1)
  }
}

async function deliver(unsent: Unsent, attempt: number): Promise<void> {
  const { conversationId, clientMessageId, text } = unsent
  inFlight.add(conversationId)
  const ack =
    unsent.kind === 'note'
      ? await ask('note:add', { conversationId, clientMessageId, text })
      : await ask('message:send', { conversationId, clientMessageId, text, template: unsent.template })
  inFlight.delete(conversationId)
  if (ack.ok) {
    hearMessage(ack.message)
    keep(outbox.peek().filter((each) => each.clientMessageId !== clientMessageId))
    flush()
    return
  }
  // A dead line keeps it waiting: the next connect sends it.
  if (connection.peek() !== 'live') return
  if (PASSING.has(ack.code) && attempt < TRIES) {
    inFlight.add(conversationId)
    setTimeout(
      () => {
        inFlight.delete(conversationId)
        if (outbox.peek().some((each) => each.clientMessageId === clientMessageId)) void deliver(unsent, attempt + 1)
      },
      ack.retryAfterMs ?? 500 * 2 ** attempt * (0.5 + Math.random()),
    )
    return
  }
  keep(
    outbox
      .peek()
      .map((each) => (each.clientMessageId === clientMessageId ? { ...each, state: 'failed', code: ack.code } : each)),
  )
  flush()
}
