import type { Locale } from '../matcher.ts'

/** Russian if any word is, otherwise English if a word is only known to English answers; null when the words do not tell (SKU, brand). */
export function queryLanguage(words: readonly string[], holding: (word: string) => Record<Locale, number>): Locale | null {
  if (words.some((word) => /[а-я]/.test(word))) return 'ru'
  for (const word of words) {
    if (!/^[a-z]{2,}$/.test(word)) continue
    const { ru, en } = holding(word)
    if (en > 0 && ru === 0) return 'en'
  }
  return null
}
