import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
} from 'kysely'
import { loopTurns } from '../turns.ts'
import { keptStatements } from './kept-statements.ts'
import { noStream, sqliteDialect } from './sqlite-dialect.ts'
import type { Transaction, WritingThread } from './writing-thread.ts'
import type { Written } from './writing-worker.ts'

const READS = /^\s*(select|explain)\b/i

const reads = ({ query, sql }: CompiledQuery) =>
  query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && READS.test(sql))

const resultOf = <R>({ rows, changes, lastInsertRowid }: Written): QueryResult<R> =>
  rows.length > 0
    ? { rows: rows as R[] }
    : { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }

/** What one query or one transaction runs on; they run side by side, the thread puts what they write in order. */
interface OwnConnection extends DatabaseConnection {
  transaction: Transaction | null
}

/** Kysely's own keeps everything waiting for the one connection it knows, and has no other lock for migrations. */
class ManyAtOnce extends SqliteAdapter {
  #last: Promise<void> = Promise.resolve()
  #release = () => {}

  override get supportsMultipleConnections() {
    return true
  }
  override async acquireMigrationLock() {
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = promise
    await before
    this.#release = resolve
  }
  override async releaseMigrationLock() {
    this.#release()
  }
}

/**
 * Kysely over SQLite without ever waiting for its lock or its disk: a select reads here, as of the last commit, over a connection
 * that cannot write; everything else, and all of a transaction, goes to the thread that writes.
 */
export function writingDialect(reader: DatabaseSync, thread: WritingThread): Dialect {
  const statementOf = keptStatements(reader)
  const connect = (): OwnConnection => ({
    transaction: null,
    async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
      const { sql, parameters } = compiled
      const statement = { text: sql, values: parameters }
      if (this.transaction) return resultOf(await this.transaction.run(statement))
      if (reads(compiled)) {
        // Awaiting what is there at once lets nobody else have the loop: whoever reads much would hold it from end to end.
        await loopTurns.turn()
        return { rows: statementOf(sql).all(...(parameters as SQLInputValue[])) as R[] }
      }
      return resultOf((await thread.write([statement]))[0] as Written)
    },
    streamQuery: noStream,
  })
  const ending = (end: (transaction: Transaction) => Promise<void>) => async (connection: DatabaseConnection) => {
    const own = connection as OwnConnection
    const { transaction } = own
    own.transaction = null
    if (transaction) await end(transaction)
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connect(),
    beginTransaction: async (connection) => {
      ;(connection as OwnConnection).transaction = await thread.begin()
    },
    commitTransaction: ending((transaction) => transaction.commit()),
    rollbackTransaction: ending((transaction) => transaction.rollback()),
    releaseConnection: async () => {},
    destroy: () => thread.close(),
  }
  return sqliteDialect(driver, () => new ManyAtOnce())
}
