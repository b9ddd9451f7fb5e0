import { type Locale, bindShortWords } from '#shared'
import { en } from './en.ts'
import { ru } from './ru.ts'

export type TextKey = keyof typeof en
type Plural = { [rule in Intl.LDMLPluralRule]?: string } & { other: string }
export type SiteTexts = Record<TextKey, string | Plural>
export type Texts = (key: TextKey, values?: Record<string, string | number>) => string

const ALL: Record<Locale, SiteTexts> = { en, ru }

/** Texts of one language. A text with forms takes the one that `values.count` asks for. */
export function texts(locale: Locale): Texts {
  const plurals = new Intl.PluralRules(locale)
  return (key, values = {}) => {
    const found = ALL[locale][key]
    const form = typeof found === 'string' ? found : (found[plurals.select(Number(values.count))] ?? found.other)
    return bindShortWords(form, locale).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
  }
}
