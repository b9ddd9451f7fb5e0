import type { Migration } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { type Database, migrate, openDatabase } from './open-database.ts'

const making = (table: string): Record<string, Migration> => ({
  [`0001-${table}`]: { up: async (db) => db.schema.createTable(table).addColumn('id', 'text').execute() },
})

describe.each(TEST_DATABASES)('migrate on $name', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  it('runs several sets over one database, each once, in any order', async () => {
    await migrate(database, making('chatThings'))
    await migrate(database, making('authThings'))
    await migrate(database, making('chatThings'))
    expect(await database.db.selectFrom('chatThings').selectAll().execute()).toEqual([])
    expect(await database.db.selectFrom('authThings').selectAll().execute()).toEqual([])
  })

  it('runs once when two nodes start at once', async () => {
    await Promise.all([migrate(database, making('manyThings')), migrate(database, making('manyThings'))])
    expect(await database.db.selectFrom('manyThings').selectAll().execute()).toEqual([])
  })

  it('fails loudly, and leaves nothing of the failed step', async () => {
    const broken: Record<string, Migration> = {
      '0001-broken': {
        up: async (db) => {
          await db.schema.createTable('halfThings').addColumn('id', 'text').execute()
          throw new Error('no')
        },
      },
    }
    await expect(migrate(database, broken)).rejects.toThrow('no')
    await expect(database.db.selectFrom('halfThings').selectAll().execute()).rejects.toThrow()
  })
})

describe.runIf(process.env.TEST_DATABASE_URL)('a connection to PostgreSQL', () => {
  it('compiles no statement: that takes longer than any of ours', async () => {
    const database = await openDatabase({ url: process.env.TEST_DATABASE_URL, dataDir: '' })
    const { rows } = (await database.pool?.query('show jit')) ?? { rows: [] }
    await database.close()
    expect(rows).toEqual([{ jit: 'off' }])
  })
})
