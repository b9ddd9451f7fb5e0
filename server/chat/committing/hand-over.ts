import type { Message } from '#protocol'
import { NO_OUTCOME, type Settled } from './committer.ts'
import type { Move } from '../moves/index.ts'
import type { Done } from '../moves/outcome.ts'
import type { Posted, PostMessage } from '../moves/post-message.ts'

/**
 * Moves and what came of them, between the main thread and the one that writes. A clone of an object carries every key
 * of it, which costs six times what the values do; so the one move that happens thousands of times a second travels as
 * a list, and only what the writer decided about it comes back. Everything else goes as it is.
 */
export type PackedMove = Move | PackedPost
type PackedPost = [
  conversationId: string,
  clientMessageId: string,
  text: string,
  by: PostMessage['by'] | string,
  kind: PostMessage['kind'],
  template: PostMessage['template'],
  reopenTo: PostMessage['reopenTo'],
  now: number,
]
export type PackedSettled = Settled | PackedPosted
type PackedPosted = [
  seq: number,
  id: string,
  authorName: string | null,
  sentAt: string,
  visitorId: string,
  operatorId: string | null,
  endedWait: Posted['endedWait'],
]

/** One with files is rare, and goes as it is. */
const isPost = (move: Move): move is Move & { request: PostMessage } =>
  move.name === 'postMessage' && !(move.request as PostMessage).files
const isPosted = (settled: Settled): settled is { value: Done<Posted> | { ok: false } } => 'value' in settled

export function packMove(move: Move): PackedMove {
  if (!isPost(move)) return move
  const { conversationId, clientMessageId, text, by, kind, template, reopenTo } = move.request
  return [
    conversationId,
    clientMessageId,
    text,
    'visitorId' in by ? by.visitorId : by,
    kind,
    template,
    reopenTo,
    move.now,
  ]
}

export function unpackMove(packed: PackedMove): Move {
  if (!Array.isArray(packed)) return packed
  const [conversationId, clientMessageId, text, by, kind, template, reopenTo, now] = packed
  const request: PostMessage = {
    conversationId,
    clientMessageId,
    text,
    by: typeof by === 'string' ? { visitorId: by } : by,
    kind,
    template: template ?? null,
  }
  if (reopenTo) request.reopenTo = reopenTo
  return { name: 'postMessage', request, now }
}

/** A fresh message that moved nothing else and called nobody: everything but these values stands in its request. */
export function packSettled(move: Move, settled: Settled): PackedSettled {
  if (!isPost(move) || !isPosted(settled)) return settled
  const outcome = settled.value
  if (!outcome.ok || !outcome.value.fresh || outcome.moved.length > 0 || outcome.forYou) return settled
  const [said] = outcome.said
  if (!said) return settled
  const { message, endedWait } = outcome.value
  return [message.seq, message.id, message.authorName, message.sentAt, said.visitorId, said.operatorId, endedWait]
}

export function unpackSettled(move: Move, packed: PackedSettled): Settled {
  if (!Array.isArray(packed)) return packed
  // Only posts are packed.
  if (!isPost(move)) return NO_OUTCOME
  const [seq, id, authorName, sentAt, visitorId, operatorId, endedWait] = packed
  const { conversationId, clientMessageId, by, kind, text, template } = move.request
  const author = 'visitorId' in by ? 'visitor' : 'operator'
  const message: Message = { id, conversationId, seq, clientMessageId, author, authorName, kind, text, sentAt }
  if (template) message.template = template
  const authorId = 'visitorId' in by ? by.visitorId : by.operator.id
  const value: Posted = endedWait ? { message, fresh: true, endedWait } : { message, fresh: true }
  return {
    value: {
      ok: true,
      value,
      said: [{ message, fresh: true, visitorId, operatorId, authorId }],
      moved: [],
    } satisfies Done<Posted>,
  }
}
