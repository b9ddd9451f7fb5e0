import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../../testing/a-library.ts'
import type { Matcher, MatchResult, PastQuestion, PlannedChange } from '../matcher.ts'

const asked = (text: string, count = 1): PastQuestion => ({ text, locale: 'ru', count })
const QUESTIONS = [
  asked('сколько стоит доставка', 5),
  asked('хочу вернуть деньги', 3),
  asked('забрать заказ самому'),
  asked('как постирать палатку', 7),
  asked('можно ли стирать платаку'),
  asked('где мой заказ'),
  asked('на каком языке говорят жирафы'),
]
const WASH = anEntry({
  id: 'wash',
  question: 'Как стирать палатку?',
  body: 'Руками, в прохладной воде.',
  asked: ['постирать палатку', 'стирка палатки'],
})

describe('a replay of past questions', { timeout: 60_000 }, () => {
  let matcher: Matcher
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ matcher, close } = await aMatcher())
    await matcher.settled()
  })
  afterEach(() => close())

  const shown = ({ verdict, hits }: MatchResult) => ({
    verdict,
    id: verdict === 'escalate' ? null : (hits[0]?.id ?? null),
  })
  const ask = ({ text, locale }: PastQuestion) =>
    matcher.match({ text, locale, site: 'tropa', audience: 'public' }).then(shown)

  /** What the live library really says before and after. */
  async function reallyChanged(make: () => Promise<void>) {
    const before = await Promise.all(QUESTIONS.map(ask))
    await make()
    const after = await Promise.all(QUESTIONS.map(ask))
    return QUESTIONS.flatMap(({ text, locale, count }, at) =>
      JSON.stringify(before[at]) === JSON.stringify(after[at])
        ? []
        : [{ text, locale, count, from: before[at], to: after[at] }],
    ).sort((a, b) => b.count - a.count)
  }
  const foreseen = async (change: PlannedChange) =>
    (await matcher.replay('tropa', QUESTIONS, change))?.changed.map((one) => ({ ...one }))

  it('says of a new answer what the library says once it is there', async () => {
    const told = await foreseen({ put: [WASH] })
    const really = await reallyChanged(() => matcher.put([WASH]))
    expect(told).toEqual(really)
    expect(told?.[0]).toMatchObject({ text: 'как постирать палатку', to: { verdict: 'answer', id: 'wash' } })
  })

  it('says of a retired one what is lost', async () => {
    const told = await foreseen({ remove: ['return'] })
    // What comes in its place hangs on how rare words are in what is left, which so small a library weighs anew at once.
    expect(told).toMatchObject([{ text: 'хочу вернуть деньги', from: { verdict: 'answer', id: 'return' } }])
    const really = await reallyChanged(() => matcher.remove(['return']))
    expect(told?.map(({ text }) => text)).toEqual(really.map(({ text }) => text))
  })

  it('says of synonyms what they would find', async () => {
    const groups = [{ locale: 'ru' as const, words: ['жирафы', 'доставка'] }]
    const told = await foreseen({ synonyms: groups })
    const really = await reallyChanged(() => matcher.setSynonyms('tropa', groups))
    expect(told).toEqual(really)
  })

  it('changes nothing of the library, and counts what was asked', async () => {
    const before = await Promise.all(QUESTIONS.map(ask))
    const replay = await matcher.replay('tropa', QUESTIONS, { put: [WASH], remove: ['return'] })
    expect(replay).toMatchObject({ questions: 7, asked: 19, byWordsAlone: false })
    expect(await Promise.all(QUESTIONS.map(ask))).toEqual(before)
    expect(matcher.status().entries).toBe(SHOP.length)
  })

  it('ends with the library', async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => asked(`доставка заказа номер ${i}`))
    const running = matcher.replay('tropa', many, { remove: ['cost'] })
    await close()
    close = async () => {}
    expect(await running).toBeNull()
  })
})
