import type { InterfaceLocale } from '#shared'
import type { TranscriptTexts } from '../chat/transcript.ts'
import en from './locales/en.json' with { type: 'json' }
import ru from './locales/ru.json' with { type: 'json' }

export type MailTextKey = keyof typeof en
const texts: Record<InterfaceLocale, Record<MailTextKey, string>> = { ru, en }

/** A text with its `{values}` filled in. */
export const mailText = (
  locale: InterfaceLocale,
  key: MailTextKey,
  values: Record<string, string | number> = {},
): string => texts[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

export const transcriptTexts = (locale: InterfaceLocale): TranscriptTexts => ({
  title: texts[locale]['transcript.title'],
  you: texts[locale]['transcript.you'],
  deleted: texts[locale]['transcript.deleted'],
  event: (code, values) =>
    `event.${code}` in texts[locale] ? mailText(locale, `event.${code}` as MailTextKey, values) : null,
})
