import type { Message } from '#protocol'
import { type DeskMember, isLeadOn, isoAt, type MessageRow, presentMessage } from '../conversation.ts'
import type { Sql } from '../sql.ts'
import { begin, finish } from './change.ts'
import { enter } from './journal/journal.ts'
import { mayRead } from './membership.ts'
import { done, type Outcome, refused } from './outcome.ts'

export interface ChangeMessage {
  conversationId: string
  messageId: string
  by: DeskMember
  /** null deletes it. */
  text: string | null
}

/** An operator mends or withdraws their own message (a lead any operator's); what it said before is kept. */
export async function changeMessage(sql: Sql, r: ChangeMessage, now: number): Promise<Outcome<{ message: Message }>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  const row = await sql.one<MessageRow>(
    'select * from "messages" where "conversationId" = ? and "id" = ?',
    r.conversationId,
    r.messageId,
  )
  if (!row) return refused('not_found')
  if (row.author !== 'operator' || (row.authorId !== r.by.id && !isLeadOn(r.by, change.row.site)))
    return refused('not_allowed')
  if (row.deletedAt) return r.text === null ? done({ message: presentMessage(row) }) : refused('closed')
  if (row.text === r.text) return done({ message: presentMessage(row) })
  const at = isoAt(now)
  await sql.run(
    'insert into "messageHistory" ("messageId", "conversationId", "text", "act", "byId", "at") values (?, ?, ?, ?, ?, ?)',
    row.id,
    r.conversationId,
    row.text,
    r.text === null ? 'deleted' : 'edited',
    r.by.id,
    at,
  )
  const after: MessageRow = r.text === null ? { ...row, deletedAt: at } : { ...row, text: r.text, editedAt: at }
  await sql.run(
    'update "messages" set "text" = ?, "editedAt" = ?, "deletedAt" = ? where "conversationId" = ? and "id" = ?',
    after.text,
    after.editedAt,
    after.deletedAt,
    r.conversationId,
    row.id,
  )
  if (r.text === null && row.files) await sql.run('update "files" set "withdrawn" = 1 where "messageId" = ?', row.id)
  const act = r.text === null ? 'deleted' : 'edited'
  await enter(sql, change.row, { act, personId: r.by.id, how: row.kind, otherId: row.authorId }, now)
  const { moved } = await finish(sql, change, now)
  const message = presentMessage(after)
  const said = {
    message,
    fresh: false,
    visitorId: change.row.visitorId,
    operatorId: change.row.operatorId,
    authorId: row.authorId,
  }
  return done({ message }, [said], moved)
}
