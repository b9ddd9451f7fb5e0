import { DAY_MS } from '#shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW } from '../testing/an-answer.ts'
import type { Database } from '../storage/open-database.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { sqlVisitDays } from './sql-visit-days.ts'
import { sqlVisitStore } from './sql-visit-store.ts'
import { countVisits } from './visit-days.ts'
import { visitEndings } from './visit-endings.ts'

const DAYS = 12

/** The same on every machine. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

describe.each(TEST_DATABASES)('counts of visits on $name', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  /** Visitors who search at night, come back after a pause, ask a person a day later, and vote. */
  async function aFortnight(): Promise<void> {
    const store = sqlVisitStore(database)
    const next = chance(7)
    // Some at once: a disk that is slow to flush is asked a few times instead of hundreds.
    let stored: Promise<void>[] = []
    for (let n = 0; n < 400; n++) {
      const visitor = `v${Math.floor(next() * 60)}`
      const kind = (['searched', 'searched', 'helped', 'not_helped', 'escalated', 'solved_by'] as const)[
        Math.floor(next() * 6)
      ]
      stored.push(
        store.add(
          `vis_${n}`,
          {
            site: 'tropa',
            locale: 'ru',
            visitor,
            kind: kind ?? 'searched',
            query: 'x',
            verdict: next() < 0.5 ? 'answer' : 'escalate',
            conversation: kind === 'escalated' ? `cnv_${n}` : null,
          },
          new Date(NOW - next() * DAYS * DAY_MS).toISOString(),
        ),
      )
      if (stored.length < 20) continue
      await Promise.all(stored)
      stored = []
    }
    await Promise.all(stored)
  }
  const counted = (now = NOW) =>
    countVisits(sqlVisitDays(database), { site: 'tropa', fromMs: now - (DAYS + 2) * DAY_MS, now })

  it('are those of all steps at once, the first time and every other', async () => {
    await aFortnight()
    const days = sqlVisitDays(database)
    const direct = visitEndings(await days.steps('tropa', '', '9999'), NOW)
    const first = await counted()
    expect(first.endings).toEqual(direct)
    expect(first.endings.visits).toBeGreaterThan(100)
    expect(first).toMatchObject(await days.counts('tropa', '', '9999'))
    expect(await database.db.selectFrom('visitDays').selectAll().execute()).toHaveLength(DAYS)
    expect(await counted()).toEqual(first)
  })

  it('of a day that is over stay when its visits are forgotten, and later days are counted when they are over', async () => {
    await aFortnight()
    const before = await counted()
    await database.db
      .deleteFrom('visits')
      .where('at', '<', new Date(NOW - 5 * DAY_MS).toISOString())
      .execute()
    expect((await counted()).endings.visits).toBe(before.endings.visits)
    const later = await counted(NOW + 2 * DAY_MS)
    expect(later.endings.recent).toBe(0)
    expect(await database.db.selectFrom('visitDays').selectAll().execute()).toHaveLength(DAYS + 2)
  })
})
