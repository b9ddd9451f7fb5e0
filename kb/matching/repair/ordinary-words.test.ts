import { describe, expect, it } from 'vitest'
import { isWordOf, shippedWords, wordTable } from './ordinary-words.ts'

describe('ordinary words', () => {
  const isWord = isWordOf(shippedWords())

  it.each([
    'слоны',
    'завернуть',
    'вернула',
    'посередине',
    'скидками',
    'script',
    'mail',
    'noticed',
    'minus',
    'tonight',
    'building',
    'fell',
    'payments',
  ])('know «%s»', (word) => expect(isWord(word)).toBe(true))

  it.each(['доставкка', 'возрат', 'dostavka', 'magazin', 'accunt', 'ghbdtn', 'garmin', 'tr1101', ''])(
    'do not know «%s»',
    (word) => expect(isWord(word)).toBe(false),
  )

  it('hold what the dictionaries given hold', () => {
    const own = isWordOf(wordTable(['2\nРемешок/A\ntrail/SM']))
    expect(['ремешок', 'trail', 'trails', 'палатка'].map(own)).toEqual([true, true, true, false])
  })
})
