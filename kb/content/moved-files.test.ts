import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anOperator, NOW } from '../testing/an-answer.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { sqlAnswerStore } from '../answers/store/sql-answer-store.ts'
import { sqlCatalogueStore } from '../catalogue/sql-catalogue-store.ts'
import { sqlPictureStore } from '../pictures/sql-picture-store.ts'
import { sqlWordStore } from '../spelling/sql-word-store.ts'
import { aContentLibrary, type ContentLibrary } from './testing/a-content-library.ts'
import { anAnswerFile } from '../testing/a-content-folder.ts'
import { importContent, type Within } from './import-content.ts'
import { readContent } from './read-content.ts'
import { sqlContentFileStore } from './sql-content-file-store.ts'

const COST = 'ru/delivery/delivery-cost.md'

describe.each(TEST_DATABASES)('files that moved, went or are strangers, on $name', ({ open }) => {
  let { library, folder, close } = {} as ContentLibrary

  beforeEach(async () => {
    ;({ library, folder, close } = await aContentLibrary(open))
  })
  afterEach(() => close())

  const at = (path: string) => join(folder.dir, path)
  const published = (category: string, slug: string) => library.find.published('ru', category, slug)
  const again = (options = {}) => library.content.import(folder.dir, NOW + 1, undefined, options)

  it.each(['ru/delivery/price.md', 'ru/returns/delivery-cost.md'])(
    'moves the answer with its file to %s',
    async (to) => {
      const before = await published('delivery', 'delivery-cost')
      mkdirSync(dirname(at(to)), { recursive: true })
      renameSync(at(COST), at(to))
      expect(await again()).toMatchObject({ created: 0, updated: 1, moved: [{ from: COST, to }], missing: [] })
      const [, category = '', slug = ''] = to.replace('.md', '').split('/')
      expect(await published(category, slug)).toMatchObject({
        id: before?.id,
        phrasings: before?.phrasings.map(({ text }) => ({ text })),
      })
      expect(await published('delivery', 'delivery-cost')).toBeNull()
      expect(await again()).toMatchObject({ created: 0, updated: 0, moved: [], missing: [] })
    },
  )

  it('says of a gone file that its answer is still there, each time, and retires it when told to', async () => {
    rmSync(at(COST))
    for (let times = 0; times < 2; times++)
      expect((await again()).missing).toEqual([expect.stringContaining(`${COST}: The file is gone; its answer “`)])
    expect(await published('delivery', 'delivery-cost')).not.toBeNull()
    expect(await again({ retireMissing: true })).toMatchObject({ retired: [COST], missing: [] })
    expect(await published('delivery', 'delivery-cost')).toBeNull()
    expect(await again()).toMatchObject({ retired: [], missing: [] })
  })

  it('does not move an answer that was changed on the desk', async () => {
    const answer = await published('delivery', 'delivery-cost')
    await library.answers.revise(answer?.id ?? 'ans_', { body: 'Иначе.' }, 1, anOperator, NOW)
    renameSync(at(COST), at('ru/delivery/price.md'))
    expect(await again()).toMatchObject({ created: 1, moved: [], missing: [expect.stringContaining(COST)] })
  })

  it('reads past strangers and names them', async () => {
    mkdirSync(at('notes'))
    for (const path of [
      'ru/README.md',
      'ru/notes.md',
      'ru/delivery/photo.jpg',
      'products/list.csv',
      'todo.txt',
      '.DS_Store',
    ])
      writeFileSync(at(path), '# О папке')
    expect((await again()).ignored).toEqual(
      ['notes/', 'products/list.csv', 'ru/README.md', 'ru/delivery/photo.jpg', 'ru/notes.md', 'todo.txt'].sort(),
    )
  })

  it('refuses an answer in the wrong place instead of reading past it', async () => {
    writeFileSync(at('ru/lost.md'), '---\nquestion: Где?\n---\nТут.\n')
    await expect(again()).rejects.toThrow('ru/lost.md:1: An answer must be at')
  })
})

const NEW_FILES = 250

describe.each(TEST_DATABASES)('an import beside a running server, on $name', ({ open }) => {
  let { database, library, folder, close } = {} as ContentLibrary

  beforeEach(async () => {
    ;({ database, library, folder, close } = await aContentLibrary(open))
    for (let n = 0; n < NEW_FILES; n++)
      folder.write(
        `ru/delivery/bulky-${n}.md`,
        `---\nquestion: Сколько стоит посылка ${n}?\naudience: public\nproducts: []\n---\nСтоит ${n} ₽.\n`,
      )
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Из файла.'))
  })
  afterEach(() => close())

  const within: Within = (run) =>
    database.db.transaction().execute((db) =>
      run({
        answers: sqlAnswerStore({ db }, async (body) => body),
        catalogue: sqlCatalogueStore({ db }),
        files: sqlContentFileStore({ db }),
        words: sqlWordStore({ db }),
        pictures: sqlPictureStore({ db }),
      }),
    )
  const stored = async () => {
    const counted = await database.db
      .selectFrom('answers')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow()
    return Number(counted.n)
  }
  function content() {
    const { content: read } = readContent(folder.dir)
    if (!read) throw new Error('the folder cannot be read')
    return read
  }

  it('stores a hundred answers at a time, and what was changed at the desk in between is a conflict', async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    if (!answer) throw new Error('not published')
    const counts: number[] = []
    const giveWay = async () => {
      if (counts.length === 0)
        expect((await library.answers.revise(answer.id, { body: 'Со стойки.' }, 1, anOperator, NOW)).ok).toBe(true)
      counts.push(await stored())
    }
    const report = await importContent(within, content(), NOW + 1, { siteOfFiles: 'tropa', giveWay })
    expect(counts).toEqual([103, 203, 253])
    expect(report).toMatchObject({ created: NEW_FILES, updated: 0, kept: 2 })
    expect(report.conflicts).toEqual([expect.stringContaining(COST)])
  })

  it('goes on where it was cut short', async () => {
    const cut = importContent(within, content(), NOW + 1, {
      siteOfFiles: 'tropa',
      giveWay: () => Promise.reject(new Error('the machine went down')),
    })
    await expect(cut).rejects.toThrow('the machine went down')
    expect(await stored()).toBe(103)
    const report = await importContent(within, content(), NOW + 2, { siteOfFiles: 'tropa' })
    expect(report).toMatchObject({ created: NEW_FILES - 100, updated: 1, kept: 102, conflicts: [] })
    expect(await stored()).toBe(253)
  })
})
