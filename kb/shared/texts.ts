import type { InterfaceLocale, PluralForms } from './locales.ts'
import { bindShortWords } from './text/short-words.ts'

/** A text as it is, or in the forms its language has by number. */
export type Text = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string })
/** What fills `{name}` in a text; `n` also chooses its form. */
export type TextValues = Readonly<Record<string, string | number>>
/** What English texts `satisfies`: their keys, and which of them count, bind the other languages. */
export type EnglishTexts = Record<string, string | Record<PluralForms['en'], string>>
/** The texts of a language: every key of the English ones, and every form by number that this language has. */
export type TextsIn<L extends InterfaceLocale, English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Readonly<Record<PluralForms[L], string>>
}
export type Say<Key extends string> = (key: Key, values?: TextValues) => string

/** The voice of one language: the form that fits `n`, values filled in, numbers as the language writes them. */
export function createSay<Key extends string>(
  locale: InterfaceLocale,
  texts: Readonly<Partial<Record<Key, Text>>>,
): Say<Key> {
  const rules = new Intl.PluralRules(locale)
  return (key, values = {}) => {
    const text: Text = texts[key] ?? ''
    const form = typeof text === 'string' ? text : (text[rules.select(values.n as number)] ?? text.other)
    return form.replace(/\{(\w+)\}/g, (_, name: string) => (values[name] ?? '').toLocaleString(locale))
  }
}

/** The texts with their short words and dashes bound, for a page that is read; values filled in later stay as they are. */
export const boundTexts = <Texts extends Readonly<Record<string, Text>>>(
  texts: Texts,
  locale: InterfaceLocale,
): Texts => bound(texts, locale) as Texts

function bound(texts: Readonly<Record<string, Text>>, locale: string): Record<string, Text> {
  const entries = Object.entries(texts).map(([key, text]) => [
    key,
    typeof text === 'string' ? bindShortWords(text, locale) : bound(text, locale),
  ])
  return Object.fromEntries(entries) as Record<string, Text>
}
