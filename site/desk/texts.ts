import { createSay, type InterfaceLocale, interfaceLocale, isInterfaceLocale, type TextValues } from '#shared'
import { computed, signal } from '@preact/signals'
import { deskTexts, type TextKey } from '../locales/desk/texts.ts'
import { readStored, writeStored } from './stored.ts'

export type { TextKey, TextValues }

const LANGUAGE_KEY = 'firstline.desk.language'

const browserLanguage = (): InterfaceLocale => navigator.languages.map(interfaceLocale).find(Boolean) ?? 'en'

export const language = signal<InterfaceLocale>(readStored(LANGUAGE_KEY, isInterfaceLocale) ?? browserLanguage())

export function chooseLanguage(chosen: InterfaceLocale): void {
  language.value = chosen
  writeStored(LANGUAGE_KEY, chosen)
}

const say = computed(() => createSay<TextKey>(language.value, deskTexts[language.value]))

/** The text of a place in the person's language. */
export const t = (key: TextKey, values?: TextValues): string => say.value(key, values)

/** True when a text exists: codes from the server are worded only when we know them. */
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(deskTexts.en, key)
