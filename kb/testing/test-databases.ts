import { randomText } from '#shared'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { libraryMigrations } from '../storage/migrations.ts'
import { type Database, migrate, openDatabase } from '../storage/open-database.ts'

/** The databases a contract test runs on: SQLite always, PostgreSQL where `TEST_DATABASE_URL` names a server. */
export const TEST_DATABASES: { name: string; open: () => Promise<Database> }[] = [
  { name: 'sqlite', open: openTestSqlite },
  ...(process.env.TEST_DATABASE_URL
    ? [{ name: 'postgres', open: () => openTestPostgres(process.env.TEST_DATABASE_URL as string) }]
    : []),
]

async function openTestSqlite(): Promise<Database> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstline-kb-'))
  const database = await openDatabase({ dataDir })
  await migrate(database, libraryMigrations)
  return { ...database, close: () => database.close().finally(() => rmSync(dataDir, { recursive: true, force: true })) }
}

/** Each test gets a database of its own, dropped afterwards. */
async function openTestPostgres(url: string): Promise<Database> {
  const name = `kb_${randomText(12).toLowerCase()}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase({ url: own.href, dataDir: '' })
  await migrate(database, libraryMigrations)
  return {
    ...database,
    close: async () => {
      await database.close()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
