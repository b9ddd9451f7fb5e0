import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { turnsOver } from '#shared'
import { type Database, type DatabaseFile, openDatabase } from './open-database.ts'
import { writingThread } from './writing-thread.ts'

let dataDir: string
let database: Database
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'firstline-writing-'))
  database = await openDatabase({ dataDir })
  await sql`create table "things" ("name" text not null unique)`.execute(database.db)
})
afterEach(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const add = (name: string) => database.db.insertInto('things').values({ name }).execute()
const names = async () =>
  (await database.db.selectFrom('things').select('name').orderBy('name').execute()).map((one) => String(one.name))
/** As another process, or the thread that keeps messages: a connection of its own in the middle of a transaction. */
function another(): DatabaseSync {
  const other = new DatabaseSync(join(dataDir, 'firstline.db'), { timeout: 0 })
  other.exec('BEGIN IMMEDIATE')
  return other
}

describe('writing to a file of SQLite', () => {
  it('leaves the loop free while somebody else holds the file, and loses nothing', async () => {
    const other = another()
    let written = 0
    const all = Array.from({ length: 200 }, (_, n) => add(`thing ${n}`).then(() => written++))
    // The lock is given back only by this loop: were it waiting for the lock, it would wait for ever.
    for (let turns = 0; turns < 1_000; turns++) await turn()
    expect(written).toBe(0)
    expect(await names()).toEqual([])
    other.exec('COMMIT')
    other.close()
    await Promise.all(all)
    expect(await names()).toHaveLength(200)
  })

  it('gives what waits together one commit', async () => {
    const other = another()
    const all = Array.from({ length: 100 }, (_, n) => add(`thing ${n}`))
    for (let turns = 0; turns < 100; turns++) await turn()
    const looking = new DatabaseSync(join(dataDir, 'firstline.db'), { readOnly: true })
    const version = () => looking.prepare('PRAGMA data_version').get()?.['data_version']
    const before = version()
    other.exec('ROLLBACK')
    other.close()
    const seen = new Set<unknown>()
    for (const one of all) {
      await one
      seen.add(looking.prepare('select count(*) as "n" from "things"').get()?.['n'])
    }
    expect(version()).not.toBe(before)
    // The first may have gone alone to the door; the others came in behind it together.
    expect(seen.size).toBeLessThanOrEqual(2)
    looking.close()
  })

  it('refuses one statement and keeps its neighbours', async () => {
    await add('one')
    const done = await Promise.allSettled([add('two'), add('one'), add('three')])
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((done[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'ERR_SQLITE_ERROR', errcode: 2067 })
    expect(await names()).toEqual(['one', 'three', 'two'])
  })

  it('stores statements that belong together all or not at all', async () => {
    await add('one')
    const both = (name: string) =>
      database.together([name, 'one'].map((value) => database.db.insertInto('things').values({ name: value })))
    await expect(both('two')).rejects.toThrow('UNIQUE')
    expect(await names()).toEqual(['one'])
    await database.together(['three', 'four'].map((name) => database.db.insertInto('things').values({ name })))
    expect(await names()).toEqual(['four', 'one', 'three'])
  })

  it('says how many rows changed, and gives back what was asked for', async () => {
    await Promise.all(['a', 'b', 'c'].map(add))
    const changed = await database.db.deleteFrom('things').where('name', '<', 'c').executeTakeFirst()
    expect(changed.numDeletedRows).toBe(2n)
    expect(await database.db.insertInto('things').values({ name: 'd' }).returning('name').execute()).toEqual([
      { name: 'd' },
    ])
  })

  it('keeps a transaction apart: it reads what it wrote, others read it when it is whole', async () => {
    await database.db.transaction().execute(async (tx) => {
      await tx.insertInto('things').values({ name: 'one' }).execute()
      expect(await tx.selectFrom('things').selectAll().execute()).toHaveLength(1)
      expect(await names()).toEqual([])
    })
    expect(await names()).toEqual(['one'])
    const failing = database.db.transaction().execute(async (tx) => {
      await tx.insertInto('things').values({ name: 'two' }).execute()
      throw new Error('changed my mind')
    })
    const beside = add('three')
    await expect(failing).rejects.toThrow('changed my mind')
    await beside
    expect(await names()).toEqual(['one', 'three'])
  })

  it('cannot write on the thread that serves', async () => {
    await expect(sql`select load_extension('x')`.execute(database.db)).rejects.toThrow()
    const { rows } = await sql<{ query_only: number }>`select * from pragma_query_only`.execute(database.db)
    expect(rows).toEqual([{ query_only: 1 }])
  })

  it('undoes a transaction that keeps others waiting for seconds, and says so', async () => {
    const { path: file, turns } = database.file as DatabaseFile
    const thread = writingThread({ file, turns, busyMs: 0, longestTransactionMs: 1, slowSyncMs: 0 })
    const insert = (name: string) => ({ text: 'insert into "things" values (?)', values: [name] })
    const forgotten = await thread.begin()
    await forgotten.run(insert('forgotten'))
    await thread.write([insert('waiting')])
    await expect(forgotten.run(insert('later'))).rejects.toThrow('kept others waiting')
    await expect(forgotten.commit()).rejects.toThrow('kept others waiting')
    await forgotten.rollback()
    await thread.close()
    expect(await names()).toEqual(['waiting'])
  })

  it('takes its turn behind another thread of the process, and lets that one have the next', async () => {
    const turns = turnsOver((database.file as DatabaseFile).turns)
    const first = turns.take()
    const writing = add('one')
    while (!turns.waited()) await turn()
    expect(await names()).toEqual([])
    turns.give(first)
    await writing
    const next = turns.take()
    expect(next).toBe(first + 2)
    turns.give(next)
  })

  it('writes what was asked before it closes', async () => {
    const all = ['one', 'two'].map(add)
    await turn()
    await database.close()
    await Promise.all(all)
    database = await openDatabase({ dataDir })
    expect(await names()).toEqual(['one', 'two'])
  })

  it('empties the log of what was erased', async () => {
    await add('a word nobody may find again')
    await database.db.deleteFrom('things').execute()
    await database.emptyLog()
    expect(readFileSync(join(dataDir, 'firstline.db-wal')).length).toBe(0)
    expect(readFileSync(join(dataDir, 'firstline.db')).includes('a word nobody may find again')).toBe(false)
  })
})
