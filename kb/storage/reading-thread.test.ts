import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from './open-database.ts'
import { readingThread } from './reading-thread.ts'

/** Counts to two million: long for SQLite, beside a turn of the loop. */
const LONG =
  'with recursive n(x) as (select 1 union all select x + 1 from n where x < 2000000) select max(x) as m from n'

describe('the reading thread', () => {
  let dataDir: string
  let database: Database
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'firstline-reading-'))
    database = await openDatabase({ dataDir })
    await sql`create table "things" ("name" text)`.execute(database.db)
  })
  afterEach(async () => {
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('reads what was committed a moment ago', async () => {
    for (const name of ['один', 'two']) {
      await database.db.insertInto('things').values({ name }).execute()
      const rows = await database.reports.selectFrom('things').select('name').execute()
      expect(rows.at(-1)).toEqual({ name })
    }
  })

  it('leaves the main loop free while a report takes long', async () => {
    let turns = 0
    let done = false
    const reading = database.readingThread?.all(LONG, []).then(() => (done = true))
    while (!done) {
      await turn()
      turns++
    }
    await reading
    expect(turns).toBeGreaterThan(20)
  })

  it('ends when nobody has read for a while, and the next read starts it again', async () => {
    const thread = readingThread(join(dataDir, 'firstline.db'), 10)
    const marked = async () => {
      const [row] = (await thread.all('pragma cache_size', [])) as { cache_size: number }[]
      return row?.cache_size === -123
    }
    const [, before] = await Promise.all([thread.all('pragma cache_size = -123', []), marked()])
    expect(before).toBe(true)
    await expect
      .poll(
        async () => {
          await pause(40)
          return marked()
        },
        { timeout: 10_000 },
      )
      .toBe(false)
    await thread.close()
  })

  it('writes nothing, and says what SQLite says', async () => {
    await expect(database.reports.insertInto('things').values({ name: 'x' }).execute()).rejects.toThrow(/readonly/)
    await expect(database.readingThread?.all('select * from "nowhere"', [])).rejects.toThrow('no such table')
    expect(await database.reports.selectFrom('things').selectAll().execute()).toEqual([])
  })

  it('refuses what waits behind the five-hundredth report, and answers the others', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 510 }, () => database.readingThread?.all('select 1 as "one"', [])),
    )
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    expect(await database.readingThread?.all('select 2 as "two"', [])).toEqual([{ two: 2 }])
  })
})
