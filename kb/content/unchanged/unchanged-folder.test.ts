import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLibrary } from '../../open-library.ts'
import { noSpeller } from '../../spelling/speller.ts'
import type { Database } from '../../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../../testing/a-content-folder.ts'
import { NOW } from '../../testing/an-answer.ts'
import { readAtOnce } from '../../testing/read-at-once.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'

const COST = 'ru/delivery/delivery-cost.md'

describe.each(TEST_DATABASES)('a start over a folder that was imported before, on $name', ({ open }) => {
  let database: Database
  let folder: ReturnType<typeof aContentFolder>
  beforeEach(async () => {
    database = await open()
    folder = aContentFolder()
    await started()
  })
  afterEach(async () => {
    await database.close()
    folder.remove()
  })

  /** Files that were read, and what the library holds then. */
  async function started() {
    let read = 0
    const library = await openLibrary({
      ...{ database, contentDir: folder.dir, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW + 1 },
      leaveOutBroken: true,
      onImport: () => void read++,
    })
    const cost = await library.find.published('ru', 'delivery', 'delivery-cost')
    const { imported } = library
    const faults = library.status().content.length
    await library.close()
    return { read, imported, body: cost?.body ?? null, faults }
  }

  it('reads none of its files again, and says that all was kept', async () => {
    const { read, imported, body } = await started()
    expect({ read, body }).toEqual({ read: 0, body: 'Курьером — 390 ₽.' })
    expect(imported).toMatchObject({ created: 0, updated: 0, missing: [], faults: [] })
    expect(imported?.kept).toBeGreaterThan(0)
  })
  it('reads them again as soon as one is another, is new or is gone', async () => {
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Теперь 400 ₽.'))
    expect(await started()).toMatchObject({ read: expect.any(Number), body: 'Теперь 400 ₽.' })
    expect((await started()).read).toBe(0)
    folder.write('ru/returns/new.md', anAnswerFile('Новый?', 'Текст.'))
    expect((await started()).imported).toMatchObject({ created: 1 })
    rmSync(join(folder.dir, 'ru/returns/new.md'))
    // Until somebody settles it, each start says that the file of an answer is gone.
    for (const _ of [1, 2]) expect((await started()).imported?.missing).toHaveLength(1)
  })
  it('names a broken file at each start, until it is mended', async () => {
    folder.write('ru/returns/lost.md', anAnswerFile('Пустой?', '<iframe></iframe>'))
    for (const _ of [1, 2]) expect((await started()).faults).toBe(1)
    rmSync(join(folder.dir, 'ru/returns/lost.md'))
    expect((await started()).faults).toBe(0)
    expect((await started()).read).toBe(0)
  })
  it('reads them again where the answer of a file is not there', async () => {
    await database.db.updateTable('contentFiles').set({ answerId: 'ans_gone' }).where('path', '=', COST).execute()
    expect((await started()).read).toBeGreaterThan(0)
  })
})
