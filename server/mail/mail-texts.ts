import { createSay, type InterfaceLocale, type Text, type TextValues } from '#shared'
import type { TranscriptTexts } from '../chat/transcript.ts'
import { de } from './locales/de.ts'
import { en } from './locales/en.ts'
import type { MailTextKey, MailTexts } from './locales/keys.ts'
import { ru } from './locales/ru.ts'

const texts: { readonly [L in InterfaceLocale]: MailTexts<L> } = { en, ru, de }

/** Everything letters say, for whoever offers to say it otherwise. */
export const LETTER_TEXTS: Record<InterfaceLocale, Readonly<Record<string, Text>>> = texts

/** A text of a letter with its `{values}` filled in. */
export const mailText = (
  locale: InterfaceLocale,
  key: MailTextKey,
  values?: TextValues,
  own: Partial<Record<string, Text>> = {},
): string => createSay<MailTextKey>(locale, { ...texts[locale], ...own })(key, values)

const isMailTextKey = (key: string): key is MailTextKey => Object.hasOwn(en, key)

export const transcriptTexts = (locale: InterfaceLocale): TranscriptTexts => ({
  title: texts[locale]['transcript.title'],
  you: texts[locale]['transcript.you'],
  deleted: texts[locale]['transcript.deleted'],
  event(code, values) {
    const key = `event.${code}`
    return isMailTextKey(key) ? mailText(locale, key, values) : null
  },
})
