import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { libraryMigrations } from '../storage/migrations.ts'
import { type Database, migrate, openDatabase } from '../storage/open-database.ts'
import { someContent } from '../testing/an-answer.ts'
import { COLUMN_MADE_BY } from './store/answers-migrations.ts'
import { CONTENT_FIELDS, contentOf, readWritten, WrittenContent, WrittenPatch, writtenFaults } from './content.ts'

describe('the content of an answer', () => {
  it('is tidied as it is read', () => {
    expect(
      readWritten(WrittenContent, someContent({ question: ' Сколько\n\tстоит? ', body: ' Раз.\r\n\r\nДва. ' })),
    ).toEqual({ ok: true, value: someContent({ question: 'Сколько стоит?', body: 'Раз.\n\nДва.' }) })
  })

  it('reads again what it has read as the same', () => {
    const read = readWritten(WrittenContent, someContent({ shortcut: '/Щётка', question: 'a\u0000b' }))
    expect(read.ok && readWritten(WrittenContent, read.value)).toEqual(read)
  })

  it('says everything that is wrong at once', () => {
    const faults = writtenFaults(WrittenContent, someContent({ question: '', slug: 'A', shortcut: 'x'.repeat(31) }))
    expect(faults).toEqual([
      { code: 'slug_invalid', field: 'slug' },
      { code: 'question_empty', field: 'question' },
      { code: 'too_long', field: 'shortcut', limit: 30 },
    ])
  })

  it('lets a change touch neither language nor site, nor anything that is not content', () => {
    const patch = { site: 'other', locale: 'en', state: 'published', question: 'Новый?' }
    expect(readWritten(WrittenPatch, patch)).toEqual({ ok: true, value: { question: 'Новый?' } })
  })

  it('is taken out of anything that holds it, its lists copied', () => {
    const content = someContent({ products: ['TR-1101'] })
    const taken = contentOf({ ...content, state: 'draft' } as typeof content)
    expect(taken).toEqual(content)
    expect(taken.products).not.toBe(content.products)
  })

  it('is a fault of ours where its types are wrong', () => {
    expect(() => readWritten(WrittenContent, { ...someContent(), question: 7 })).toThrow('question')
  })
})

describe('the columns of the content', () => {
  let database: Database
  beforeAll(async () => {
    database = await openDatabase({ dataDir: '', inMemory: true })
    await migrate(database, libraryMigrations)
  })
  afterAll(() => database.close())

  it.each(['answers', 'revisions'])('are all in %s', async (table) => {
    const found = (await database.db.introspection.getTables()).find(({ name }) => name === table)
    expect(found?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(CONTENT_FIELDS))
    expect(Object.keys(COLUMN_MADE_BY).sort()).toEqual([...CONTENT_FIELDS].sort())
  })
})
