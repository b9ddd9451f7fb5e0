import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import { loopTurns } from '../turns.ts'
import { noStream, sqliteDialect } from './sqlite-dialect.ts'
import type { ReadingThread } from './reading-thread.ts'

/** Kysely over a reading thread: selects alone; whoever begins a transaction here has the wrong handle. */
export function readingDialect(thread: ReadingThread): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const rows = (await thread.all(sql, parameters)) as R[]
      // What several have read arrives in one turn of the loop; what each makes of it takes its own.
      await loopTurns.turn()
      return { rows }
    },
    streamQuery: noStream,
  }
  const readOnly = async () => {
    throw new Error('this connection only reads')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: readOnly,
    commitTransaction: readOnly,
    rollbackTransaction: readOnly,
    releaseConnection: async () => {},
    destroy: () => thread.close(),
  }
  return sqliteDialect(driver)
}
