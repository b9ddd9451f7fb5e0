import type { ConversationRow } from './conversation.ts'
import type { Sql } from './sql.ts'

/** What posting changes of a conversation's row. */
export const POSTED = [
  'lastSeq',
  'lastAuthor',
  'lastText',
  'lastAt',
  'unread',
  'awaitingSince',
  'raised',
  'firstResponseAt',
  'rev',
  'changedAt',
] as const
/** What it reads besides: who may write, and whether a letter goes out about an answer. */
const READ = [
  'id',
  'site',
  'visitorId',
  'operatorId',
  'operatorName',
  'state',
  'visitorName',
  'offeredTo',
  'visitorMail',
  'mailStoppedAt',
  'locale',
  'question',
  'heldBecause',
  'snoozedAt',
] as const

export const HEAD_COLUMNS = [...READ, ...POSTED].map((column) => `"${column}"`).join(', ')
const WRITE = `update "conversations" set ${POSTED.map((column) => `"${column}" = ?`).join(', ')} where "id" = ?`
const MOST_KEPT = 4_096

/** What moves run on: the database, and the heads only where one writer changes everything. */
export interface MoveSql extends Sql {
  readonly heads?: Heads
}

/**
 * The part of a row that posting needs, kept by SQLite's one writer: a busy conversation is read once, and written once
 * per transaction however many messages the transaction holds. The rows are those of the database as long as nobody
 * else writes there, which the writer asks before each transaction.
 */
export interface Heads {
  /** A copy to change. */
  take(id: string): ConversationRow | undefined
  keep(row: ConversationRow): void
  /** Changed, and to be written before anything else reads it. */
  postpone(row: ConversationRow): void
  /** Somebody else is about to write this row. */
  release(id: string): Promise<void>
  /** Writes all that was postponed. */
  write(): Promise<void>
  forget(): void
}

export function headsOf(sql: Pick<Sql, 'run'>): Heads {
  const kept = new Map<string, ConversationRow>()
  const postponed = new Set<string>()
  const writeOne = async (id: string) => {
    const row = kept.get(id)
    if (!row) return
    await sql.run(WRITE, ...POSTED.map((column) => row[column]), id)
  }
  return {
    take: (id) => {
      const row = kept.get(id)
      return row && { ...row }
    },
    keep: (row) => void kept.set(row.id, row),
    postpone: (row) => {
      kept.set(row.id, row)
      postponed.add(row.id)
    },
    release: async (id) => {
      if (postponed.delete(id)) await writeOne(id)
      kept.delete(id)
    },
    write: async () => {
      for (const id of postponed) await writeOne(id)
      postponed.clear()
      if (kept.size > MOST_KEPT) kept.clear()
    },
    forget: () => {
      kept.clear()
      postponed.clear()
    },
  }
}
