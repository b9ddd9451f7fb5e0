import { boundTexts, createSay, type Locale, LOCALES, type Say, type Text } from '#shared'
import { en } from './en.ts'
import type { PageTexts, TextKey } from './keys.ts'
import { ru } from './ru.ts'

export type { TextKey }
export type Texts = Say<TextKey>

const ALL: { readonly [L in Locale]: PageTexts<L> } = { en, ru }
const SAYS = Object.fromEntries(
  LOCALES.map((locale) => [locale, createSay<TextKey>(locale, boundTexts(ALL[locale], locale))]),
) as Record<Locale, Texts>

/** Texts of the help centre's pages in one language, typeset. `own`: how this shop says some of them. */
export const texts = (locale: Locale, own: Readonly<Record<string, Text>> = {}): Texts =>
  Object.keys(own).length === 0
    ? SAYS[locale]
    : createSay<TextKey>(locale, boundTexts({ ...ALL[locale], ...own }, locale))
