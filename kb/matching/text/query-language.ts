import type { Locale } from '#shared'

/**
 * The language most of the telling words are in: Russian by letters, English when only English answers hold the word.
 * Null when no word tells (SKU, brand) or both languages do equally.
 */
export function queryLanguage(
  words: readonly string[],
  holding: (word: string) => Record<Locale, number>,
): Locale | null {
  let russian = 0
  let english = 0
  for (const word of words) {
    if (/[а-я]/.test(word)) russian++
    else if (/^[a-z]{2,}$/.test(word)) {
      const { ru, en } = holding(word)
      if (en > 0 && ru === 0) english++
    }
  }
  if (russian === english) return null
  return russian > english ? 'ru' : 'en'
}
