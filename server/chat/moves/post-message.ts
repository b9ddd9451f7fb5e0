import type { Message } from '#protocol'
import { type ConversationRow, type DeskMember, isMemberOf, isoAt, presentMessage } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { append, beginPosting, type Change, findMessage, finishPosting, set } from './change.ts'
import { filesToName, sameFiles } from './files/name-files.ts'
import { callMentioned } from './for-you/put-for-you.ts'
import { mayRead } from './membership.ts'
import { wake } from './snoozing/waking.ts'
import { done, type Outcome, refused } from './outcome.ts'
import { collectAnswer } from './letters/queue-mail.ts'

export interface PostMessage {
  conversationId: string
  clientMessageId: string
  text: string
  /** Ids of the author's uploaded files, and the site's bound on those of a conversation. */
  files?: { ids: readonly string[]; mostBytes: number } | null
  by: { visitorId: string } | { operator: DeskMember }
  kind: 'text' | 'note'
  template?: { id: string; edited: boolean } | null
  /** Where a solved conversation goes when its visitor writes again. */
  reopenTo?: 'queued' | 'waiting'
}

export interface Posted {
  message: Message
  /** false: a resend of what was stored before. */
  fresh: boolean
  /** Milliseconds the visitor had waited for this, if it ended a wait. */
  endedWait?: { sinceMs: number; first: boolean; site: string }
}

const NO_FILES = { files: [] }

/** Stores one message with the next `seq`; the same `clientMessageId` gives the stored one, with another text `conflict` (I1–I3). */
export async function postMessage(sql: Sql, post: PostMessage, now: number): Promise<Outcome<Posted>> {
  const change = await beginPosting(sql, post.conversationId)
  if (!change) return refused('not_found')
  const right = await mayPost(sql, change.row, post)
  if (right === 'not_found') return refused('not_found')
  if (right !== 'yes') return (await stored(sql, post)) ?? refused(right)

  const by =
    'visitorId' in post.by
      ? { author: 'visitor' as const, authorId: post.by.visitorId, authorName: change.row.visitorName }
      : {
          author: 'operator' as const,
          authorId: post.by.operator.id,
          // Whoever answers is called as the visitor knows them; among colleagues, as colleagues do.
          authorName: (post.kind === 'note' ? null : change.row.operatorName) ?? post.by.operator.name,
        }
  const named = post.files ? await filesToName(sql, change.row, { ...post.files, ownerId: by.authorId }) : NO_FILES
  if ('refused' in named) return (await stored(sql, post)) ?? refused(named.refused)
  const { clientMessageId, kind, text, template = null } = post
  const message = await append(sql, change, { ...by, clientMessageId, kind, text, template, files: named.files }, now)
  if (!message) return (await stored(sql, post)) ?? refused('conflict')

  const posted: Posted = { message, fresh: true }
  const woken = by.author === 'visitor' ? await heardFromVisitor(sql, change, post.reopenTo ?? 'waiting', now) : []
  if (by.author === 'operator' && post.kind === 'text') await answeredByOperator(sql, change, posted, now)
  const called =
    kind === 'note' && 'operator' in post.by
      ? await callMentioned(sql, change.row, { id: message.id, text, by: post.by.operator }, now)
      : []
  const facts = await finishPosting(sql, change, now)
  return done(posted, facts.said, facts.moved, [...called, ...woken])
}

async function mayPost(
  sql: Sql,
  row: ConversationRow,
  post: PostMessage,
): Promise<'yes' | 'not_found' | 'not_allowed' | 'closed'> {
  if ('visitorId' in post.by) return row.visitorId === post.by.visitorId ? 'yes' : 'not_found'
  if (!isMemberOf(post.by.operator, row.site)) return 'not_found'
  if (post.kind === 'note') return (await mayRead(sql, row, post.by.operator)) ? 'yes' : 'not_found'
  if (row.operatorId === post.by.operator.id) return row.state === 'solved' ? 'closed' : 'yes'
  return (await mayRead(sql, row, post.by.operator)) ? 'not_allowed' : 'not_found'
}

/** The message that already stands under this `clientMessageId`, if it is the asker's own and says the same. */
async function stored(sql: Sql, post: PostMessage): Promise<Outcome<Posted> | null> {
  const found = await findMessage(sql, post.conversationId, post.clientMessageId)
  if (!found) return null
  const authorId = 'visitorId' in post.by ? post.by.visitorId : post.by.operator.id
  if (found.authorId !== authorId || found.kind !== post.kind) return refused('conflict')
  const said = found.editedAt || found.deletedAt ? await firstWords(sql, found.id, found.text) : found.text
  if (said !== post.text || !sameFiles(found.files, post.files?.ids)) return refused('conflict')
  const row = await sql.one<{ visitorId: string; operatorId: string | null }>(
    'select "visitorId", "operatorId" from "conversations" where "id" = ?',
    post.conversationId,
  )
  const message = presentMessage(found)
  // Told again: who resends may have lost their node between commit and fan-out.
  return done(
    { message, fresh: false },
    row
      ? [{ message, fresh: true, visitorId: row.visitorId, operatorId: row.operatorId, authorId: found.authorId }]
      : [],
  )
}

/** An edited message is still the same message to a resend of its first words. */
async function firstWords(sql: Sql, messageId: string, text: string): Promise<string> {
  const first = await sql.one<{ text: string }>(
    'select "text" from "messageHistory" where "messageId" = ? order by "at" limit 1',
    messageId,
  )
  return first?.text ?? text
}

/** Their newest words wait; a solved conversation comes back, and what was put off: answers in whose list "For you" that stands. */
export async function heardFromVisitor(
  sql: Sql,
  change: Change,
  reopenTo: 'queued' | 'waiting',
  now: number,
): Promise<string[]> {
  const { row } = change
  // What is held waits for nobody until it has been looked at.
  if (row.heldBecause !== null) return []
  if (row.awaitingSince === null) set(change, { awaitingSince: isoAt(now), raised: 0 })
  if (row.state === 'solved') {
    set(change, {
      state: reopenTo,
      previousOperatorId: row.operatorId,
      operatorId: null,
      operatorName: null,
      solvedAt: null,
      // Whoever writes in what went on elsewhere has opened it again.
      mergedInto: null,
      queuedAt: isoAt(now),
      declinedBy: null,
    })
  }
  return wake(sql, change, now)
}

async function answeredByOperator(sql: Sql, change: Change, posted: Posted, now: number): Promise<void> {
  const { row } = change
  if (row.awaitingSince)
    posted.endedWait = { sinceMs: Date.parse(row.awaitingSince), first: row.firstResponseAt === null, site: row.site }
  set(change, { awaitingSince: null, raised: 0, firstResponseAt: row.firstResponseAt ?? isoAt(now) })
  await collectAnswer(sql, row, posted.message, now)
}
