import { DAY_MS } from '#shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder } from '../testing/a-content-folder.ts'
import { aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import type { PlannedStep } from './foresight.ts'

const WASH = aNewAnswer({
  category: 'returns',
  slug: 'wash',
  question: 'Можно ли стирать спальник в машинке?',
  body: 'Да, при 30 градусах.',
  phrasings: ['стирка спальника'],
})

describe.each(TEST_DATABASES)('what a step would change, on $name', ({ open }) => {
  let database: Database
  let library: Library
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    const options = { database, contentDir: folder.dir, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW }
    library = await openLibrary(options)
    folder.remove()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  const searched = (query: string, visitor: string, at = NOW, site = 'tropa') =>
    library.visits.record({ site, locale: 'ru', visitor, kind: 'searched', query, verdict: 'escalate' }, at)
  async function foreseen(step: PlannedStep, site = 'tropa') {
    const told = await library.foresight.of(site, step, NOW)
    if (!told.ok) throw new Error(told.refused.code)
    return told.value
  }
  async function inReview() {
    const made = await library.answers.create(WASH, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    return made.value
  }

  it('names the questions of ninety days that would get the new answer, and how many visitors asked them', async () => {
    await searched('можно ли стирать спальник', 'v1')
    await searched('можно ли стирать спальник', 'v2')
    await searched('можно ли стирать спальник', 'v2')
    await searched('стирка спальника дома', 'v3', NOW - 91 * DAY_MS)
    await searched('стирка спальника дома', 'v4', NOW, 'elsewhere')
    const { id } = await inReview()
    const told = await foreseen({ act: 'publish', id })
    expect(told).toMatchObject({ days: 90, questions: 1, asked: 2, totals: { lost: 0, gained: 1, moved: 0 } })
    expect(told.listed).toEqual([
      {
        text: 'можно ли стирать спальник',
        locale: 'ru',
        count: 2,
        way: 'gained',
        from: { verdict: 'escalate', answer: null },
        to: { verdict: 'answer', answer: { id, question: WASH.question } },
      },
    ])
  })

  it('reads the lead’s own changes as if they were written already', async () => {
    await searched('можно ли стирать спальник', 'v1')
    const { id } = await inReview()
    const patch = { question: 'Где купить билет в театр?', body: 'В кассе.' }
    expect((await foreseen({ act: 'publish', id, patch })).listed[0]?.to.answer?.question ?? patch.question).toBe(
      patch.question,
    )
  })

  it('knows nothing of another site’s answer, nor of one that is not there', async () => {
    const { id } = await inReview()
    const none = { ok: false, refused: { code: 'not_found' } }
    expect(await library.foresight.of('elsewhere', { act: 'retire', id }, NOW)).toEqual(none)
    expect(await library.foresight.of('tropa', { act: 'merge', id, into: id }, NOW)).toEqual(none)
  })
})
