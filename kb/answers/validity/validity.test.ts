import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY_MS } from '#shared'
import type { AnswerId } from '../../ids.ts'
import type { Library, LibraryChange } from '../../library.ts'
import { openLibrary } from '../../open-library.ts'
import { noSpeller } from '../../spelling/speller.ts'
import type { Database } from '../../storage/open-database.ts'
import { aContentFolder } from '../../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../../testing/an-answer.ts'
import { readAtOnce } from '../../testing/read-at-once.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import { isBackwards, isInTime } from './in-time.ts'

const QUESTION = 'Когда кончается осенняя распродажа?'
const TODAY = '2026-11-22'
const YESTERDAY = '2026-11-21'
const TOMORROW = '2026-11-23'

describe('the time of an answer', () => {
  it('holds both of its days', () => {
    const times = { validFrom: '2026-11-20', validUntil: '2026-11-22' }
    expect(['2026-11-19', '2026-11-20', '2026-11-22', '2026-11-23'].map((day) => isInTime(times, day))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isInTime({ validFrom: null, validUntil: null }, TODAY)).toBe(true)
  })
  it('is backwards where it ends before it begins', () => {
    expect(isBackwards({ validFrom: TOMORROW, validUntil: TODAY })).toBe(true)
    expect(isBackwards({ validFrom: TODAY, validUntil: TODAY })).toBe(false)
  })
})

describe.each(TEST_DATABASES)('validity of answers, on $name', ({ open }) => {
  let database: Database
  let library: Library
  const changes: LibraryChange[] = []
  const opened = () => openLibrary({ database, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW })
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    const parts = { database, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW }
    library = await openLibrary({ ...parts, contentDir: folder.dir })
    folder.remove()
    changes.length = 0
    library.subscribe((change) => changes.push(change))
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  async function published(parts: Parameters<typeof aNewAnswer>[0] = {}): Promise<AnswerId> {
    const made = await library.answers.create(
      aNewAnswer({ slug: 'autumn-sale', question: QUESTION, body: 'В последний день ноября.', ...parts }),
      anOperator,
      NOW,
    )
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    expect((await library.answers.approve(made.value.id, aLead, 1, NOW)).ok).toBe(true)
    return made.value.id
  }
  const found = async (of = library) =>
    (await of.find.match({ text: QUESTION, site: 'tropa', locale: 'ru', audience: 'public' })).hits.map(({ id }) => id)
  const page = async () => (await library.find.published('ru', 'delivery', 'autumn-sale', 'tropa'))?.id ?? null
  const listed = async () =>
    (await library.find.list({ site: 'tropa', locale: 'ru', page: 1, perPage: 100 })).items.map(({ id }) => id)
  const ranked = async () =>
    (await library.templates.rank({ site: 'tropa', locale: 'ru', typed: 'осенняя распродажа' })).map(({ id }) => id)
  /** Wherever somebody may meet it. */
  const seen = async (id: AnswerId) => ({
    found: (await found()).includes(id),
    page: (await page()) === id,
    listed: (await listed()).includes(id),
    answer: (await library.find.answer(id, { published: true })) !== null,
    offered: (await ranked()).includes(id),
    inserted: (await library.templates.fill(id, {})) !== null,
    rests: library.answers.rests(id),
  })
  const SHOWN = {
    found: true,
    page: true,
    listed: true,
    answer: true,
    offered: true,
    inserted: true,
    rests: false,
  }
  const RESTS = {
    found: false,
    page: false,
    listed: false,
    answer: false,
    offered: false,
    inserted: false,
    rests: true,
  }

  it('is shown from its first day to its last by the calendar of the shop, and nowhere beyond', async () => {
    const id = await published({ validFrom: TOMORROW, validUntil: TOMORROW })
    expect(await seen(id)).toEqual(RESTS)
    // 23:59 in Moscow.
    await library.catchUp(Date.UTC(2026, 10, 22, 20, 59))
    expect(await seen(id)).toEqual(RESTS)
    changes.length = 0
    await library.catchUp(Date.UTC(2026, 10, 22, 21))
    expect(await seen(id)).toEqual(SHOWN)
    expect(changes.flatMap(({ tags }) => tags)).toEqual(
      expect.arrayContaining(['home', `answer:${id}`, 'category:delivery']),
    )
    await library.catchUp(Date.UTC(2026, 10, 23, 20, 59))
    expect(await seen(id)).toEqual(SHOWN)
    changes.length = 0
    await library.catchUp(Date.UTC(2026, 10, 23, 21))
    expect(await seen(id)).toEqual(RESTS)
    expect(changes.flatMap(({ answers }) => answers)).toEqual([{ id, site: 'tropa' }])
    // The desk has it all the same, and nothing is told again.
    expect(await library.find.answer(id)).toMatchObject({ id, state: 'published' })
    expect(await library.find.answer(id, { published: true, atAnyTime: true })).toMatchObject({ id })
    changes.length = 0
    await library.catchUp(Date.UTC(2026, 10, 24, 9))
    expect(changes).toEqual([])
  })

  it('rests from the start where its time is over, on each node', async () => {
    const id = await published({ validUntil: YESTERDAY })
    const other = await opened()
    expect(await found(other)).not.toContain(id)
    expect(other.answers.rests(id)).toBe(true)
    expect(await other.catchUp()).toEqual([])
    await other.close()
  })

  it('is set by a lead at once and without a review; its text and who wrote it stay', async () => {
    const id = await published()
    const { revision = 0, publishedAt } = (await library.find.answer(id)) ?? {}
    const { tend } = library.answers
    const refused = async (...args: Parameters<typeof tend>) => {
      const made = await tend(...args)
      return made.ok ? null : made.refused.code
    }
    expect(await refused(id, { validUntil: YESTERDAY }, revision, anOperator, NOW)).toBe('not_allowed')
    expect(await refused(id, { validUntil: YESTERDAY }, revision - 1, aLead, NOW)).toBe('revision_conflict')
    expect(await refused(id, { validUntil: '2026-02-30' }, revision, aLead, NOW)).toBe('date_invalid')
    expect(await refused(id, { validFrom: TODAY, validUntil: YESTERDAY }, revision, aLead, NOW)).toBe(
      'validity_backwards',
    )
    const tended = await tend(id, { validUntil: YESTERDAY, owner: ' Отдел  логистики ' }, revision, aLead, NOW + 1)
    expect(tended).toMatchObject({
      ok: true,
      value: {
        state: 'published',
        revision: revision + 1,
        liveRevision: revision + 1,
        author: { id: anOperator.id, name: anOperator.name },
        owner: 'Отдел логистики',
        publishedAt,
      },
    })
    expect(await seen(id)).toEqual(RESTS)
    expect((await library.answers.revisions(id))[0]).toMatchObject({ act: 'tended', author: { id: aLead.id } })
    await tend(id, { validUntil: null }, revision + 1, aLead, NOW + 2)
    expect(await seen(id)).toEqual(SHOWN)
    // While its next wording is written, dates go with that wording.
    await library.answers.revise(id, { body: 'Иначе.' }, revision + 2, anOperator, NOW + 3)
    expect(await refused(id, { validUntil: null }, revision + 3, aLead, NOW)).toBe('wrong_state')
  })

  it('keeps its dates when an old wording is restored', async () => {
    const id = await published()
    const { revision = 0 } = (await library.find.answer(id)) ?? {}
    await library.answers.tend(id, { validUntil: '2027-01-31' }, revision, aLead, NOW)
    const restored = await library.answers.restore(id, 1, aLead, NOW)
    expect(restored).toMatchObject({ ok: true, value: { state: 'draft', validUntil: '2027-01-31' } })
  })

  it('tells what is due within a week, the nearest first', async () => {
    await published({ slug: 'a', validUntil: '2026-11-28', owner: 'Оля' })
    await published({ slug: 'b', validUntil: '2026-11-30' })
    await published({ slug: 'c', reviewBy: '2026-10-01' })
    await published({ slug: 'd', validFrom: '2026-11-25' })
    await published({ slug: 'e', validUntil: YESTERDAY, reviewBy: '2026-10-01' })
    await published({ slug: 'f', reviewBy: '2027-10-01' })
    const due = (at: number) => library.answers.due('tropa', at).map(({ answer, kind, on }) => [answer.slug, kind, on])
    expect(due(NOW)).toEqual([
      ['c', 'review', '2026-10-01'],
      ['e', 'ended', YESTERDAY],
      ['d', 'begins', '2026-11-25'],
      ['a', 'ends', '2026-11-28'],
    ])
    expect(due(NOW + 2 * DAY_MS).find(([slug]) => slug === 'b')).toEqual(['b', 'ends', '2026-11-30'])
    expect(library.answers.due('another', NOW)).toEqual([])
  })
})
