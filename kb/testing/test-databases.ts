import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { libraryMigrations } from '../storage/migrations.ts'
import { type Database, openDatabase } from '../storage/open-database.ts'
import { copyMigratedFile, ownDatabase } from './migrated-once.ts'

/** The databases a contract test runs on: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names a server. */
export const TEST_DATABASES: { name: string; open: () => Promise<Database> }[] = [
  { name: 'sqlite', open: openTestSqlite },
  ...(process.env.TEST_DATABASE_URL
    ? [{ name: 'postgres', open: () => openTestPostgres(process.env.TEST_DATABASE_URL as string) }]
    : []),
]

async function openTestSqlite(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstline-kb-'))
  await copyMigratedFile(dataDir, libraryMigrations)
  const database = await openDatabase({ dataDir })
  return { ...database, close: () => database.close().finally(() => rmSync(dataDir, { recursive: true, force: true })) }
}

/** Each test gets a database of its own, dropped afterwards. */
async function openTestPostgres(url: string): Promise<Database> {
  const own = await ownDatabase(url, libraryMigrations)
  const database = await openDatabase({ url: own.url, dataDir: '' })
  return { ...database, close: () => database.close().finally(own.drop) }
}
