import { afterEach, describe, expect, it } from 'vitest'
import { rmSync } from 'node:fs'
import { aMatcher, anEntry, SHOP } from '../testing/a-library.ts'
import type { Matcher, MatchQuery, Outcome } from './matcher.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function aShop(entries = SHOP): Promise<Matcher> {
  const { matcher, close } = await aMatcher(entries)
  closers.push(close)
  return matcher
}
const ask = (matcher: Matcher, text: string, more: Partial<MatchQuery> = {}) =>
  matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public', ...more })
const outcome = (more: Partial<Outcome> & Pick<Outcome, 'kind' | 'query'>): Outcome => ({
  site: 'tropa',
  visitor: 'v1',
  at: '2026-06-01T10:00:00.000Z',
  ...more,
})

/** By the weights that ship, as a visitor is answered. */
describe('while typing', () => {
  it('completes the last word only', async () => {
    const matcher = await aShop()
    expect((await ask(matcher, 'сколько стоит дост', { typing: true })).hits[0]?.id).toBe('cost')
    expect((await ask(matcher, 'отсл', { typing: true })).hits[0]?.id).toBe('track')
  })

  it.each([
    ['ljcn', 'cost'],
    ['dosta', 'cost'],
    ['garm', 'watch'],
    ['гарм', 'watch'],
    ['dost', 'cost'],
    ['TR-11', 'watch'],
    ['тр-11', 'watch'],
    ['само вы', 'pickup'],
    ['дотсав', 'cost'],
    ['how do I re', 'return-en'],
  ])('reads the beginning «%s» on the other layout, in the other alphabet, in parts, with a slip', async (text, id) => {
    expect((await ask(await aShop(), text, { typing: true })).hits.map((hit) => hit.id)).toContain(id)
  })

  it('says the slip it took back', async () => {
    const found = await ask(await aShop(), 'дотсав', { typing: true })
    expect(found.repaired).toEqual([{ from: 'дотсав', to: 'доставка', kind: 'typo' }])
  })

  it.each(['щщщ', 'как ', 'как', 'hi', 'где м', 'здрав', 'for'])(
    'suggests nothing for «%s» rather than noise',
    async (text) => {
      expect((await ask(await aShop(), text, { typing: true })).hits).toEqual([])
    },
  )
})

describe('languages', () => {
  it('answers in the language of the words, whatever the interface', async () => {
    const matcher = await aShop()
    expect((await ask(matcher, 'return an item', { locale: 'ru' })).hits.map(({ id }) => id)).toEqual(['return-en'])
    expect((await ask(matcher, 'вернуть товар', { locale: 'en' })).hits[0]?.id).toBe('return')
  })

  it('lets the interface decide when the words do not, and never shows both translations', async () => {
    const entries = [
      anEntry({ id: 'ru', question: 'Часы Fenix 7', locale: 'ru' }),
      anEntry({ id: 'en', question: 'Fenix 7 watch', locale: 'en' }),
    ]
    const matcher = await aShop(entries)
    expect((await ask(matcher, 'fenix 7', { locale: 'en' })).hits.map(({ id }) => id)).toEqual(['en'])
    expect((await ask(matcher, 'fenix 7', { locale: 'ru' })).hits.map(({ id }) => id)).toEqual(['ru'])
  })
})

describe('product and page', () => {
  it('lift their answers without hiding the rest', async () => {
    const matcher = await aShop()
    const plain = await ask(matcher, 'часы')
    expect(plain.hits.map(({ id }) => id).sort()).toEqual(['strap', 'watch'])
    expect((await ask(matcher, 'часы', { product: 'TR-1102' })).hits[0]?.id).toBe('strap')
    expect((await ask(matcher, 'часы', { product: 'TR-1101' })).hits[0]?.id).toBe('watch')
    expect((await ask(matcher, 'возврат', { product: 'TR-1101' })).hits[0]?.id).toBe('return')
  })

  it("put the product's own answers first when they fit at all, other products' behind", async () => {
    const care = (id: string, product: string, question: string, kind: string) =>
      anEntry({
        id,
        question,
        products: [product],
        productNames: [question.split(' ').slice(2).join(' ')],
        productCategories: [kind],
      })
    const matcher = await aShop([
      ...SHOP,
      care('puff', 'TR-1110', 'Как стирать пуховик Kvarno Puff', 'Куртки'),
      care('tent', 'TR-1120', 'Как мыть палатку Перевал', 'Палатки'),
    ])
    const first = async (text: string, product: string) => (await ask(matcher, text, { product })).hits[0]?.id
    expect(await first('как мыть', 'TR-1110')).toBe('puff')
    expect(await first('как мыть', 'TR-1120')).toBe('tent')
    expect(await first('как мыть перевал', 'TR-1110')).toBe('tent')
    expect(await first('где мой заказ', 'TR-1110')).toBe('track')
  })

  it('are worth a look when little but the product is named, however much a verdict asks for', async () => {
    const puff = anEntry({
      id: 'puff',
      question: 'Как стирать пуховик Kvarno Puff?',
      products: ['TR-1110'],
      productNames: ['Пуховик Kvarno Puff'],
      productCategories: ['Куртки'],
    })
    const matcher = await aShop([...SHOP, puff])
    await matcher.setThresholds('tropa', { answer: 0.99, suggest: 0.99 })
    const verdict = async (text: string, product?: string) =>
      (await ask(matcher, text, product ? { product } : {})).verdict
    expect(await verdict('пуховик кварно')).toBe('suggest')
    expect(await verdict('TR-1110 в подарок бабушке на юбилей')).toBe('suggest')
    expect(await verdict('как стирать')).toBe('escalate')
    expect(await verdict('как стирать', 'TR-1110')).toBe('suggest')
    expect(await verdict('кварно рецепт борща со сметаной')).toBe('escalate')
  })

  it('fill the panel before anything is typed: product, its kind, then the shop', async () => {
    const hits = await (await aShop()).suggestForContext({ site: 'tropa', locale: 'ru', product: 'TR-1102', limit: 3 })
    expect(hits.slice(0, 2).map(({ id }) => id)).toEqual(['strap', 'watch'])
    expect(hits).toHaveLength(3)
  })
})

describe('learning', () => {
  it('needs more than one visitor to teach a new question', async () => {
    const matcher = await aShop()
    const question = 'курьер не приехал'
    for (let i = 0; i < 50; i++)
      await matcher.learn(
        outcome({
          kind: 'helped',
          query: question,
          answerId: 'return',
          at: `2026-06-01T10:00:${String(i).padStart(2, '0')}.000Z`,
        }),
      )
    expect((await ask(matcher, question)).verdict).not.toBe('answer')
    expect(await matcher.learnt()).toMatchObject([{ effect: 'raises', visitors: 1, weight: 0.1, source: 'visitors' }])
    for (const visitor of ['v2', 'v3', 'v4'])
      await matcher.learn(outcome({ kind: 'helped', query: question, answerId: 'return', visitor }))
    expect((await ask(matcher, 'не приехал курьер')).hits[0]?.id).toBe('return')
  })

  it('moves a question to the answer that solved it', async () => {
    const matcher = await aShop([
      anEntry({ id: 'a', question: 'Где пункт выдачи заказа?' }),
      anEntry({ id: 'b', question: 'Где заказ на карте?' }),
    ])
    const query = 'где заказ'
    const first = (await ask(matcher, query)).hits[0]!.id
    const other = first === 'a' ? 'b' : 'a'
    await matcher.learn(outcome({ kind: 'not_helped', query, answerId: first }))
    expect(await matcher.learnt()).toEqual([])
    await matcher.learn(outcome({ kind: 'solved_by', query, answerId: other }))
    expect((await ask(matcher, query)).hits[0]?.id).toBe(other)
    expect((await matcher.learnt({ site: 'tropa' })).map(({ effect }) => effect).sort()).toEqual(['lowers', 'raises'])
  })

  it('remembers what the library lacks until it is told to forget', async () => {
    const matcher = await aShop()
    const before = await ask(matcher, 'вернуть товар без упаковки')
    await matcher.learn(outcome({ kind: 'no_answer', query: 'как вернуть товар без упаковки' }))
    const after = await ask(matcher, 'вернуть товар без упаковки')
    expect(after.confidence).toBeLessThan(before.confidence / 2)
    expect(after).toMatchObject({ verdict: 'escalate', because: { learnt: 'как вернуть товар без упаковки' } })
    const [item] = await matcher.learnt({ effect: 'absent' })
    expect(await matcher.forget(item!.id)).toBe(true)
    expect(await matcher.forget(item!.id)).toBe(false)
    expect((await ask(matcher, 'вернуть товар без упаковки')).confidence).toBeCloseTo(before.confidence, 5)
  })

  it('stops pulling to a person once an answer to the question is published', async () => {
    const matcher = await aShop()
    await matcher.learn(outcome({ kind: 'no_answer', query: 'есть ли прокат палаток' }))
    expect((await ask(matcher, 'прокат палаток')).verdict).toBe('escalate')
    await matcher.put([
      anEntry({ id: 'rent', question: 'Есть ли прокат палаток?', asked: ['прокат палаток', 'взять палатку напрокат'] }),
    ])
    expect(await ask(matcher, 'прокат палаток')).toMatchObject({ verdict: 'answer', hits: [{ id: 'rent' }] })
  })

  it('survives a restart, and so does what the lead set', async () => {
    const first = await aMatcher()
    for (const visitor of ['v1', 'v2', 'v3'])
      await first.matcher.learn(outcome({ kind: 'helped', query: 'курьер пропал', answerId: 'track', visitor }))
    await first.matcher.setThresholds('tropa', { answer: 0.99, suggest: 0.2 })
    await first.matcher.setSynonyms('tropa', [{ locale: 'ru', words: ['бандероль', 'возврат'] }])
    await first.close(true)
    const second = await aMatcher(SHOP, null, first.dataDir)
    closers.push(second.close, async () => rmSync(first.dataDir, { recursive: true, force: true }))
    expect((await ask(second.matcher, 'курьер пропал')).hits[0]?.id).toBe('track')
    expect(await second.matcher.thresholds('tropa')).toEqual({ answer: 0.99, suggest: 0.2, source: 'lead' })
    expect((await ask(second.matcher, 'бандероль')).hits[0]?.id).toBe('return')
  })
})

describe('the lead', () => {
  it('edits synonyms that work at once', async () => {
    const matcher = await aShop()
    expect((await ask(matcher, 'шмотки')).hits).toEqual([])
    await matcher.setSynonyms('tropa', [{ locale: 'ru', words: ['шмотки', 'товар'] }])
    expect((await ask(matcher, 'вернуть шмотки')).hits[0]?.id).toBe('return')
    await matcher.setSynonyms('tropa', [])
    expect((await ask(matcher, 'шмотки')).hits).toEqual([])
  })

  it('moves thresholds, sees what would change, and returns to the computed ones', async () => {
    const entries = Array.from({ length: 30 }, (_, i) =>
      anEntry({
        id: `q${i}`,
        question: `Вопрос про ${WORDS[i % WORDS.length]} ${i}`,
        asked: [`${WORDS[i % WORDS.length]} ${i}`, `расскажите ${WORDS[i % WORDS.length]} ${i}`],
      }),
    )
    const first = await aMatcher(entries)
    await first.matcher.settled()
    const computed = await first.matcher.thresholds('tropa')
    await first.close(true)
    const second = await aMatcher(entries, null, first.dataDir)
    closers.push(second.close)
    const { matcher } = second
    // judged by what the last study found, before the first one of this process is through
    expect(matcher.status().calibratedOn).toBe(0)
    expect(await matcher.thresholds('tropa')).toEqual(computed)
    await matcher.settled()
    expect(matcher.status().calibratedOn).toBe(60)
    expect(await matcher.thresholds('tropa')).toMatchObject({ source: 'library' })
    const preview = await matcher.previewThresholds('tropa', { answer: 1.01, suggest: 0 })
    expect(preview).toMatchObject({ questions: 60, then: { answer: 0, escalate: 0, suggest: 1 } })
    expect(preview.changes.length).toBeGreaterThan(0)
    await matcher.setThresholds('tropa', { answer: 1.01, suggest: 0 })
    expect((await ask(matcher, entries[0]!.phrasings[0]!.text)).verdict).toBe('suggest')
    await matcher.setThresholds('tropa', null)
    expect((await matcher.thresholds('tropa')).source).toBe('library')
  })
})
const WORDS = [
  'палатки',
  'фонари',
  'рюкзаки',
  'часы',
  'горелки',
  'фильтры',
  'спальники',
  'куртки',
  'ботинки',
  'котелки',
]

describe('similar questions', () => {
  it('finds duplicates at promotion, most alike first', async () => {
    const hits = await (await aShop()).similar('как мне вернуть товар', { site: 'tropa', locale: 'ru' })
    expect(hits[0]).toMatchObject({ id: 'return', score: expect.any(Number) })
    expect(hits[0]!.score).toBeGreaterThan(0.7)
    expect(
      await (await aShop()).similar('как мне вернуть товар', { site: 'tropa', locale: 'ru', exclude: ['return'] }),
    ).not.toContainEqual(expect.objectContaining({ id: 'return' }))
  })
})

describe('changes', () => {
  it('keep working when most of the index has been replaced', async () => {
    const matcher = await aShop()
    for (let round = 0; round < 60; round++)
      await matcher.put(SHOP.map((entry) => ({ ...entry, body: `${entry.body} ${round}` })))
    await matcher.settled()
    await matcher.put([anEntry({ id: 'fresh', question: 'Где взять квадрокоптер?' })])
    expect((await ask(matcher, 'квадрокоптер')).hits[0]?.id).toBe('fresh')
    expect((await ask(matcher, 'цена доставки')).hits[0]?.id).toBe('cost')
    expect(matcher.status().entries).toBe(SHOP.length + 1)
  })
})
