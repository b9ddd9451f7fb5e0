import type { ConversationRow, MessageRow } from '../conversation.ts'
import { searchWords } from '../search-words.ts'
import type { Sql } from '../sql.ts'
import { done, type Outcome } from './outcome.ts'

/** The row of the question and the people; messages count from 1. */
export const HEAD_SEQ = 0

type Opened = Pick<
  ConversationRow,
  'id' | 'question' | 'visitorName' | 'visitorMail' | 'vouched' | 'operatorName' | 'rev'
>
type Written = Pick<MessageRow, 'seq' | 'text' | 'editedAt' | 'deletedAt'>

/** SQLite has one writer, and whoever sends a message waits while a conversation of megabytes is taken apart. */
const MOST_BYTES_AT_ONCE = 64 * 1024

/**
 * Brings what the desk's search knows of conversations up to what stands in them: new messages, edited and deleted ones, who is
 * in them. Done again it changes nothing; of an erased conversation it writes nothing. `more`: on SQLite a long one is taken a
 * piece at a time.
 */
export async function indexConversations(sql: Sql, r: { ids: readonly string[] }): Promise<Outcome<{ more: boolean }>> {
  let more = false
  if (sql.kind === 'postgres') await indexOnPostgres(sql, r.ids)
  else for (const id of r.ids) if (await indexOne(sql, id)) more = true
  return done({ more })
}

/** True: there is more of it. */
async function indexOne(sql: Sql, id: string): Promise<boolean> {
  const row = await sql.one<Opened>('select * from "conversations" where "id" = ?', id)
  if (!row) return false
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

  const operators = await sql.all<{ name: string }>(
    `select distinct "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator' and "authorName" is not null`,
    id,
  )
  const head = headWords(
    row,
    operators.map((one) => one.name),
  )
  await write(HEAD_SEQ, head, head)
  const changed = await sql.all<Omit<Written, 'text'> & { bytes: number }>(
    `select "seq", octet_length("text") as "bytes", "editedAt", "deletedAt" from "messages" where "conversationId" = ? and "kind" <> 'event'
     and ("seq" > ? or "editedAt" is not null or "deletedAt" is not null) order by "seq"`,
    id,
    Math.max(HEAD_SEQ, ...known.keys()),
  )
  const behind = changed.filter(({ seq, editedAt, deletedAt }) =>
    deletedAt ? known.has(seq) : known.get(seq) !== (editedAt ?? ''),
  )
  let left = MOST_BYTES_AT_ONCE
  for (const { seq, bytes, editedAt, deletedAt } of behind) {
    if (left <= 0) return true
    left -= bytes
    if (deletedAt) await remove(seq)
    else await write(seq, searchWords(await textOf(sql, id, seq)), editedAt ?? '')
  }
  await sql.run(
    `insert into "searchState" ("conversationId", "rev") values (?, ?) on conflict ("conversationId") do update set "rev" = excluded."rev"`,
    id,
    row.rev,
  )
  return false
}

const textOf = async (sql: Sql, id: string, seq: number): Promise<string> =>
  (await sql.one<{ text: string }>('select "text" from "messages" where "conversationId" = ? and "seq" = ?', id, seq))
    ?.text ?? ''

/** What opened it and who is in it, as far as one looks for it. */
function headWords(row: Opened, operators: readonly string[]): string {
  const vouched = row.vouched ? (JSON.parse(row.vouched) as { id: string }).id : null
  const all = [row.question, row.visitorName, row.visitorMail, vouched, row.operatorName, ...operators]
  return searchWords(all.filter(Boolean).join('\n'))
}

/** One node indexes at a time: two would write the same rows. */
const INDEXING = 20_261_127
const OPENED = ['id', 'question', 'visitorName', 'visitorMail', 'vouched', 'operatorName', 'rev']
  .map((column) => `"conversations"."${column}"`)
  .join(', ')

/** All of them in four statements. Rows are locked only against being erased: who writes a message does not wait. */
async function indexOnPostgres(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.one('select pg_advisory_xact_lock(?)::text', INDEXING)
  const rows = await sql.all<Opened>(
    `select ${OPENED} from "conversations" left join "searchState" on "searchState"."conversationId" = "conversations"."id"
     where "conversations"."id" in (select json_array_elements_text(?::json)) and "searchState"."rev" is distinct from "conversations"."rev"
     order by "conversations"."id" for key share of "conversations"`,
    JSON.stringify(ids),
  )
  if (rows.length === 0) return
  const behind = JSON.stringify(rows.map((row) => row.id))
  const operators = await sql.all<{ id: string; names: string[] }>(
    `select "conversationId" as "id", array_agg(distinct "authorName" order by "authorName") as "names" from "messages"
     where "conversationId" in (select json_array_elements_text(?::json)) and "author" = 'operator' and "authorName" is not null
     group by "conversationId"`,
    behind,
  )
  const messages = await sql.all<Written & { id: string; stamp: string | null }>(
    `select "m"."conversationId" as "id", "m"."seq", "m"."text", "m"."editedAt", "m"."deletedAt", "t"."stamp"
     from (select "asked" as "id", (select coalesce(max("seq"), 0) from "searchTexts" where "conversationId" = "asked") as "last"
           from json_array_elements_text(?::json) as "asked") as "c"
     join "messages" as "m" on "m"."conversationId" = "c"."id" and "m"."kind" <> 'event'
       and ("m"."seq" > "c"."last" or "m"."editedAt" is not null or "m"."deletedAt" is not null)
     left join "searchTexts" as "t" on "t"."conversationId" = "m"."conversationId" and "t"."seq" = "m"."seq"`,
    behind,
  )
  const namesOf = new Map(operators.map((one) => [one.id, one.names]))
  const gone = messages.filter((one) => one.deletedAt && one.stamp !== null)
  const texts = messages.flatMap(({ id, seq, text, editedAt, deletedAt, stamp }) =>
    deletedAt || stamp === (editedAt ?? '') ? [] : [{ id, seq, text: searchWords(text), stamp: editedAt ?? '' }],
  )
  const heads = rows.map((row) => {
    const text = headWords(row, namesOf.get(row.id) ?? [])
    return { id: row.id, seq: HEAD_SEQ, text, stamp: text }
  })
  await sql.run(
    `with "gone" as (
       delete from "searchTexts" using json_to_recordset(?::json) as "g" ("id" text, "seq" int)
       where "searchTexts"."conversationId" = "g"."id" and "searchTexts"."seq" = "g"."seq"
     ), "texts" as (
       insert into "searchTexts" ("conversationId", "seq", "text", "stamp")
       select "id", "seq", "text", "stamp" from json_to_recordset(?::json) as "n" ("id" text, "seq" int, "text" text, "stamp" text)
       on conflict ("conversationId", "seq") do update set "text" = excluded."text", "stamp" = excluded."stamp"
       where "searchTexts"."stamp" <> excluded."stamp"
     )
     insert into "searchState" ("conversationId", "rev") select "id", "rev" from json_to_recordset(?::json) as "s" ("id" text, "rev" int)
     on conflict ("conversationId") do update set "rev" = excluded."rev"`,
    JSON.stringify(gone.map(({ id, seq }) => ({ id, seq }))),
    JSON.stringify([...heads, ...texts]),
    JSON.stringify(rows.map(({ id, rev }) => ({ id, rev }))),
  )
}
