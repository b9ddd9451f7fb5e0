import { type ConversationRow, type DeskMember, isLeadOn, isMemberOf } from '../conversation.ts'
import type { MoveSql } from '../heads.ts'
import { onePerson } from '../reads/one-person.ts'
import { lockWhole, marks } from '../sql.ts'
import { leaveOutOfDigests } from './digests/write-digests.ts'
import { BYTES_OF_FILE, type FileBytes } from './files/prune-files.ts'
import { done, type Outcome, refused } from './outcome.ts'

export interface Erasure {
  conversationId: string
  by: DeskMember
  /** Everything of the same visitor, or this conversation alone. */
  wholeVisitor: boolean
}
export interface Erased {
  site: string
  /** All ids of the person, where everything of them went. */
  visitorIds: string[]
  conversationIds: string[]
  messages: number
  /** Whose bytes are to be removed now. */
  files: FileBytes[]
  /** From which networks the visitor wrote, as digests, and when: what they searched just before was kept under those. */
  from: { address: string; firstAt: string; lastAt: string }[]
}

/** Tables that hold something of a conversation under its id. What was counted of response times names nobody and stays. */
export const HOLDING = [
  'messageHistory',
  'participants',
  'drafts',
  'outbox',
  'replyKeys',
  'letters',
  'searchTexts',
  'searchState',
  'confirmedMailboxes',
  'files',
  'talkInvitations',
  'forYou',
  'conversationLabels',
  'tasks',
] as const

/** Messages of one transaction: whoever writes meanwhile waits no longer than for these. */
const EMPTIED_AT_ONCE = 50

/** What is to be erased, or why not: leads only, and only what is solved, because an open one is being written to. */
async function toErase(
  sql: MoveSql,
  r: Erasure,
): Promise<Outcome<{ asked: ConversationRow; rows: ConversationRow[]; visitorIds: string[] }>> {
  const asked = await sql.one<ConversationRow>(
    `select * from "conversations" where "id" = ?${lockWhole(sql)}`,
    r.conversationId,
  )
  if (!asked || !isMemberOf(r.by, asked.site)) return refused('not_found')
  if (!isLeadOn(r.by, asked.site)) return refused('not_allowed')
  const visitorIds = r.wholeVisitor ? (await onePerson(sql, asked)).ids : [asked.visitorId]
  const rows = r.wholeVisitor
    ? await sql.all<ConversationRow>(
        `select * from "conversations" where "site" = ? and "visitorId" in (${marks(visitorIds.length)})${lockWhole(sql)}`,
        asked.site,
        ...visitorIds,
      )
    : [asked]
  return rows.some((row) => row.state !== 'solved') ? refused('conflict') : done({ asked, rows, visitorIds })
}

/**
 * Takes the oldest messages out beforehand, some at a time; `erase` then takes the conversations with what is left. Whoever writes
 * in between opens the conversation again, and its erasure is refused from then on.
 */
export async function emptyForErasure(sql: MoveSql, r: Erasure): Promise<Outcome<{ messages: number; more: boolean }>> {
  const found = await toErase(sql, r)
  if (!found.ok) return found
  for (const { id } of found.value.rows) {
    await sql.heads?.release(id)
    const messages = await sql.run(
      `delete from "messages" where "conversationId" = ? and "seq" <= (
         select max("seq") from (select "seq" from "messages" where "conversationId" = ? order by "seq" limit ${EMPTIED_AT_ONCE}) as "oldest"
       )`,
      id,
      id,
    )
    if (messages > 0) return done({ messages, more: true })
  }
  return done({ messages: 0, more: false })
}

/** Takes a conversation out for good, for a person who asks to be forgotten. With `wholeVisitor` all of them. */
export async function erase(sql: MoveSql, r: Erasure): Promise<Outcome<Erased>> {
  const found = await toErase(sql, r)
  if (!found.ok) return found
  const { asked, rows, visitorIds } = found.value
  let messages = 0
  const files: FileBytes[] = []
  for (const { id } of rows) {
    await sql.heads?.release(id)
    files.push(...(await sql.all<FileBytes>(`select ${BYTES_OF_FILE} from "files" where "conversationId" = ?`, id)))
    messages += await sql.run('delete from "messages" where "conversationId" = ?', id)
    for (const table of HOLDING) await sql.run(`delete from "${table}" where "conversationId" = ?`, id)
    await sql.run('delete from "conversations" where "id" = ?', id)
    // They stay out, by digests that name nobody; the words about them go.
    await sql.run('update "blocks" set "conversationId" = null, "reason" = ? where "conversationId" = ?', '', id)
    await leaveOutOfDigests(sql, id)
    // What was judged is the operator's work; the words may name the visitor.
    await sql.run('update "qualityReviews" set "comment" = ?, "reply" = ? where "conversationId" = ?', '', '', id)
  }
  // What they uploaded and never sent stands in no conversation.
  if (r.wholeVisitor)
    for (const visitorId of visitorIds) {
      const unsent = 'from "files" where "ownerId" = ? and "site" = ? and "messageId" is null'
      files.push(...(await sql.all<FileBytes>(`select ${BYTES_OF_FILE} ${unsent}`, visitorId, asked.site)))
      await sql.run(`delete ${unsent}`, visitorId, asked.site)
      await sql.run('delete from "visitorNotes" where "visitorId" = ? and "site" = ?', visitorId, asked.site)
      await sql.run(
        'delete from "visitorJoins" where ("visitorId" = ? or "otherId" = ?) and "site" = ?',
        visitorId,
        visitorId,
        asked.site,
      )
    }
  return done({
    site: asked.site,
    visitorIds,
    conversationIds: rows.map((row) => row.id),
    messages,
    files,
    from: rows.flatMap(({ address, createdAt, changedAt }) =>
      address ? { address, firstAt: createdAt, lastAt: changedAt } : [],
    ),
  })
}
