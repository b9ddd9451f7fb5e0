import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../testing/a-library.ts'
import type { Matcher } from './matcher.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})
const ask = (matcher: Matcher, text: string) => matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })

describe('politeness', () => {
  const POLITE = 'Здравствуйте, добрый день! Подскажите, пожалуйста, спасибо please hello thanks kindly sorry'
  const polite = Array.from({ length: 180 }, (_, i) =>
    anEntry({ id: `p${i}`, question: `вопрос${i} ${POLITE}`, asked: [`${POLITE} предмет${i}`] }),
  )

  it('in every answer and in the question harms neither this search nor any later one', async () => {
    const { matcher, close } = await aMatcher([...SHOP, ...polite])
    closers.push(close)
    const asked = ['сколько стоит доставка', 'где мой заказ', 'предмет7', 'how much is delivery']
    const before = []
    for (const text of asked) before.push((await ask(matcher, text)).hits)
    for (let i = 0; i < 5; i++) await ask(matcher, `${POLITE} заказ предмет${i}`)
    const after = []
    for (const text of asked) after.push((await ask(matcher, text)).hits)
    expect(after).toEqual(before)
    expect(after[1]![0]!.id).toBe('track')
  })
})
