import { boundTexts, createSay, type Locale, LOCALES, type Say } from '#shared'
import { en } from './en.ts'
import type { PageTexts, TextKey } from './keys.ts'
import { ru } from './ru.ts'

export type { TextKey }
export type Texts = Say<TextKey>

const ALL: { readonly [L in Locale]: PageTexts<L> } = { en, ru }
const SAYS = Object.fromEntries(
  LOCALES.map((locale) => [locale, createSay<TextKey>(locale, boundTexts(ALL[locale], locale))]),
) as Record<Locale, Texts>

/** Texts of the help centre's pages in one language, typeset. */
export const texts = (locale: Locale): Texts => SAYS[locale]
