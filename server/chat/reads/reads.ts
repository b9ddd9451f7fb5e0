import type { InterfaceLocale } from '#shared'
import type { Message } from '#protocol'
import {
  type ConversationRow,
  type DeskMember,
  type MessageRow,
  presentMessage,
  QUEUE_ORDER,
  TAKES_PLACE,
} from '../conversation.ts'
import { ofTheirSites, readableBy } from '../moves/membership.ts'
import { marks, type Sql } from '../sql.ts'

/** What is committed, as rows. Nothing here changes anything. */
export interface Reads {
  conversation(id: string): Promise<ConversationRow | undefined>
  conversations(ids: string[]): Promise<ConversationRow[]>
  /** What these operators are talking in now. */
  heldBy(operatorIds: string[]): Promise<ConversationRow[]>
  /** The visitor's open conversation on this site, else the newest solved one. */
  latestOf(visitorId: string, site: string): Promise<ConversationRow | undefined>
  messagesSince(conversationId: string, since: number, options: { notes: boolean }): Promise<Message[]>
  /** Everybody in the queue, in its order. */
  queueOf(site: string): Promise<{ id: string; visitorLeftAt: string | null }[]>
  /** How many who left a message by mail are not answered yet, on the sites of this person. */
  leftByMail(reader: Pick<DeskMember, 'sites'>): Promise<number>
  /** How many of them wait to be looked at before they wait for anybody. */
  heldBack(reader: Pick<DeskMember, 'sites'>): Promise<number>
  /** Milliseconds from accept to solved of the newest solved conversations. */
  serviceTimes(site: string): Promise<number[]>
  draft(conversationId: string): Promise<{ text: string; version: number } | null>
  /** Of the same visitor; an operator hears only of those they may open. */
  earlier(
    of: Pick<ConversationRow, 'id' | 'site' | 'visitorId'>,
    reader: DeskMember,
  ): Promise<{ id: string; question: string; solvedAt: string | null }[]>
  operators(): Promise<OperatorRow[]>
  /** Of the hundred first messages of an operator, or of the visitor, what a promotion reads. */
  operatorMessages(conversationId: string): Promise<string[]>
  visitorMessages(conversationId: string): Promise<string[]>
  /** The beginnings of the newest of what the visitor wrote, oldest first: a long conversation costs no more than a short one. */
  newestWords(conversationId: string, most: number, letters: number): Promise<string[]>
  /** Names of everybody who wrote as an operator. */
  operatorNames(conversationId: string): Promise<string[]>
  /** Who of the desk has written, under each name they wrote under. */
  wrote(conversationId: string): Promise<{ id: string; name: string }[]>
  /** Ids of what was inserted on this site lately, most often first: what this person inserts before what only colleagues do. */
  templatesUsed(site: string, personId: string): Promise<string[]>
}

export interface OperatorRow {
  id: string
  name: string
  role: 'operator' | 'lead' | 'admin'
  available: number
  capacity: number
  setAwayBecause: string | null
  wrapsUpUntil: string | null
  lastSeenAt: string | null
  active: number
  offered: number
  /** JSON; null: every site. */
  sites: string | null
  languages: string | null
}

/** More than this at once is asked for again with a higher `since`. */
export const MESSAGES_AT_ONCE = 500
/** Bytes of text after which no further message is read: one of them may be longer than this by itself. */
export const TEXT_AT_ONCE_BYTES = 256 * 1024
/** What a promotion is made of: so many messages of each side, and of each its beginning. */
const PROMOTED_MESSAGES = 100
const PROMOTED_LETTERS = 20_000
const QUESTION_LETTERS = 1_000
const RECENT_SERVICES = 50
const RECENT_TEMPLATES = 500
const MOST_WHO_WROTE = 50

export function readsOf(sql: Sql): Reads {
  const texts = async (conversationId: string, author: string, letters: number, only = '') => {
    const rows = await sql.all<{ text: string }>(
      `select substr("text", 1, ?) as "text" from "messages" where "conversationId" = ? and "author" = ? and "kind" = 'text' and "text" <> '' and "deletedAt" is null ${only} order by "seq" limit ?`,
      letters,
      conversationId,
      author,
      PROMOTED_MESSAGES,
    )
    return rows.map((row) => row.text)
  }
  return {
    conversation: (id) => sql.one<ConversationRow>('select * from "conversations" where "id" = ?', id),
    conversations: (ids) =>
      ids.length === 0
        ? Promise.resolve([])
        : sql.all<ConversationRow>(`select * from "conversations" where "id" in (${marks(ids.length)})`, ...ids),
    heldBy: (ids) =>
      ids.length === 0
        ? Promise.resolve([])
        : sql.all<ConversationRow>(
            `select * from "conversations" where "state" = 'active' and "operatorId" in (${marks(ids.length)})`,
            ...ids,
          ),
    latestOf: (visitorId, site) =>
      sql.one<ConversationRow>(
        `select * from "conversations" where "visitorId" = ? and "site" = ? order by case when "state" = 'solved' then 1 else 0 end, "createdAt" desc limit 1`,
        visitorId,
        site,
      ),
    messagesSince: async (conversationId, since, { notes }) => {
      const kinds = notes ? '' : ` and "kind" <> 'note'`
      // Where to stop is decided by lengths alone: the texts of a long conversation are megabytes, read at most once.
      const rows = await sql.all<MessageRow>(
        `select * from "messages" where "conversationId" = ? and "seq" > ?${kinds} and "seq" <= (
           select max("seq") from (
             select "seq", sum("bytes") over (order by "seq") - "bytes" as "before" from (
               select "seq", octet_length("text") as "bytes" from "messages"
               where "conversationId" = ? and "seq" > ?${kinds} order by "seq" limit ?
             ) as "lengths"
           ) as "page" where "before" < ?
         ) order by "seq"`,
        conversationId,
        since,
        conversationId,
        since,
        MESSAGES_AT_ONCE,
        TEXT_AT_ONCE_BYTES,
      )
      return rows.map(presentMessage)
    },
    queueOf: (site) =>
      sql.all<{ id: string; visitorLeftAt: string | null }>(
        `select "id", "visitorLeftAt" from "conversations" where "site" = ? and "state" = 'queued' order by ${QUEUE_ORDER}`,
        site,
      ),
    leftByMail: async (reader) => {
      const { where, values } = ofTheirSites(reader)
      const counted = await sql.one<{ n: number }>(
        `select count(*) as "n" from "conversations" where "state" = 'waiting' and "awaitingSince" is not null and ${where}`,
        ...values,
      )
      return Number(counted?.n ?? 0)
    },
    heldBack: async (reader) => {
      const { where, values } = ofTheirSites(reader)
      const counted = await sql.one<{ n: number }>(
        `select count(*) as "n" from "conversations" where "heldBecause" is not null and ${where}`,
        ...values,
      )
      return Number(counted?.n ?? 0)
    },
    serviceTimes: async (site) => {
      const rows = await sql.all<{ totalMs: number }>(
        `select "totalMs" from "responses" where "site" = ? and "kind" = 'solving' order by "at" desc limit ?`,
        site,
        RECENT_SERVICES,
      )
      return rows.map((row) => row.totalMs)
    },
    draft: async (conversationId) =>
      (await sql.one<{ text: string; version: number }>(
        'select "text", "version" from "drafts" where "conversationId" = ?',
        conversationId,
      )) ?? null,
    wrote: (conversationId) =>
      sql.all(
        `select distinct "authorId" as "id", "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator'
         and "authorId" is not null and "authorName" is not null limit ${MOST_WHO_WROTE}`,
        conversationId,
      ),
    earlier: ({ id, site, visitorId }, reader) => {
      const readable = readableBy(reader)
      return sql.all(
        `select "id", "question", "solvedAt" from "conversations" where "visitorId" = ? and "site" = ? and "id" <> ? and ${readable.where} order by "createdAt" desc limit 10`,
        visitorId,
        site,
        id,
        ...readable.values,
      )
    },
    operators: async () => {
      const rows = await sql.all<OperatorRow>(
        `select "id", "name", "role", "available", "capacity", "setAwayBecause", "wrapsUpUntil", "lastSeenAt", "sites", "languages",
           (select count(*) from "conversations" where "operatorId" = "operators"."id" and ${TAKES_PLACE}) as "active",
           (select count(*) from "conversations" where "offeredTo" = "operators"."id" and "state" = 'queued') as "offered"
         from "operators" order by "name"`,
      )
      return rows.map((row) => ({ ...row, active: Number(row.active), offered: Number(row.offered) }))
    },
    operatorMessages: async (conversationId) => {
      // What was sent as the library has it already stands there: a new answer is made of the operator's own words, if there are any.
      const own = await texts(
        conversationId,
        'operator',
        PROMOTED_LETTERS,
        'and ("templateId" is null or "templateEdited" = 1)',
      )
      return own.length > 0 ? own : texts(conversationId, 'operator', PROMOTED_LETTERS)
    },
    operatorNames: async (conversationId) => {
      const rows = await sql.all<{ name: string }>(
        `select distinct "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator' and "authorName" is not null`,
        conversationId,
      )
      return rows.map((row) => row.name)
    },
    visitorMessages: (conversationId) => texts(conversationId, 'visitor', QUESTION_LETTERS),
    newestWords: async (conversationId, most, letters) => {
      const rows = await sql.all<{ text: string }>(
        `select substr("text", 1, ?) as "text" from "messages" where "conversationId" = ? and "author" = 'visitor' and "kind" = 'text' and "deletedAt" is null order by "seq" desc limit ?`,
        letters,
        conversationId,
        most,
      )
      return rows.map(({ text }) => text).reverse()
    },
    templatesUsed: async (site, personId) => {
      const rows = await sql.all<{ id: string }>(
        `select "templateId" as "id", count(*) as "n", sum(case when "authorId" = ? then 1 else 0 end) as "own" from (select "templateId", "conversationId", "authorId" from "messages" where "templateId" is not null order by "sentAt" desc limit ?) as "lately"
         where exists (select 1 from "conversations" where "conversations"."id" = "lately"."conversationId" and "conversations"."site" = ?)
         group by "templateId" order by "own" desc, "n" desc, "id"`,
        personId,
        RECENT_TEMPLATES,
        site,
      )
      return rows.map((row) => row.id)
    },
  }
}

export type { InterfaceLocale }
