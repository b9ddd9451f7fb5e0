import type { InterfaceLocale } from '#shared'
import type { PluralKey, TextKey } from '../locales/keys.ts'

type Values = Record<string, string | number>

/** The interface's voice in one locale. */
export interface Speech {
  locale: InterfaceLocale
  say(key: TextKey, values?: Values): string
  /** The form that fits the number; `{count}` is the number as the locale writes it. */
  count(key: PluralKey, count: number): string
  /** Whether there is such a key: the server names events by code. */
  knows(key: string): key is TextKey
  /** The same voice with the texts of another part. */
  with(texts: Record<string, string>): Speech
}

export function createSpeech(locale: InterfaceLocale, texts: Record<string, string>): Speech {
  const rules = new Intl.PluralRules(locale)
  const fill = (key: string, values: Values) =>
    (texts[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return {
    locale,
    say: (key, values = {}) => fill(key, values),
    count(key, count) {
      const form = `${key}_${rules.select(count)}`
      return fill(form in texts ? form : `${key}_other`, { count: new Intl.NumberFormat(locale).format(count) })
    },
    knows: (key): key is TextKey => Object.hasOwn(texts, key),
    with: (more) => createSpeech(locale, { ...texts, ...more }),
  }
}
