import type { Message, StartConversationResponse, VisitorConversation } from '#protocol'
import { readFace } from '../look/read-look.ts'
import { readFiles } from '../files/read-file.ts'
import { fields, instant, list, locale, maybe, number, oneOf, text } from '../api/read.ts'

export function readConversation(value: unknown): VisitorConversation {
  const from = fields(value)
  return {
    id: text(from.id),
    state: oneOf(from.state, 'queued', 'active', 'waiting', 'solved'),
    operator: maybe(from.operator, (one) => ({
      ...readFace(one),
      here: maybe(fields(one).here, Boolean) ?? undefined,
    })),
    next: list(from.next ?? [], readFace, 4),
    faces: list(from.faces ?? [], readFace, 20),
    position: maybe(from.position, number),
    expectedWaitMs: maybe(from.expectedWaitMs, number),
    lastSeq: number(from.lastSeq),
    rev: number(from.rev),
    delivered: number(from.delivered),
    read: number(from.read),
    rating: maybe(from.rating, number),
    mail: maybe(from.mail, text),
    locale: locale(from.locale),
    createdAt: instant(from.createdAt),
  }
}

export function readMessage(value: unknown): Message {
  const from = fields(value)
  return {
    id: text(from.id),
    conversationId: text(from.conversationId),
    seq: number(from.seq),
    clientMessageId: text(from.clientMessageId),
    author: oneOf(from.author, 'visitor', 'operator', 'system'),
    authorName: maybe(from.authorName, text),
    kind: oneOf(from.kind, 'text', 'note', 'event'),
    text: text(from.text),
    files: readFiles(from.files),
    event: maybe(from.event, (one) => {
      const event = fields(one)
      return {
        code: text(event.code),
        values: maybe(event.values, (values) => fields(values) as Record<string, string | number>) ?? {},
      }
    }),
    editedAt: maybe(from.editedAt, instant),
    deletedAt: maybe(from.deletedAt, instant),
    sentAt: instant(from.sentAt),
  }
}

/** A note is the desk's own and is never shown here, whatever is sent (I9). */
export const readMessages = (value: unknown): Message[] =>
  list(value, readMessage, 10_000).filter((one) => one.kind !== 'note')

export function readStarted(value: unknown): StartConversationResponse {
  const from = fields(value)
  return { conversation: readConversation(from.conversation), messages: readMessages(from.messages) }
}
