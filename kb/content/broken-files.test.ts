import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../log.ts'
import { type LibraryOptions, openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import { NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { BrokenContent, describeFault } from './content-fault.ts'

const COST = 'ru/delivery/delivery-cost.md'

describe.each(TEST_DATABASES)('a start with a broken content folder on $name', ({ open }) => {
  let database: Database
  let folder: ReturnType<typeof aContentFolder>
  beforeEach(async () => {
    database = await open()
    folder = aContentFolder()
    await (await started({}, { leaveOutBroken: false })).library.close()
  })
  afterEach(async () => {
    await database.close()
    folder.remove()
  })

  const started = async (files: Record<string, string | null>, over: Partial<LibraryOptions> = {}) => {
    for (const [path, text] of Object.entries(files))
      if (text === null) rmSync(join(folder.dir, path))
      else folder.write(path, text)
    const errors: unknown[] = []
    const log = { ...silent, error: (details: object) => void errors.push(details) }
    const parts = {
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW + 1,
    }
    const again = await openLibrary({ ...parts, leaveOutBroken: true, log, ...over })
    return { library: again, errors }
  }

  it('leaves a broken file out, with its answer as it was, and says which', async () => {
    const { library: again, errors } = await started({
      'ru/returns/new.md': anAnswerFile('Новый?', 'Текст.'),
      'ru/returns/lost.md': anAnswerFile('Пустой?', '<iframe></iframe>'),
      [COST]: anAnswerFile('Сколько стоит доставка?', 'Из файла.', 'colour: red\n'),
    })
    const named = [`${COST}:2: Unknown field “colour”`, 'ru/returns/lost.md:9: HTML that cannot be kept: <iframe>.']
    const faults = again.status().content.map(describeFault)
    expect(faults).toHaveLength(2)
    for (const [at, sentence] of named.entries()) expect(faults[at]).toContain(sentence)
    expect(errors).toHaveLength(2)
    expect(again.imported).toMatchObject({ created: 1, missing: [], retired: [], faults: [{}, {}] })
    expect((await again.find.published('ru', 'delivery', 'delivery-cost'))?.body).toBe('Курьером — 390 ₽.')
    expect(await again.find.published('ru', 'returns', 'new')).toMatchObject({ question: 'Новый?' })
    await again.close()
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Исправлено.'))
    const mended = await started({ 'ru/returns/lost.md': null })
    expect(mended.library.status().content).toEqual([])
    expect((await mended.library.find.published('ru', 'delivery', 'delivery-cost'))?.body).toBe('Исправлено.')
    await mended.library.close()
  })
  it('keeps the category that answers at fault stand in', async () => {
    const categories = readFileSync(join(folder.dir, 'categories.yaml'), 'utf8')
    const { library: again } = await started({
      'categories.yaml': categories.replace('slug: delivery', 'slug: shipping'),
    })
    expect(again.status().content.map(({ file }) => file)).toContain(COST)
    expect((await again.find.categories('tropa', 'ru')).map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['delivery', 'shipping']),
    )
    expect(await again.find.published('ru', 'delivery', 'delivery-cost')).not.toBeNull()
    await again.close()
  })
  it.each([
    ['categories.yaml', 'no: [list'],
    ['sites/tropa.yaml', 'id: tropa\n'],
    ['categories.yaml', null],
  ])('goes on with the library as it stands where %s cannot be read: %j', async (file, text) => {
    const { library: again } = await started({
      [file]: text,
      [COST]: anAnswerFile('Сколько стоит доставка?', 'Новое.'),
    })
    expect(again.status().content).toContainEqual(expect.objectContaining({ file }))
    expect((await again.find.published('ru', 'delivery', 'delivery-cost'))?.body).toBe('Курьером — 390 ₽.')
    await again.close()
  })
  it('is refused where nothing stands yet that could go on', async () => {
    const empty = await open()
    await expect(started({ 'categories.yaml': null }, { database: empty })).rejects.toThrow(BrokenContent)
    await empty.close()
  })
})
