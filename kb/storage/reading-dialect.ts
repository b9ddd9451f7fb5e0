import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { ReadingThread } from './reading-thread.ts'

/** Kysely over a reading thread: selects alone; whoever begins a transaction here has the wrong handle. */
export function readingDialect(thread: ReadingThread): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => ({
      rows: (await thread.all(sql, parameters)) as R[],
    }),
    // biome-ignore lint/correctness/useYield: the port wants a generator
    async *streamQuery() {
      throw new Error('reports are not streamed')
    },
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
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
