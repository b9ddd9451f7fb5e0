import type pg from 'pg'
import type { ConversationRow } from '../conversation.ts'
import { HEAD_COLUMNS, type Heads, type MoveSql, POSTED } from '../heads.ts'
import { APPEND, MESSAGE_COLUMNS } from '../moves/change.ts'
import { type Move, runMove } from '../moves/index.ts'
import type { Outcome } from '../moves/outcome.ts'
import type { PostMessage, Posted } from '../moves/post-message.ts'
import type { SqlValue } from '../sql.ts'

export type Post = Move & { name: 'postMessage'; request: PostMessage }
export const isPost = (move: Move): move is Post => move.name === 'postMessage'

/** Not an error: the rules asked for something that only a transaction of its own can read or write. */
const NEEDS_TRANSACTION = new Error('needs a transaction')

/** What posting would write of one conversation whose row stood at `was` when it was read. */
export interface Draft {
  id: string
  was: number
  head: ConversationRow
  messages: SqlValue[][]
  posts: Post[]
  outcomes: Outcome<Posted>[]
}

/**
 * Runs the posts of one conversation over a copy of its head, by the same rules as in a transaction, and gathers what they
 * would write. Null if they need more than the head: a refusal may rest on a head that is old, a message said before and a
 * letter have to be looked for.
 */
export async function draftOf(posts: Post[], head: ConversationRow): Promise<Draft | null> {
  const draft: Draft = { id: head.id, was: head.rev, head, messages: [], posts, outcomes: [] }
  const names = new Set(posts.map((post) => post.request.clientMessageId))
  if (names.size < posts.length) return null
  const refuse = () => Promise.reject(NEEDS_TRANSACTION)
  const heads: Heads = {
    take: () => ({ ...draft.head }),
    keep: () => {},
    postpone: (row) => void (draft.head = row),
    release: refuse,
    write: async () => {},
    forget: () => {},
  }
  const sql: MoveSql = {
    kind: 'postgres',
    heads,
    all: refuse,
    one: refuse,
    run: async (text, ...values) => {
      if (text !== APPEND) throw NEEDS_TRANSACTION
      draft.messages.push(values)
      return 1
    },
  }
  try {
    for (const post of posts) {
      const outcome = (await runMove(sql, post)) as Outcome<Posted>
      if (!outcome.ok) return null
      draft.outcomes.push(outcome)
    }
  } catch (fault) {
    if (fault === NEEDS_TRANSACTION) return null
    throw fault
  }
  return draft
}

type Column = readonly [name: string, type: 'text' | 'int']
const INTEGERS = new Set<string>(['seq', 'templateEdited', 'lastSeq', 'unread', 'raised', 'rev'])
const typed = (names: readonly string[]): Column[] => names.map((name) => [name, INTEGERS.has(name) ? 'int' : 'text'])
/** Posts have no event. */
const SAID = typed(MESSAGE_COLUMNS.filter((name) => name !== 'event'))
const SAID_AT = SAID.map(([name]) => MESSAGE_COLUMNS.indexOf(name as (typeof MESSAGE_COLUMNS)[number]))
const HEAD = typed(POSTED)
const quoted = (columns: readonly Column[]) => columns.map(([name]) => `"${name}"`).join(', ')
const arrays = (columns: readonly (readonly [string, string])[], from: number) =>
  columns.map(([, type], i) => `$${from + i}::${type}[]`).join(', ')
const KEYS = [['id', 'text'] as const, ['was', 'int'] as const]

/**
 * Rows are locked in one order everywhere. One statement is one transaction and one way there and back: heads that still stand at the `rev` they were read at are
 * written, with their messages; of the others nothing. A name that is taken fails it whole.
 */
const WRITE = {
  name: 'chatPosts',
  text: `with "locked" as materialized (
    select "c"."id" from unnest($1::text[], $2::int[]) as "h" ("id", "was") join "conversations" as "c" on "c"."id" = "h"."id" and "c"."rev" = "h"."was"
    order by "c"."id" for no key update of "c"
  ), "written" as (
    update "conversations" as "c" set ${HEAD.map(([name]) => `"${name}" = "h"."${name}"`).join(', ')}
    from "locked" join unnest(${arrays([...KEYS, ...HEAD], 1)}) as "h" ("id", "was", ${quoted(HEAD)}) on "h"."id" = "locked"."id"
    where "c"."id" = "locked"."id" and "c"."rev" = "h"."was" returning "c"."id"
  ), "said" as (
    insert into "messages" (${quoted(SAID)})
    select "m".* from unnest(${arrays(SAID, 1 + KEYS.length + HEAD.length)}) as "m" (${quoted(SAID)})
    where "m"."conversationId" in (select "id" from "written")
  ) select "id" from "written"`,
}

/** Which drafts are stored; the others' rows are not at the `rev` any more. */
export async function writeDrafts(client: pg.PoolClient, drafts: readonly Draft[]): Promise<Set<string>> {
  const values: SqlValue[][] = [...KEYS, ...HEAD, ...SAID].map(() => [])
  const put = (at: number, value: SqlValue | undefined) => values[at]?.push(value ?? null)
  for (const { id, was, head, messages } of drafts) {
    put(0, id)
    put(1, was)
    POSTED.forEach((column, i) => put(KEYS.length + i, head[column]))
    for (const message of messages) SAID_AT.forEach((at, i) => put(KEYS.length + HEAD.length + i, message[at]))
  }
  const { rows } = await client.query<{ id: string }>({ ...WRITE, values })
  return new Set(rows.map((row) => row.id))
}

export async function readHeads(client: pg.PoolClient, ids: readonly string[]): Promise<ConversationRow[]> {
  const text = `select ${HEAD_COLUMNS} from "conversations" where "id" = any($1)`
  return (await client.query<ConversationRow>({ name: 'chatHeads', text, values: [ids] })).rows
}

/** A name of a message, or its place, is taken already; nothing of the statement is stored. */
export const isTaken = (fault: unknown): boolean => (fault as { code?: string }).code === '23505'

const NAME = MESSAGE_COLUMNS.indexOf('clientMessageId')

/** Conversations in which one of these names stands. */
export async function saidBefore(client: pg.PoolClient, drafts: readonly Draft[]): Promise<string[]> {
  const said = drafts.flatMap(({ id, messages }) => messages.map((message) => [id, message[NAME]] as const))
  const text = `select distinct "m"."conversationId" as "id" from "messages" as "m"
    join unnest($1::text[], $2::text[]) as "s" ("id", "name") on "m"."conversationId" = "s"."id" and "m"."clientMessageId" = "s"."name"`
  const { rows } = await client.query<{ id: string }>({
    name: 'chatSaidBefore',
    text,
    values: [said.map(([id]) => id), said.map(([, name]) => name)],
  })
  return rows.map((row) => row.id)
}
