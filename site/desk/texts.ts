import type { InterfaceLocale } from '#shared'
import { computed, signal } from '@preact/signals'
import { en } from '../locales/desk/en/index.ts'
import { ru } from '../locales/desk/ru/index.ts'
import { readStored, writeStored } from './stored.ts'

export type TextKey = keyof typeof en
/** Russian has four plural forms, English two; the form follows the value named `n`. */
export type DeskText = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type TextValues = Record<string, string | number>

const LANGUAGE_KEY = 'firstline.desk.language'
const isLocale = (value: unknown): value is InterfaceLocale => value === 'ru' || value === 'en'

function browserLanguage(): InterfaceLocale {
  return navigator.languages.some((each) => each.toLowerCase().startsWith('ru')) ? 'ru' : 'en'
}

export const language = signal<InterfaceLocale>(readStored(LANGUAGE_KEY, isLocale) ?? browserLanguage())

export function chooseLanguage(chosen: InterfaceLocale): void {
  language.value = chosen
  writeStored(LANGUAGE_KEY, chosen)
}

const texts = computed<Record<TextKey, DeskText>>(() => (language.value === 'ru' ? ru : en))
const plurals = computed(() => new Intl.PluralRules(language.value))

/** The text of a place in the person's language; `{name}` is replaced from `values`. */
export function t(key: TextKey, values: TextValues = {}): string {
  const text = texts.value[key]
  const form = typeof text === 'string' ? text : (text[plurals.value.select(Number(values.n ?? 0))] ?? text.other ?? '')
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language.value) : value
  })
}

/** True when a text exists: codes from the server are worded only when we know them. */
export function isTextKey(key: string): key is TextKey {
  return key in en
}
