import { fold, messageWords } from '#shared'
import { stem } from '#kb'
import type { Author, ConversationSummary, Message } from '#protocol'
import type { ConversationRow } from '../../chat/conversation.ts'
import { HEAD_SEQ } from '../../chat/moves/index-conversations.ts'
import { askedBeginnings } from '../../chat/search-words.ts'
import { marks, type Sql, type SqlValue } from '../../chat/sql.ts'

const EXCERPT = 140
const LEAD_IN = 40

/** Where the words of a search stand in a conversation. */
export interface Matched {
  where: 'question' | 'visitor' | 'operator' | 'message' | 'note'
  /** Of a message. */
  author: Author | null
  authorName: string | null
  /** Around the first word found. */
  text: string
  /** Beginnings of the words that were looked for, folded. */
  words: string[]
}

/** A row of a list; in a search, with what of it was found. */
export type FoundConversation = ConversationSummary & { match: Matched | null }

export const wordsOfSearch = (q: string): string[] => askedBeginnings(q, stem)

/** A word that stands in more texts is a common one: then the newest conversations are looked through instead. */
const FEW_TEXTS = 8_000
/** Of common words no more conversations are counted. */
export const MOST_COUNTED = 1_000

/** With so few conversations left the other words are looked for in those alone. */
const FEW_LEFT = 500

/** Conversations that hold a word, by the index; null: too many to be a help. */
async function holding(sql: Sql, word: string, most: number): Promise<Set<string> | null> {
  // Letters and digits only, as `foldWords` leaves them: nothing of either language of queries can stand in them.
  if (sql.kind === 'sqlite') {
    const rows = await sql.all<{ id: string }>(
      `select "searchTexts"."conversationId" as "id" from (select "rowid" from "searchIndex" where "searchIndex" match ? limit ?) as "found"
       join "searchTexts" on "searchTexts"."id" = "found"."rowid"`,
      `"${word}"*`,
      most + 1,
    )
    return rows.length > most ? null : new Set(rows.map(({ id }) => id))
  }
  const found = await sql.one<{ ids: string[] | null }>(
    // No statistics know beginnings of words. Apart from the rest, it is not planned as a walk through all conversations. Too many are not sent at all.
    `with "found" as materialized (
       select "conversationId" as "id" from "searchTexts" where array_to_tsvector(string_to_array("text", ' ')) @@ ?::tsquery limit ?
     ) select case when (select count(*) from "found") > ? then null else coalesce((select json_agg("id") from "found"), '[]') end as "ids"`,
    `'${word}':*`,
    most + 1,
    most,
  )
  return found?.ids ? new Set(found.ids) : null
}

/** The part of a `where` over "conversations": each of the words stands somewhere in it. */
export function standing(words: readonly string[]): { where: string; values: SqlValue[] } {
  // Not as "exists", which may be turned into a look through all texts at once.
  const stands = `coalesce((select 1 from "searchTexts" where "searchTexts"."conversationId" = "conversations"."id" and ' ' || "searchTexts"."text" like ? limit 1), 0) = 1`
  return { where: words.map(() => stands).join(' and '), values: words.map((word) => `% ${word}%`) }
}

/** Numbers first, then long words: they are rarely everywhere. */
const rareFirst = (words: readonly string[]) =>
  words.toSorted((one, other) => Number(/\d/.test(other)) - Number(/\d/.test(one)) || other.length - one.length)

/**
 * The part of a `where` over "conversations": every word stands somewhere in it. `areCommon`: no word of them is rare enough for
 * the index to lead to few conversations. Null: no conversation holds them all.
 */
export async function holdsWords(
  sql: Sql,
  words: readonly string[],
  few: number = FEW_TEXTS,
): Promise<{ where: string; values: SqlValue[]; areCommon: boolean } | null> {
  let ids: Set<string> | null = null
  const others: string[] = []
  for (const word of rareFirst(words)) {
    const found: Set<string> | null = ids && ids.size <= FEW_LEFT ? null : await holding(sql, word, few)
    if (!found) others.push(word)
    else ids = ids ? ids.intersection(found) : found
    if (ids?.size === 0) return null
  }
  const listed =
    sql.kind === 'sqlite'
      ? `"id" in (select "value" from json_each(?))`
      : `"id" in (select json_array_elements_text(?::json))`
  const stand = standing(others)
  return {
    where: [...(ids ? [listed] : []), ...(others.length > 0 ? [stand.where] : [])].join(' and '),
    values: [...(ids ? [JSON.stringify([...ids])] : []), ...stand.values],
    areCommon: ids === null,
  }
}

/** For each of these conversations the place that holds most of the words, newest first; what is shown needs no other. */
export async function whereMatched(
  sql: Sql,
  rows: readonly ConversationRow[],
  words: readonly string[],
): Promise<Map<string, Matched>> {
  if (rows.length === 0) return new Map()
  const held = words.map(() => `case when ' ' || "text" like ? then 1 else 0 end`).join(' + ')
  const found = await sql.all<{ conversationId: string; seq: number; n: number }>(
    `select * from (select "conversationId", "seq", ${held} as "n" from "searchTexts" where "conversationId" in (${marks(rows.length)})) as "held"
     where "n" > 0 order by "n" desc, case when "seq" = ${HEAD_SEQ} then 0 else 1 end, "seq" desc`,
    ...words.map((word) => `% ${word}%`),
    ...rows.map((row) => row.id),
  )
  const best = new Map<string, number>()
  for (const { conversationId, seq } of found) if (!best.has(conversationId)) best.set(conversationId, Number(seq))
  const messages = [...best].filter(([, seq]) => seq !== HEAD_SEQ)
  const texts = new Map<string, Pick<Message, 'author' | 'authorName' | 'kind' | 'text'>>()
  for (const [id, seq] of messages) {
    const message = await sql.one<Pick<Message, 'author' | 'authorName' | 'kind' | 'text'>>(
      'select "author", "authorName", "kind", "text" from "messages" where "conversationId" = ? and "seq" = ? and "deletedAt" is null',
      id,
      seq,
    )
    if (message) texts.set(id, message)
  }
  const matched = new Map<string, Matched>()
  for (const row of rows) {
    const message = texts.get(row.id)
    if (message)
      matched.set(row.id, {
        where: message.kind === 'note' ? 'note' : 'message',
        author: message.author,
        authorName: message.authorName,
        text: around(message.author === 'operator' ? messageWords(message.text, false) : message.text, words),
        words: [...words],
      })
    else if (best.has(row.id)) matched.set(row.id, inHead(row, await operatorsOf(sql, row), words))
  }
  return matched
}

/** Who answers, and who did before. */
async function operatorsOf(sql: Sql, row: ConversationRow): Promise<string[]> {
  const wrote = await sql.all<{ name: string }>(
    `select distinct "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator' and "authorName" is not null`,
    row.id,
  )
  return [...(row.operatorName ? [row.operatorName] : []), ...wrote.map((one) => one.name)]
}

function inHead(row: ConversationRow, operators: readonly string[], words: readonly string[]): Matched {
  const holds = (text: string | null) => text !== null && placeOf(text, words) >= 0
  const as = (where: Matched['where'], text: string): Matched => ({
    where,
    author: null,
    authorName: null,
    text: around(text, words),
    words: [...words],
  })
  if (holds(row.question)) return as('question', row.question)
  const visitor = [row.visitorName, row.visitorMail].filter(Boolean).join(' · ')
  if (holds(visitor)) return as('visitor', visitor)
  return as('operator', operators.find(holds) ?? '')
}

/** Where the first word that begins so begins; -1: nowhere. */
function placeOf(text: string, words: readonly string[]): number {
  const folded = fold(text)
  let first = -1
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      if (at > 0 && /[\p{L}\p{N}]/u.test(folded[at - 1] ?? '')) continue
      if (first < 0 || at < first) first = at
      break
    }
  return first
}

function around(text: string, words: readonly string[]): string {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const at = Math.max(0, placeOf(flat, words))
  const from = at <= LEAD_IN ? 0 : flat.indexOf(' ', at - LEAD_IN) + 1
  const cut = flat.slice(from, from + EXCERPT)
  const whole = from + EXCERPT >= flat.length
  return `${from > 0 ? '…' : ''}${whole ? cut : `${cut.replace(/\s+\S*$/, '')}…`}`
}
