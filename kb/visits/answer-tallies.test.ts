import { DAY_MS } from '#shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW } from '../testing/an-answer.ts'
import type { Database } from '../storage/open-database.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { recount } from './answer-tallies.ts'
import { sqlVisitStore } from './sql-visit-store.ts'

describe.each(TEST_DATABASES)('answer tallies on $name', ({ open }) => {
  let database: Database
  let store: ReturnType<typeof sqlVisitStore>
  beforeEach(async () => {
    database = await open()
    store = sqlVisitStore(database)
  })
  afterEach(() => database.close())

  const answers = ['ans_a', 'ans_b'] as const
  const kinds = ['helped', 'not_helped', 'opened', 'searched', 'solved_by'] as const
  const said = () => store.outcomes([...answers])
  /** Forty visits of six visitors over four days, the same on every machine. */
  async function aBusyWeek(): Promise<void> {
    for (let n = 0; n < 40; n++)
      await store.add(
        `vis_${n}`,
        {
          site: 'tropa',
          locale: 'ru',
          visitor: `v${(n * 7) % 6}`,
          kind: kinds[(n * 3) % kinds.length] ?? 'opened',
          query: '',
          answerId: answers[n % 3 === 0 ? 1 : 0],
        },
        new Date(NOW - (n % 4) * DAY_MS).toISOString(),
      )
  }
  async function countedAnew() {
    await recount(database.db)
    return said()
  }

  it('count each visitor once per answer and kind, as a recount would', async () => {
    await aBusyWeek()
    const kept = await said()
    expect(kept.get('ans_a')?.helped).toBeGreaterThan(1)
    expect(await countedAnew()).toEqual(kept)
  })

  it('follow when a visitor is forgotten and when old visits go', async () => {
    await aBusyWeek()
    const before = await said()
    await store.removeOf('v1', [])
    const without = await said()
    expect(without).not.toEqual(before)
    expect(await countedAnew()).toEqual(without)
    await store.removeBefore(new Date(NOW - 2 * DAY_MS).toISOString())
    const newer = await said()
    expect(newer).not.toEqual(without)
    expect(await countedAnew()).toEqual(newer)
    await store.removeBefore(new Date(NOW + DAY_MS).toISOString())
    expect([...(await said()).values()]).toEqual(answers.map(() => ({ helped: 0, notHelped: 0, opened: 0 })))
  })
})
