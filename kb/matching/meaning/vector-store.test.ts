import { afterEach, describe, expect, it } from 'vitest'
import { type Database, migrate, openDatabase } from '../../storage/open-database.ts'
import { matchingMigrations } from '../matching-migrations.ts'
import { pack } from './held/packed-vector.ts'
import { sqlVectorStore } from './sql-vector-store.ts'

let database: Database
afterEach(() => database.close())
const open = async () => {
  database = await openDatabase({ dataDir: '', inMemory: true })
  await migrate(database, matchingMigrations)
  return sqlVectorStore(database.db)
}
const vector = pack(Float32Array.from([0.5, -0.25, 0.125]))

describe('vectors kept for the next start', () => {
  it('come back by model and text, as they were', async () => {
    const store = await open()
    const texts = Array.from({ length: 450 }, (_, i) => `text ${i}`)
    await store.keep(
      'one',
      texts.map((text) => [text, vector]),
    )
    const found = await store.read('one', [...texts, 'no such text'])
    expect([...found.keys()].sort()).toEqual([...texts].sort())
    expect(found.get('text 7')).toEqual(vector)
    expect((await store.read('other', texts)).size).toBe(0)
  })
  it('may be kept twice, and are forgotten one by one', async () => {
    const store = await open()
    await store.keep('one', [['a', vector]])
    await store.keep('one', [
      ['a', vector],
      ['b', vector],
    ])
    await store.drop('one', ['a'])
    expect([...(await store.read('one', ['a', 'b'])).keys()]).toEqual(['b'])
  })
  it('of other texts and other models go when the library begins', async () => {
    const store = await open()
    await store.keep('before', [['a', vector]])
    await store.keep('one', [
      ['a', vector],
      ['b', vector],
    ])
    await store.keepOnly('one', ['b', 'c'])
    expect((await store.read('before', ['a'])).size).toBe(0)
    expect([...(await store.read('one', ['a', 'b', 'c'])).keys()]).toEqual(['b'])
  })
  it('hold no text', async () => {
    const store = await open()
    await store.keep('one', [['where is my order', vector]])
    expect(JSON.stringify(await database.db.selectFrom('textVectors').selectAll().execute())).not.toContain('order')
  })
})
