import type { ConversationRow, MessageRow } from '../conversation.ts'
import { searchWords } from '../search-words.ts'
import { lockRow, type Sql } from '../sql.ts'
import { done, type Outcome } from './outcome.ts'

/** The row of the question and the people; messages count from 1. */
export const HEAD_SEQ = 0

type Written = Pick<MessageRow, 'seq' | 'text' | 'kind' | 'editedAt' | 'deletedAt'>

/**
 * Brings what the desk's search knows of a conversation up to what stands in it: new messages, edited and deleted ones, who is in it.
 * Done again it changes nothing; of an erased conversation it writes nothing.
 */
export async function indexConversation(sql: Sql, r: { conversationId: string }): Promise<Outcome<null>> {
  const id = r.conversationId
  const row = await sql.one<ConversationRow>(`select * from "conversations" where "id" = ?${lockRow(sql)}`, id)
  if (!row) return done(null)
  const known = new Map(
    (
      await sql.all<{ seq: number; stamp: string }>(
        'select "seq", "stamp" from "searchTexts" where "conversationId" = ?',
        id,
      )
    ).map((one) => [Number(one.seq), one.stamp]),
  )
  const remove = (seq: number) => sql.run('delete from "searchTexts" where "conversationId" = ? and "seq" = ?', id, seq)
  const write = async (seq: number, words: string, stamp: string) => {
    if (known.get(seq) === stamp) return
    if (known.has(seq)) await remove(seq)
    await sql.run(
      'insert into "searchTexts" ("conversationId", "seq", "text", "stamp") values (?, ?, ?, ?)',
      id,
      seq,
      words,
      stamp,
    )
  }

  const head = searchWords(await peopleOf(sql, row))
  await write(HEAD_SEQ, head, head)
  const messages = await sql.all<Written>(
    `select "seq", "text", "kind", "editedAt", "deletedAt" from "messages" where "conversationId" = ? and "kind" <> 'event'
     and ("seq" > ? or "editedAt" is not null or "deletedAt" is not null)`,
    id,
    Math.max(HEAD_SEQ, ...known.keys()),
  )
  for (const { seq, text, editedAt, deletedAt } of messages) {
    if (!deletedAt) await write(seq, searchWords(text), editedAt ?? '')
    else if (known.has(seq)) await remove(seq)
  }
  await sql.run(
    `insert into "searchState" ("conversationId", "rev") values (?, ?) on conflict ("conversationId") do update set "rev" = excluded."rev"`,
    id,
    row.rev,
  )
  return done(null)
}

/** What opened it and who is in it, as far as one looks for it. */
async function peopleOf(sql: Sql, row: ConversationRow): Promise<string> {
  const operators = await sql.all<{ name: string }>(
    `select distinct "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator' and "authorName" is not null`,
    row.id,
  )
  const vouched = row.vouched ? (JSON.parse(row.vouched) as { id: string }).id : null
  const all = [
    row.question,
    row.visitorName,
    row.visitorMail,
    vouched,
    row.operatorName,
    ...operators.map((one) => one.name),
  ]
  return all.filter(Boolean).join('\n')
}
