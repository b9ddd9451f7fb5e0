import { newId } from '#shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../storage/open-database.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import { aLead, anOperator, NOW, someContent } from '../../testing/an-answer.ts'
import type { AnswerContent, Phrasing } from '../answer.ts'
import { approveAnswer, draftAnswer, reviseAnswer, submitAnswer } from '../answer-moves.ts'
import { type AnswerStep, type AnswerStore, phrasingKey } from './answer-store.ts'
import { readPlain } from '../../markdown/read-markdown.ts'
import { sqlAnswerStore } from './sql-answer-store.ts'

const stepOf = (moved: ReturnType<typeof submitAnswer>): AnswerStep => {
  if (!moved.ok) throw new Error(moved.refused.code)
  return moved.value
}
const phrasing = (text: string, source: Phrasing['source'] = 'editor'): Phrasing => ({
  id: newId('phr', NOW),
  text,
  source,
  at: new Date(NOW).toISOString(),
})

describe.each(TEST_DATABASES)('answer store on $name', ({ open }) => {
  let database: Database
  let store: AnswerStore

  beforeAll(async () => {
    database = await open()
    store = sqlAnswerStore(database, async (body) => readPlain(body))
  })
  beforeEach(async () => {
    for (const table of ['phrasings', 'revisions', 'answers']) await database.db.deleteFrom(table).execute()
  })
  afterAll(() => database.close())

  async function draft(content: Partial<AnswerContent> = {}, phrasings: string[] = []) {
    const step = draftAnswer(newId('ans', NOW), someContent(content), null, anOperator, NOW)
    step.answer.phrasings = phrasings.map((text) => phrasing(text))
    await store.insert([step])
    return step.answer
  }
  async function published(content: Partial<AnswerContent> = {}, phrasings: string[] = []) {
    const first = await draft(content, phrasings)
    const second = stepOf(submitAnswer(first, anOperator, NOW))
    const third = stepOf(approveAnswer(second.answer, aLead, 1, NOW))
    await store.save(second, 1)
    await store.save(third, 2)
    return third.answer
  }

  it('gives back what was put in', async () => {
    const answer = await draft({ products: ['TR-1101'], shortcut: 'cost' }, ['почём доставка'])
    expect(await store.find(answer.id)).toEqual(answer)
    expect(await store.find(newId('ans', NOW))).toBeNull()
  })

  it('saves only over the revision that was read', async () => {
    const answer = await draft()
    const mine = stepOf(reviseAnswer(answer, { body: 'Моё.' }, 1, anOperator, NOW))
    const theirs = stepOf(reviseAnswer(answer, { body: 'Их.' }, 1, aLead, NOW))
    expect(await store.save(theirs, 1)).toBe(true)
    expect(await store.save(mine, 1)).toBe(false)
    expect((await store.find(answer.id))?.body).toBe('Их.')
    expect((await store.revisions(answer.id)).map(({ revision, act }) => [revision, act])).toEqual([
      [2, 'revised'],
      [1, 'created'],
    ])
  })

  it('shows the published wording while a newer one is a draft', async () => {
    const answer = await published({}, ['почём доставка'])
    await store.save(stepOf(reviseAnswer(answer, { body: 'Новое.', slug: 'price' }, 3, anOperator, NOW)), 3)
    expect((await store.published([answer.id]))[0]).toMatchObject({
      body: 'Курьером — 390 ₽.',
      slug: 'delivery-cost',
      state: 'draft',
      phrasings: [{ text: 'почём доставка' }],
    })
    expect(await store.publishedUnder({ locale: 'ru', category: 'delivery', slug: 'delivery-cost' })).toHaveLength(1)
    expect(await store.publishedUnder({ locale: 'ru', category: 'delivery', slug: 'price' })).toHaveLength(0)
    expect((await store.find(answer.id))?.body).toBe('Новое.')
    expect((await store.allPublished()).map(({ id }) => id)).toEqual([answer.id])
  })

  it('holds an address for both its newest and its published wording', async () => {
    const answer = await published()
    await store.save(stepOf(reviseAnswer(answer, { slug: 'price' }, 3, anOperator, NOW)), 3)
    for (const slug of ['delivery-cost', 'price']) {
      expect(await store.pathTaken({ ...someContent(), slug }, null)).toBe(true)
      expect(await store.pathTaken({ ...someContent(), slug }, answer.id)).toBe(false)
    }
    expect(await store.pathTaken({ ...someContent(), locale: 'en' }, null)).toBe(false)
  })

  it('refuses a second answer at the same address', async () => {
    await draft()
    await expect(draft()).rejects.toThrow()
  })

  it('lists published public answers by category and product, in pages', async () => {
    await published({ slug: 'a', question: 'А?', products: ['TR-1'] })
    await published({ slug: 'b', question: 'Б?', products: ['TR-11'] })
    await published({ slug: 'c', question: 'В?', audience: 'operators' })
    await draft({ slug: 'd' })
    const all = { site: 'tropa', locale: 'ru', page: 1, perPage: 10 } as const
    expect((await store.listPublished(all)).items.map(({ slug }) => slug)).toEqual(['a', 'b'])
    expect((await store.listPublished({ ...all, product: 'TR-1' })).items.map(({ slug }) => slug)).toEqual(['a'])
    expect(await store.listPublished({ ...all, page: 2, perPage: 1 })).toMatchObject({
      total: 2,
      items: [{ slug: 'b' }],
    })
    expect((await store.listPublished({ ...all, category: 'payment' })).total).toBe(0)
  })

  it('finds text in any case and takes wildcards for letters', async () => {
    await draft({ slug: 'a', question: 'Скидка 50%_off для ЁЛКИ' })
    const found = async (text: string) => (await store.browse({ site: 'tropa', text, page: 1, perPage: 10 })).total
    expect(await found('ёлки')).toBe(1)
    expect(await found('елки')).toBe(1)
    expect(await found('50%_')).toBe(1)
    expect(await found('5_%')).toBe(0)
    expect(await found("' or 1=1 --")).toBe(0)
  })

  it('finds words in whatever order, and puts first what a search named, in its order', async () => {
    const [a, b, c] = [
      await draft({ slug: 'a', question: 'Как вернуть товар?' }),
      await draft({ slug: 'b', question: 'Возврат денег' }),
      await draft({ slug: 'c', question: 'Обмен товара' }),
    ]
    const found = async (text: string, first: string[] = []) =>
      (await store.browse({ site: 'tropa', text, first, page: 1, perPage: 10 })).items.map(({ slug }) => slug)
    expect(await found('товар  вернуть')).toEqual(['a'])
    expect(await found('вирнуть', [b.id, a.id])).toEqual(['b', 'a'])
    expect(await found('товар', [c.id])).toEqual(['c', 'a'])
    expect(
      (await store.browse({ site: 'tropa', text: 'вирнуть', first: [a.id], state: 'published', page: 1, perPage: 10 }))
        .total,
    ).toBe(0)
  })

  it('counts by state', async () => {
    await draft({ slug: 'a' })
    await published({ slug: 'b' })
    expect(await store.counts('tropa')).toEqual({ draft: 1, in_review: 0, published: 1, retired: 0 })
  })

  it('keeps a phrasing once, however it is written', async () => {
    const answer = await draft({}, ['Где мой заказ?'])
    expect(await store.addPhrasing(answer.id, phrasing('где  мой заказ'))).toBe(false)
    expect(await store.addPhrasing(answer.id, phrasing('когда приедет'))).toBe(true)
    const added = (await store.find(answer.id))?.phrasings.at(-1)
    expect(added?.text).toBe('когда приедет')
    expect(await store.removePhrasing(answer.id, added?.id ?? 'phr_', new Date(NOW + 1).toISOString())).toBe(true)
    expect(await store.removePhrasing(answer.id, added?.id ?? 'phr_', new Date(NOW + 1).toISOString())).toBe(false)
  })

  it('replaces phrasings of one source and leaves the others', async () => {
    const answer = await draft({}, ['от редактора'])
    await store.addPhrasing(answer.id, phrasing('из файла', 'content'))
    await store.replacePhrasings(answer.id, 'content', [phrasing('из нового файла', 'content')])
    expect((await store.find(answer.id))?.phrasings.map(({ text }) => text).sort()).toEqual([
      'из нового файла',
      'от редактора',
    ])
  })

  it('writes all or nothing inside one atomic run', async () => {
    const answer = await draft()
    await expect(
      store.atomically(async (inner) => {
        await inner.addPhrasing(answer.id, phrasing('пропадёт'))
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect((await store.find(answer.id))?.phrasings).toEqual([])
  })

  it('takes a thousand answers at once', async () => {
    await store.insert(
      Array.from({ length: 1_000 }, (_, at) =>
        draftAnswer(newId('ans', NOW), someContent({ slug: `s-${at}` }), null, anOperator, NOW),
      ),
    )
    expect((await store.all()).length).toBe(1_000)
  })
})

describe('phrasingKey', () => {
  it.each([
    ['Где ЁЛКА?!', 'где елка'],
    ['  a\u00a0 b. ', 'a b'],
  ])('folds %j', (text, key) => expect(phrasingKey(text)).toBe(key))
})
