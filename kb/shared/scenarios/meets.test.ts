import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everMeets } from './ever-meets.ts'
import { meets, meetsAll, type VisitFacts } from './meets.ts'
import { ATTRIBUTE_TESTS, type Condition, NUMBER_SUBJECTS, STATES, WORD_SUBJECTS } from './scenario.ts'

const facts = (over: Partial<VisitFacts> = {}): VisitFacts => ({
  numbers: { pageSeconds: 40, siteSeconds: 90, pages: 3, scroll: 60, cart: 12_900 },
  words: { path: '/p/pereval-3', source: 'Newsletter', campaign: null, language: 'ru-RU', device: 'phone' },
  states: { visit: 'first', hours: 'open', somebody: 'here', search: 'unanswered' },
  attributes: { plan: 'Gold', bought: '12', since: '2026-03-01' },
  ...over,
})
const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'я', '*', '/', '.', '(', '-', ' ') })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    of: fc.constantFrom(...NUMBER_SUBJECTS),
    is: fc.constantFrom('atLeast' as const, 'atMost' as const),
    value: fc.integer({ min: 0, max: 200 }),
  }),
  fc.record({
    of: fc.constantFrom(...WORD_SUBJECTS),
    is: fc.constantFrom('among' as const, 'notAmong' as const),
    words: fc.array(word, { minLength: 1, maxLength: 4 }),
  }),
  fc
    .constantFrom(...(Object.keys(STATES) as (keyof typeof STATES)[]))
    .chain((of) => fc.record({ of: fc.constant(of), is: fc.constantFrom<string>(...STATES[of]) })),
  fc.record({
    of: fc.constant('attribute' as const),
    name: fc.constantFrom('plan', 'bought', 'nothing'),
    is: fc.constantFrom(...ATTRIBUTE_TESTS),
    value: word,
  }),
)
const someFacts: fc.Arbitrary<VisitFacts> = fc.record({
  numbers: fc.record(
    Object.fromEntries(
      NUMBER_SUBJECTS.map((of) => [of, fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined })]),
    ),
  ),
  words: fc.record(Object.fromEntries(WORD_SUBJECTS.map((of) => [of, fc.option(word)]))),
  states: fc.record(
    Object.fromEntries(Object.entries(STATES).map(([of, all]) => [of, fc.constantFrom<string>(...all)])),
  ),
  attributes: fc.option(fc.dictionary(fc.constantFrom('plan', 'bought'), word), { nil: undefined }),
}) as fc.Arbitrary<VisitFacts>

describe('the conditions of a scenario', () => {
  it('compare each fact as its words say', () => {
    const holds = (one: Condition) => meets(one, facts())
    expect(holds({ of: 'pageSeconds', is: 'atLeast', value: 40 })).toBe(true)
    expect(holds({ of: 'pages', is: 'atMost', value: 2 })).toBe(false)
    expect(holds({ of: 'path', is: 'among', words: ['/cart', '/p/*'] })).toBe(true)
    expect(holds({ of: 'path', is: 'among', words: ['/p'] })).toBe(false)
    expect(holds({ of: 'source', is: 'among', words: ['newsletter'] })).toBe(true)
    expect(holds({ of: 'campaign', is: 'among', words: ['spring'] })).toBe(false)
    expect(holds({ of: 'campaign', is: 'notAmong', words: ['spring'] })).toBe(true)
    expect(holds({ of: 'language', is: 'among', words: ['ru'] })).toBe(true)
    expect(holds({ of: 'language', is: 'among', words: ['r'] })).toBe(false)
    expect(holds({ of: 'device', is: 'notAmong', words: ['phone', 'tablet'] })).toBe(false)
    expect(holds({ of: 'visit', is: 'returning' })).toBe(false)
    expect(holds({ of: 'somebody', is: 'here' })).toBe(true)
    const attribute = (name: string, is: (typeof ATTRIBUTE_TESTS)[number], value = '') =>
      holds({ of: 'attribute', name, is, value })
    expect(attribute('plan', 'equals', 'gold')).toBe(true)
    expect(attribute('plan', 'contains', 'ol')).toBe(true)
    expect(attribute('bought', 'atLeast', '9')).toBe(true)
    expect(attribute('since', 'atMost', '2026-02-28')).toBe(false)
    expect(attribute('debt', 'untold')).toBe(true)
    expect(attribute('debt', 'atMost', '0')).toBe(false)
  })
  it('of a fact nobody knows say nothing, and then nobody fits', () => {
    expect(meets({ of: 'country', is: 'notAmong', words: ['RU'] }, facts())).toBeUndefined()
    expect(
      meets({ of: 'attribute', name: 'plan', is: 'untold', value: '' }, facts({ attributes: undefined })),
    ).toBeUndefined()
    expect(meetsAll([{ of: 'country', is: 'notAmong', words: ['RU'] }], facts())).toBe(false)
    expect(meetsAll([], facts())).toBe(false)
  })
  it('never fail on any words, and one more condition never lets more in', () => {
    fc.assert(
      fc.property(
        fc.array(condition, { maxLength: 5 }),
        condition,
        someFacts,
        fc.boolean(),
        (some, more, known, or) => {
          const before = meetsAll(some, known, or)
          const after = meetsAll([...some, more], known, or)
          expect(some.length === 0 || before || !after).toBe(true)
          if (!or && after) expect(meetsAll([...some, more], known, true)).toBe(true)
        },
      ),
    )
  })
  it('and their opposites are never both true', () => {
    fc.assert(
      fc.property(condition, someFacts, (one, known) => {
        if (!('words' in one)) return
        const [is, isNot] = [meets({ ...one, is: 'among' }, known), meets({ ...one, is: 'notAmong' }, known)]
        expect(is === undefined ? isNot : !is).toBe(isNot)
      }),
    )
  })
})

describe('a visit that is over', () => {
  const at = 1_000_000
  const page = (from: number, until: number, path: string, pages: number) => ({
    from: at + from * 1_000,
    until: at + until * 1_000,
    facts: facts({ numbers: { pages }, words: { path } }),
  })
  const pages = [page(0, 20, '/', 1), page(20, 95, '/p/tent', 2)]
  const ever = (...conditions: Condition[]) => everMeets(conditions, at, pages, () => 'open')
  it('would have fitted at one of its moments', () => {
    const onTent: Condition = { of: 'path', is: 'among', words: ['/p/*'] }
    expect(ever(onTent, { of: 'pageSeconds', is: 'atLeast', value: 75 })).toBe(true)
    expect(ever(onTent, { of: 'pageSeconds', is: 'atLeast', value: 76 })).toBe(false)
    expect(
      ever(onTent, { of: 'siteSeconds', is: 'atLeast', value: 30 }, { of: 'pageSeconds', is: 'atMost', value: 12 }),
    ).toBe(true)
    expect(
      ever(onTent, { of: 'siteSeconds', is: 'atLeast', value: 40 }, { of: 'pageSeconds', is: 'atMost', value: 12 }),
    ).toBe(false)
    expect(ever({ of: 'hours', is: 'closed' })).toBe(false)
  })
  it('is counted where what is asked was not kept', () => {
    expect(ever({ of: 'scroll', is: 'atLeast', value: 90 })).toBe(true)
  })
  it('fits whenever some second of it does, tried one by one', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 4 }), (conditions) => {
        const bySecond = pages.some(({ from, until, facts: known }) =>
          Array.from({ length: (until - from) / 1_000 + 1 }, (_, second) => from + second * 1_000).some((now) =>
            meetsAll(
              conditions,
              {
                ...known,
                numbers: { ...known.numbers, pageSeconds: (now - from) / 1_000, siteSeconds: (now - at) / 1_000 },
              },
              true,
            ),
          ),
        )
        expect(everMeets(conditions, at, pages, () => 'open')).toBe(bySecond)
      }),
    )
  })
})
