import { DAY_MS } from '#shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, type Library, noSpeller, openLibrary, silent } from '#kb'
import { aContentFolder } from '../../kb/testing/a-content-folder.ts'
import { TEST_DATABASES } from '../../kb/testing/test-databases.ts'
import { countPastDays } from './past-days.ts'

describe.each(TEST_DATABASES)('past days on $name', ({ open }) => {
  let database: Database
  let library: Library
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({ database, contentDir: folder.dir, speller: noSpeller() })
    folder.remove()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  it('are counted before anybody looks at them', async () => {
    const site = (await library.find.sites())[0]?.id ?? ''
    const then = Date.now() - 5 * DAY_MS
    await library.visits.record({ site, locale: 'ru', visitor: 'v1', kind: 'searched', query: 'каяк' }, then)
    const asked: string[] = []
    const live = {
      workReport: async (of: string, { days }: { days: number }) => {
        asked.push(`${of} ${days}`)
      },
    }
    const timers = countPastDays({ library, live, began: () => () => {}, log: silent }, 0)
    const counted = () =>
      database.db
        .selectFrom('visitDays')
        .select(['site', 'searches'])
        .where('day', '=', new Date(then).toISOString().slice(0, 10))
        .execute()
    await expect.poll(counted, { timeout: 15_000 }).toEqual([{ site, searches: 1 }])
    await expect.poll(() => asked, { timeout: 15_000 }).toEqual([`${site} 365`])
    for (const timer of timers) clearInterval(timer)
  })
})
