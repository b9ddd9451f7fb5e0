import { afterEach, describe, expect, it } from 'vitest'
import { BrokenContent } from '../content/content-fault.ts'
import { openLibrary, type LibraryOptions } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import { aLead, NOW } from '../testing/an-answer.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'

/** Stands before the shop that is there already in every alphabet. */
const ANOTHER = `id: alpha
name: { ru: Альфа, en: Alpha }
url: https://alpha.example
mail: help@alpha.example
brand: { color: '#1a7f5a', colorDark: '#5fd3a6', radius: 10 }
greeting: { ru: Здравствуйте!, en: Hello! }
timeZone: Europe/Moscow
hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
`
const COST = 'delivery/delivery-cost'

describe.each(TEST_DATABASES)('several sites on $name', ({ open }) => {
  let database: Database
  const folders: ReturnType<typeof aContentFolder>[] = []
  const aFolder = (files: Record<string, string | null> = {}) => {
    const folder = aContentFolder(files)
    folders.push(folder)
    return folder
  }
  const opened = async <T>(
    dir: string,
    look: (library: Awaited<ReturnType<typeof openLibrary>>) => Promise<T>,
    more: Partial<LibraryOptions> = {},
  ): Promise<T> => {
    const library = await openLibrary({ database, contentDir: dir, speller: noSpeller(), ...more })
    try {
      return await look(library)
    } finally {
      await library.close()
    }
  }
  afterEach(async () => {
    await database.close()
    for (const { remove } of folders.splice(0)) remove()
  })

  it('leave the library where it is when a second file comes first in the alphabet', async () => {
    database = await open()
    const folder = aFolder()
    await opened(folder.dir, async (library) => {
      expect((await library.find.sites()).map(({ id }) => id)).toEqual(['tropa'])
    })
    folder.write('sites/alpha.yaml', ANOTHER)
    await opened(folder.dir, async (library) => {
      expect((await library.find.sites()).map(({ id }) => id)).toEqual(['tropa', 'alpha'])
      expect(library.imported).toMatchObject({ created: 0, updated: 0, conflicts: [], missing: [] })
      expect(await library.find.published('ru', 'delivery', 'delivery-cost', 'tropa')).not.toBeNull()
      expect(await library.find.published('ru', 'delivery', 'delivery-cost', 'alpha')).toBeNull()
    })
  })

  it('of which none is named are refused at the first start, in a sentence that says what to set', async () => {
    database = await open()
    const { dir } = aFolder({ 'sites/alpha.yaml': ANOTHER })
    const refused = await opened(dir, async () => null).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(BrokenContent)
    expect(String(refused)).toContain('There are several sites: alpha, tropa. Set DEFAULT_SITE')
    await opened(
      dir,
      async (library) => {
        expect((await library.find.sites()).map(({ id }) => id)).toEqual(['tropa', 'alpha'])
        expect(await library.find.published('ru', 'delivery', 'delivery-cost', 'tropa')).not.toBeNull()
      },
      { defaultSite: 'tropa' },
    )
    // Decided once: nothing need be set any more.
    await opened(dir, async (library) => expect((await library.find.sites())[0]?.id).toBe('tropa'))
  })

  it('have the default that is named, and its files stay where they are', async () => {
    database = await open()
    const folder = aFolder()
    await opened(folder.dir, async () => {})
    folder.write('sites/alpha.yaml', ANOTHER)
    await opened(
      folder.dir,
      async (library) => {
        expect((await library.find.sites()).map(({ id }) => id)).toEqual(['alpha', 'tropa'])
        expect(await library.find.published('ru', 'delivery', 'delivery-cost', 'tropa')).not.toBeNull()
      },
      { defaultSite: 'alpha' },
    )
    const refused = await opened(folder.dir, async () => null, { defaultSite: 'omega' }).catch(
      (error: unknown) => error,
    )
    expect(String(refused)).toContain('There is no site “omega”, which DEFAULT_SITE names.')
  })

  it('each keep their library in a folder of their own, through export and import', async () => {
    database = await open()
    const folder = aFolder({
      'sites/alpha.yaml': ANOTHER,
      [`sites/alpha/ru/${COST}.md`]: anAnswerFile('Сколько стоит доставка?', 'У нас — бесплатно.'),
    })
    const elsewhere = aFolder()
    await opened(
      folder.dir,
      async (library) => {
        expect(library.imported?.ignored).toEqual([])
        const [ours, theirs] = await Promise.all(
          ['tropa', 'alpha'].map((site) => library.find.published('ru', 'delivery', 'delivery-cost', site)),
        )
        expect([ours?.body, theirs?.body]).toEqual(['Курьером — 390 ₽.', 'У нас — бесплатно.'])
        const report = await library.content.export(elsewhere.dir)
        expect(report.written).toContain(`sites/alpha/ru/${COST}.md`)
      },
      { defaultSite: 'tropa' },
    )
    await opened(elsewhere.dir, async (library) => {
      expect(library.imported).toMatchObject({ created: 0, updated: 0, conflicts: [], missing: [] })
    })
  })

  it('write the words of each desk where they are that site’s alone, and read them from there', async () => {
    database = await open()
    const folder = aFolder({ 'sites/alpha.yaml': ANOTHER })
    const wordsOf = async (library: Awaited<ReturnType<typeof openLibrary>>, site: string) =>
      (await library.spelling.words({ site, state: 'approved', page: 1, perPage: 100 })).items.map(({ word }) => word)
    const more = { defaultSite: 'tropa' }
    await opened(
      folder.dir,
      async (library) => {
        await library.spelling.propose('tropa', 'глэмпинг', aLead, NOW)
        await library.spelling.propose('alpha', 'альфатуризм', aLead, NOW)
        const { written } = await library.content.export(folder.dir)
        expect(written.filter((path) => path.endsWith('.txt')).sort()).toEqual([
          'sites/alpha/dictionaries/approved-on-the-desk.txt',
          'sites/tropa/dictionaries/approved-on-the-desk.txt',
        ])
        expect((await library.content.export(folder.dir)).written).toEqual([])
      },
      more,
    )
    for (const fresh of [false, true]) {
      if (fresh) {
        await database.close()
        database = await open()
      }
      await opened(
        folder.dir,
        async (library) => {
          await library.content.import(folder.dir, NOW)
          expect(await wordsOf(library, 'tropa')).toContain('глэмпинг')
          expect(await wordsOf(library, 'tropa')).not.toContain('альфатуризм')
          expect(await wordsOf(library, 'alpha')).toContain('альфатуризм')
          expect(await wordsOf(library, 'alpha')).not.toContain('глэмпинг')
          expect((await library.content.export(folder.dir)).written).toEqual([])
        },
        more,
      )
    }
  })
})
