import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type Compilable, Kysely, PostgresDialect, SqliteDialect, type SqliteDatabase } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { roomForTurns } from '#shared'
import { readingDialect } from './reading-dialect.ts'
import { type ReadingThread, readingThread } from './reading-thread.ts'
import { writingDialect } from './writing-dialect.ts'
import { writingThread } from './writing-thread.ts'

/** An open store. The only file that knows which database it is; `kind` is for the few statements that differ. */
export interface Database {
  // biome-ignore lint/suspicious/noExplicitAny: each store narrows to its own tables
  db: Kysely<any>
  kind: 'sqlite' | 'postgres'
  /** SQLite: where it is. Whoever writes there in a thread of its own takes `turns` with the library's writer. */
  file: DatabaseFile | null
  /** PostgreSQL: the pool beneath Kysely. */
  pool: pg.Pool | null
  /**
   * For reports and searches, which may take long: SQLite in a file reads in a thread of its own (as of the last commit),
   * so that nobody's message waits for them. Selects alone.
   */
  // biome-ignore lint/suspicious/noExplicitAny: each store narrows to its own tables
  reports: Kysely<any>
  /** The same for whoever writes SQL by hand; null where `reports` is `db`. */
  readingThread: ReadingThread | null
  /**
   * Statements that are stored together or not at all, with no look at the database in between. On SQLite they share a commit with
   * whatever else waits; a transaction of Kysely's keeps everybody waiting while it goes back and forth.
   */
  together(queries: readonly Compilable[]): Promise<void>
  /** SQLite: what was erased is gone from the write-ahead log too, as soon as no reader keeps it. */
  emptyLog(): Promise<void>
  close(): Promise<void>
}
export interface DatabaseFile {
  path: string
  turns: SharedArrayBuffer
}

const OWNER_ONLY = 0o600
const OTHERS = 0o077
/** While a file is opened, or repaired after a sudden end: nothing else waits on the main thread. */
const BUSY_TIMEOUT_MS = 5_000
/** As long as another process (an import, a backup) may hold the file before a write fails; the thread that writes waits, nobody else. */
const OTHER_PROCESS_MS = 15_000
const LONGEST_TRANSACTION_MS = 5_000
const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5_000
const INT8_TYPE = 20

/** Opens SQLite at `<dataDir>/firstline.db` (write-ahead log, full synchronisation) or PostgreSQL at `url`; `inMemory` is SQLite that is gone when closed. Throws if neither can be opened. */
export async function openDatabase(at: {
  url?: string | undefined
  dataDir: string
  inMemory?: boolean
  slowSyncMs?: number
}): Promise<Database> {
  if (at.url) return openPostgres(at.url)
  if (at.inMemory) return openInMemory()
  mkdirSync(at.dataDir, { recursive: true, mode: 0o700 })
  return openFile(join(at.dataDir, 'firstline.db'), at.slowSyncMs ?? 0)
}

/** Readable by its owner alone; SQLite gives its log and index the same rights. */
function keepPrivate(file: string): void {
  const handle = openSync(file, 'a', OWNER_ONLY)
  const { mode, uid } = fstatSync(handle)
  // Another's file stays as its owner wants it.
  if ((mode & OTHERS) !== 0 && uid === process.getuid?.()) fchmodSync(handle, OWNER_ONLY)
  closeSync(handle)
}

function openInMemory(): Database {
  const sqlite = openConnection(':memory:')
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: nodeSqlite(sqlite) }) })
  return {
    db,
    kind: 'sqlite',
    file: null,
    pool: null,
    reports: db,
    readingThread: null,
    together: inOneTransaction(db),
    emptyLog: async () => {},
    close: async () => {
      await db.destroy()
      if (sqlite.isOpen) sqlite.close()
    },
  }
}

function openConnection(path: string): DatabaseSync {
  const sqlite = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS })
  sqlite.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
  )
  return sqlite
}

/** `slowSyncMs`: for measurements, each commit takes this much longer. */
function openFile(path: string, slowSyncMs: number): Database {
  keepPrivate(path)
  const reader = openConnection(path)
  // From here on this thread only reads: it can neither hold the lock of the file nor wait for it.
  reader.exec('PRAGMA query_only = ON')
  const turns = roomForTurns()
  const writing = writingThread({
    file: path,
    turns,
    busyMs: OTHER_PROCESS_MS,
    longestTransactionMs: LONGEST_TRANSACTION_MS,
    slowSyncMs,
  })
  const reading = readingThread(path)
  const db = new Kysely<never>({ dialect: writingDialect(reader, writing) })
  return {
    db,
    kind: 'sqlite',
    file: { path, turns },
    pool: null,
    reports: new Kysely<never>({ dialect: readingDialect(reading) }),
    readingThread: reading,
    together: async (queries) =>
      void (await writing.write(
        queries.map((query) => query.compile()).map(({ sql, parameters }) => ({ text: sql, values: parameters })),
      )),
    emptyLog: () => writing.emptyLog(),
    close: async () => {
      await reading.close()
      await writing.close()
      await db.destroy()
      if (reader.isOpen) reader.close()
    },
  }
}

const inOneTransaction =
  (db: Kysely<never>): Database['together'] =>
  (queries) =>
    db.transaction().execute(async (tx) => {
      for (const query of queries) await tx.executeQuery(query.compile())
    })

/** Kysely speaks better-sqlite3; `node:sqlite` differs in how parameters are passed and in not saying whether a statement reads. */
function nodeSqlite(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare: (sql) => {
      const statement = sqlite.prepare(sql)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Each of our statements is over in milliseconds; compiling one whose cost is overestimated takes seconds.
    onConnect: async (client) => {
      await client.query('set jit = off')
    },
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8_TYPE ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  // A broken idle connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that breaks while it is lent out: its query fails, and that is told there.
  pool.on('connect', (client) => void client.on('error', () => {}))
  await pool.query('select 1')
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    kind: 'postgres',
    file: null,
    pool,
    reports: db,
    readingThread: null,
    together: inOneTransaction(db),
    emptyLog: async () => {},
    close: () => db.destroy(),
  }
}

const MIGRATION_TABLE = 'kysely_migration'
const MIGRATION_ATTEMPTS = 3

/**
 * Brings the tables up to date; names sort as they must run. Safe on several nodes at once (Kysely takes a lock).
 * Each `set` of migrations (the library's, the server's) keeps a list of its own.
 * Tables use camelCase columns, ISO 8601 text for times, 0/1 integers for booleans and JSON as text, so that one SQL fits both databases.
 * The library and the chat each bring their own set: what another set has run already is known by name and left alone.
 */
export async function migrate(database: Database, migrations: Record<string, Migration>): Promise<void> {
  const schema = await ownSchema(database)
  for (let attempt = 1; ; attempt++) {
    const others = (await executedMigrations(database, schema)).filter((name) => !Object.hasOwn(migrations, name))
    const all = {
      ...Object.fromEntries(others.map((name) => [name, { up: async () => {} }])),
      ...wholly(database, migrations),
    }
    const migrator = new Migrator({
      db: database.db,
      allowUnorderedMigrations: true,
      ...(schema ? { migrationTableSchema: schema } : {}),
      provider: { getMigrations: async () => all },
    })
    const { error } = await migrator.migrateToLatest()
    if (!error) return
    // Another node may have run another set between the reading and the lock.
    const known = (await executedMigrations(database, schema)).every((name) => Object.hasOwn(all, name))
    if (attempt === MIGRATION_ATTEMPTS || known) throw error
  }
}

/** PostgreSQL lists the tables of every schema; ours are those of the search path. */
async function ownSchema({ kind, pool }: Database): Promise<string | null> {
  if (kind !== 'postgres' || !pool) return null
  const { rows } = await pool.query<{ schema: string | null }>('select current_schema() as schema')
  return rows[0]?.schema ?? null
}

/** Kysely runs SQLite's migrations outside a transaction; a step that was cut short would then stand in its own way. */
function wholly({ kind }: Database, migrations: Record<string, Migration>): Record<string, Migration> {
  if (kind === 'postgres') return migrations
  const inTransaction = ({ up }: Migration): Migration => ({ up: (db) => db.transaction().execute(up) })
  return Object.fromEntries(Object.entries(migrations).map(([name, migration]) => [name, inTransaction(migration)]))
}

async function executedMigrations({ db, kind, pool }: Database, schema: string | null): Promise<string[]> {
  if (kind === 'postgres' && pool) {
    const { rows } = await pool.query<{ present: boolean }>('select to_regclass($1) is not null as present', [
      `"${schema}".${MIGRATION_TABLE}`,
    ])
    if (!rows[0]?.present) return []
  } else {
    const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
    if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return []
  }
  return (await db.selectFrom(MIGRATION_TABLE).select('name').execute()).map(({ name }) => String(name))
}
