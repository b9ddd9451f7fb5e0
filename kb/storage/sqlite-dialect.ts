import { type Dialect, type Driver, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

/** Kysely's SQLite over a driver of our own, whose statements run in a thread. */
export const sqliteDialect = (driver: Driver, adapter: () => SqliteAdapter = () => new SqliteAdapter()): Dialect => ({
  createAdapter: adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

/** The port of a connection wants a generator; nothing here is streamed. */
// biome-ignore lint/correctness/useYield: it only refuses
export async function* noStream(): AsyncGenerator<never> {
  throw new Error('nothing is streamed')
}
