import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Migration } from 'kysely/migration'
import pg from 'pg'
import { randomText } from '#shared'
import { migrate, openDatabase } from '../storage/open-database.ts'

type Migrations = Record<string, Migration>
/** Any number: nobody else locks on a server of tests. */
const LOCK = 7_001

/** What all workers of one run of the tests share; whoever runs alone shares with nobody. */
export const testRun = (): string => (process.env.TEST_RUN ??= randomText(10).toLowerCase())
export const copiesOf = (run: string) => join(tmpdir(), `firstline-migrated-${run}`)
export const templatesOf = (run: string) => `migrated_${run}_`

const keyOf = (migrations: Migrations) =>
  createHash('sha256').update(Object.keys(migrations).sort().join()).digest('hex').slice(0, 16)

/** Puts a database file into `dataDir` that these migrations have run on: made by the first of a run, copied for the others. */
export async function copyMigratedFile(dataDir: string, migrations: Migrations): Promise<void> {
  const folder = join(copiesOf(testRun()), keyOf(migrations))
  if (!existsSync(folder)) {
    mkdirSync(copiesOf(testRun()), { recursive: true })
    const made = mkdtempSync(`${folder}-`)
    const database = await openDatabase({ dataDir: made })
    await migrate(database, migrations)
    await database.close()
    // Where two made it at once, the first is kept.
    if (existsSync(folder)) rmSync(made, { recursive: true })
    else
      try {
        renameSync(made, folder)
      } catch {
        rmSync(made, { recursive: true })
      }
  }
  cpSync(folder, dataDir, { recursive: true })
}

/** An empty database of this test's own on a running PostgreSQL, or one that `migrations` have run on; `drop` removes it. */
export async function ownDatabase(
  serverUrl: string,
  migrations: Migrations = {},
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomText(12).toLowerCase()}`
  const addressOf = (database: string) => Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href
  await onServer(serverUrl, async (server) => {
    if (Object.keys(migrations).length === 0) return void (await server.query(`create database ${name}`))
    const template = templatesOf(testRun()) + keyOf(migrations)
    await server.query('select pg_advisory_lock($1)', [LOCK])
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) {
      const unfinished = `${template}_unfinished`
      await server.query(`create database ${unfinished}`)
      const database = await openDatabase({ url: addressOf(unfinished), dataDir: '' })
      await migrate(database, migrations).finally(() => database.close())
      await server.query(`alter database ${unfinished} rename to ${template}`)
    }
    await server.query('select pg_advisory_unlock($1)', [LOCK])
    await server.query(`create database ${name} template ${template}`)
  })
  return {
    url: addressOf(name),
    drop: () =>
      onServer(serverUrl, async (server) => void (await server.query(`drop database if exists ${name} with (force)`))),
  }
}

export async function onServer(url: string, run: (server: pg.Client) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  await run(server).finally(() => server.end())
}
