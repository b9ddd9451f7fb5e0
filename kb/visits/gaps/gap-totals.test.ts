import { DAY_MS } from '#shared'
import type { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../storage/open-database.ts'
import { NOW } from '../../testing/an-answer.ts'
import { randomFrom } from '../../testing/random.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import type { VisitTables } from '../visit-tables.ts'
import { sqlGapStore } from './sql-gap-store.ts'

const VISITS = 600
const GAPS = ['gap_a', 'gap_b', 'gap_c', 'gap_d', 'gap_e']

describe.each(TEST_DATABASES)('who asked what, counted on $name', ({ open }) => {
  let database: Database
  beforeEach(async () => {
    database = await open()
  })
  afterEach(() => database.close())

  async function manyVisits(): Promise<VisitTables['visits'][]> {
    const { below, pick } = randomFrom(11)
    const visits = Array.from({ length: VISITS }, (_, n): VisitTables['visits'] => {
      const gapId = pick([...GAPS, null])
      return {
        id: `vst_${n}`,
        site: gapId === 'gap_e' ? 'other' : 'tropa',
        locale: 'ru',
        visitor: `vis_${below(40)}`,
        kind: 'escalated',
        query: 'x',
        answerId: null,
        reason: null,
        conversation: below(3) === 0 ? `cnv_${below(30)}` : null,
        verdict: null,
        product: null,
        at: new Date(NOW - below(60 * DAY_MS)).toISOString(),
        gapId,
      }
    })
    const db = database.db as Kysely<VisitTables>
    await db
      .insertInto('gaps')
      .values(
        GAPS.map((id) => ({
          id,
          site: id === 'gap_e' ? 'other' : 'tropa',
          locale: id === 'gap_d' ? 'en' : 'ru',
          label: id,
          closedAt: null,
          closedById: null,
          closedByName: null,
        })),
      )
      .execute()
    for (let at = 0; at < VISITS; at += 100)
      await db
        .insertInto('visits')
        .values(visits.slice(at, at + 100))
        .execute()
    return visits
  }

  /** One visit after the other: each conversation, and each visitor who wrote to nobody, is one who asked. */
  function recounted(visits: readonly VisitTables['visits'][], ids: readonly string[], since: string) {
    return ids.flatMap((id) => {
      const asked = visits.filter((one) => one.gapId === id && one.at >= since)
      if (asked.length === 0) return []
      return {
        id,
        count: new Set(asked.map((one) => one.conversation ?? one.visitor)).size,
        searched: asked.filter((one) => one.conversation === null).length,
        lastAt: asked
          .map((one) => one.at)
          .sort()
          .at(-1),
      }
    })
  }

  it('is right to the unit, for every stretch of time, language and site', async () => {
    const visits = await manyVisits()
    const store = sqlGapStore(database)
    const short = (found: Awaited<ReturnType<typeof store.totals>>) =>
      found
        .map(({ id, count, searched, lastAt }) => ({ id, count, searched, lastAt }))
        .sort((one, other) => one.id.localeCompare(other.id))
    for (const days of [0, 0.5, 1, 7, 28, 59, 365]) {
      const since = new Date(NOW - days * DAY_MS).toISOString()
      const of = (ids: readonly string[]) => recounted(visits, ids, since)
      expect(short(await store.totals({ site: 'tropa', since }))).toEqual(of(GAPS.slice(0, 4)))
      expect(short(await store.totals({ site: 'tropa', locale: 'en', since }))).toEqual(of(['gap_d']))
      expect(short(await store.totals({ site: 'other', since }))).toEqual(of(['gap_e']))
    }
    expect(short(await store.totalsOf('tropa', ['gap_b', 'gap_e']))).toEqual(recounted(visits, ['gap_b'], ''))
  })
})
