import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type pg from 'pg'
import type { ReadingThread } from '#kb'

export type SqlValue = string | number | null
type Row = Record<string, unknown>

/**
 * One text of SQL for both databases: `?` for values, quoted camelCase names, ISO 8601 text for times, 0/1 for booleans.
 * Chat runs its few statements thousands of times a second, so they are kept prepared instead of being built each time.
 */
export interface Sql {
  readonly kind: 'sqlite' | 'postgres'
  all<T = Row>(text: string, ...values: SqlValue[]): Promise<T[]>
  one<T = Row>(text: string, ...values: SqlValue[]): Promise<T | undefined>
  /** How many rows changed. */
  run(text: string, ...values: SqlValue[]): Promise<number>
}

/** Appended to a select that decides a change: PostgreSQL locks the row, SQLite has one writer anyway. Who only has to see it stay is not kept waiting. */
export const lockRow = (sql: Sql): string => (sql.kind === 'postgres' ? ' for no key update' : '')
/** The same before the row goes: nobody may be writing anything beside it meanwhile. */
export const lockWhole = (sql: Sql): string => (sql.kind === 'postgres' ? ' for update' : '')

export function sqliteSql(connection: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>()
  const statement = (text: string) => {
    let found = prepared.get(text)
    if (!found) prepared.set(text, (found = connection.prepare(text)))
    return found
  }
  return {
    kind: 'sqlite',
    all: async <T>(text: string, ...values: SqlValue[]) => statement(text).all(...values) as T[],
    one: async <T>(text: string, ...values: SqlValue[]) => statement(text).get(...values) as T | undefined,
    run: async (text, ...values) => Number(statement(text).run(...values).changes),
  }
}

/** Over a thread that only reads: for lists, searches and reports, which nobody's message waits for. */
export const reportsSql = (thread: ReadingThread): Sql => ({
  kind: 'sqlite',
  all: async <T>(text: string, ...values: SqlValue[]) => (await thread.all(text, values)) as T[],
  one: async <T>(text: string, ...values: SqlValue[]) => (await thread.all(text, values))[0] as T | undefined,
  run: () => Promise.reject(new Error('reports only read')),
})

const named = new Map<string, { name: string; text: string }>()

/** `?` outside of quotes becomes `$n`; each text is prepared once per connection under a short name. */
function forPostgres(text: string): { name: string; text: string } {
  let found = named.get(text)
  if (!found) {
    let n = 0
    found = { name: `chat${named.size}`, text: text.replace(/\?/g, () => `$${++n}`) }
    named.set(text, found)
  }
  return found
}

export function postgresSql(client: pg.Pool | pg.PoolClient): Sql {
  const query = (text: string, values: SqlValue[]) => client.query({ ...forPostgres(text), values })
  return {
    kind: 'postgres',
    all: async (text, ...values) => (await query(text, values)).rows,
    one: async (text, ...values) => (await query(text, values)).rows[0],
    run: async (text, ...values) => (await query(text, values)).rowCount ?? 0,
  }
}

/** `?, ?, ?` for an `in (…)` of this many values. */
export const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ')
