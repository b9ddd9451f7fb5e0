import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import { migrate, openDatabase, type Database } from '../../storage/open-database.ts'
import { SHOP } from '../../testing/a-library.ts'
import type { LearntStore } from '../learning/learnt-store.ts'
import type { SearchEntry } from '../matcher.ts'
import { matchingMigrations } from '../matching-migrations.ts'
import { isWordOf, shippedWords } from '../repair/ordinary-words.ts'
import { sqlLearntStore } from '../sql-learnt-store.ts'
import { type KeptStudy, keptStudy } from './kept-study.ts'
import { unwatched } from '../../work.ts'
import { LibraryStudy } from './library-study.ts'
import { type Study, study } from './study.ts'

const isWord = isWordOf(shippedWords())
const tableOf = (study: Study | null) => Buffer.from(study?.sharpened?.buffer ?? new ArrayBuffer(0))
const withPhrasing = (entries: readonly SearchEntry[], text: string): SearchEntry[] =>
  entries.map((entry, at) => (at > 0 ? entry : { ...entry, phrasings: [...entry.phrasings, { id: 'new', text }] }))

describe('the study that is kept for the next start', () => {
  let database: Database
  let store: LearntStore
  let kept: KeptStudy
  beforeEach(async () => {
    database = await openDatabase({ dataDir: '', inMemory: true })
    await migrate(database, matchingMigrations)
    store = sqlLearntStore(database.db)
    kept = keptStudy(store, silent)
  })
  afterEach(() => database.close())

  it('comes back as it was, though ids and questions were put away apart', async () => {
    const studied = await study(SHOP, isWord)
    expect(studied.cases.length).toBeGreaterThan(0)
    await kept.keep(SHOP, studied)
    const recalled = await kept.recall(SHOP)
    expect(recalled?.cases).toEqual(studied.cases)
    expect(tableOf(recalled).equals(tableOf(studied))).toBe(true)
  })

  it('comes back without sharpening where nothing was sharpened', async () => {
    const studied = { ...(await study(SHOP, isWord)), sharpened: null }
    await kept.keep(SHOP, studied)
    expect(await kept.recall(SHOP)).toEqual(studied)
  })

  it('is none before the first study, and none for a library that says anything else', async () => {
    expect(await kept.recall(SHOP)).toBeNull()
    await kept.keep(SHOP, await study(SHOP, isWord))
    expect(await kept.recall(SHOP.slice(1))).toBeNull()
    expect(await kept.recall(withPhrasing(SHOP, 'а почтой?'))).toBeNull()
  })

  it('is none while another one stands half written over it', async () => {
    await kept.keep(SHOP, await study(SHOP, isWord))
    const later = withPhrasing(SHOP, 'а почтой?')
    let written = 0
    const breaking = keptStudy(
      {
        setting: (site, name) => store.setting(site, name),
        saveSetting: (site, name, value) =>
          written++ > 0 ? Promise.reject(new Error('the disk is full')) : store.saveSetting(site, name, value),
      },
      silent,
    )
    await breaking.keep(later, await study(later, isWord))
    expect(written).toBe(2)
    expect(await kept.recall(SHOP)).toBeNull()
    expect(await kept.recall(later)).toBeNull()
  })

  it('holds no words of visitors', async () => {
    await kept.keep(SHOP, await study(SHOP, isWord))
    const rows = JSON.stringify(await database.db.selectFrom('matchSettings').selectAll().execute())
    for (const { phrasings } of SHOP) for (const { text } of phrasings) expect(rows).not.toContain(text)
  })
})

describe('studying a library', () => {
  const kept = (recalled: Study | null) => {
    const said: string[] = []
    const study: KeptStudy = {
      recall: async () => (said.push('recalled'), recalled),
      keep: async () => void said.push('kept'),
    }
    return { said, study }
  }
  const studying = (from: KeptStudy, learnt: (study: Study) => void) =>
    new LibraryStudy({
      words: shippedWords(),
      entries: () => SHOP,
      kept: from,
      meaning: null,
      learnt,
      failed: (fault) => expect.unreachable(String(fault)),
      began: unwatched,
    })

  it('begins with the kept study, and studies itself what changed since', async () => {
    const { said, study: from } = kept({ cases: [], both: null, sharpened: null })
    const learnt: number[] = []
    const library = studying(from, ({ cases }) => learnt.push(cases.length))
    library.soon()
    await library.settled()
    expect({ said, learnt }).toEqual({ said: ['recalled'], learnt: [0] })
    library.soon()
    await library.settled()
    expect(said).toEqual(['recalled', 'kept'])
    expect(learnt[1]).toBeGreaterThan(0)
    await library.close()
  })

  it('lets people go on changing, and begins at once for whoever waits', async () => {
    const { said, study: from } = kept({ cases: [], both: null, sharpened: null })
    const library = studying(from, () => {})
    library.soon()
    await library.settled()
    library.soon()
    await pause(500)
    expect(said).toEqual(['recalled'])
    await library.settled()
    expect(said).toEqual(['recalled', 'kept'])
    await library.close()
  })

  it('studies and keeps what it found where nothing is kept', async () => {
    const { said, study: from } = kept(null)
    const learnt: number[] = []
    const library = studying(from, ({ cases }) => learnt.push(cases.length))
    library.soon()
    await library.settled()
    expect(said).toEqual(['recalled', 'kept'])
    expect(learnt).toHaveLength(1)
    await library.close()
  })
})
