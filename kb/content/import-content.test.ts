import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqlAnswerStore } from '../answers/store/sql-answer-store.ts'
import { sqlCatalogueStore } from '../catalogue/sql-catalogue-store.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { sqlPictureStore } from '../pictures/sql-picture-store.ts'
import { noSpeller } from '../spelling/speller.ts'
import { sqlWordStore } from '../spelling/sql-word-store.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import { anOperator, NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { importContent, type Within } from './import-content.ts'
import { readContent } from './read-content.ts'
import { sqlContentFileStore } from './sql-content-file-store.ts'

const COST = 'ru/delivery/delivery-cost.md'
const NEW_FILES = 250

describe.each(TEST_DATABASES)('an import beside a running server, on $name', ({ open }) => {
  let database: Database
  let library: Library
  let folder: ReturnType<typeof aContentFolder>

  beforeEach(async () => {
    database = await open()
    folder = aContentFolder()
    library = await openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
    })
    for (let n = 0; n < NEW_FILES; n++)
      folder.write(
        `ru/delivery/bulky-${n}.md`,
        `---\nquestion: Сколько стоит посылка ${n}?\naudience: public\nproducts: []\n---\nСтоит ${n} ₽.\n`,
      )
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Из файла.'))
  })
  afterEach(async () => {
    await library.close()
    await database.close()
    folder.remove()
  })

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
