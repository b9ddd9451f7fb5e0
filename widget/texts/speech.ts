import type { Locale } from '#protocol'
import type { LocaleTexts, PluralKey, TextKey } from '../locales/en.ts'

type Values = Record<string, string | number>

/** The interface's voice in one locale. */
export interface Speech {
  locale: Locale
  say(key: TextKey, values?: Values): string
  /** The form that fits the number; `{count}` is the number as the locale writes it. */
  count(key: PluralKey, count: number): string
  /** Whether there is such a key: the server names events by code. */
  knows(key: string): key is TextKey
}

export function createSpeech(locale: Locale, texts: LocaleTexts): Speech {
  const rules = new Intl.PluralRules(locale)
  const fill = (text: string, values: Values) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  const forms = texts as Record<string, string | undefined>
  return {
    locale,
    say: (key, values = {}) => fill(texts[key], values),
    count: (key, count) =>
      fill(forms[`${key}_${rules.select(count)}`] ?? texts[`${key}_other`], { count: new Intl.NumberFormat(locale).format(count) }),
    knows: (key): key is TextKey => Object.hasOwn(texts, key),
  }
}
