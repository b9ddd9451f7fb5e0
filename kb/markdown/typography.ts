import type { Locale } from '#shared'
import { createRequire } from 'node:module'

// The package is CommonJS; its typings say otherwise.
const Typograf = createRequire(import.meta.url)('typograf') as new (options: {
  locale: string[]
  disableRule: string
  enableRule: string[]
  htmlEntity: { type: 'default' }
}) => TypografInstance

interface TypografInstance {
  execute(text: string): string
  setSetting(rule: string, setting: string, value: number): void
}

/**
 * Only rules that join words with non-breaking spaces or mend quotes, dashes and ellipses. Everything that could change
 * what is said stays off: typograf's phone rule, for one, turns "+7 900 123-45-67" into "+7 (90) 01-23-45-67".
 */
const RULES: Record<Locale, string[]> = {
  ru: [
    'common/punctuation/quote',
    'common/punctuation/hellip',
    'common/nbsp/afterShortWord',
    'common/nbsp/beforeShortLastNumber',
    'common/nbsp/afterParagraphMark',
    'common/nbsp/afterSectionMark',
    'ru/dash/main',
    'ru/nbsp/abbr',
    'ru/nbsp/addr',
    'ru/nbsp/afterNumberSign',
    'ru/nbsp/beforeParticle',
    'ru/nbsp/dayMonth',
    'ru/nbsp/initials',
    'ru/nbsp/page',
    'ru/nbsp/year',
    'ru/nbsp/years',
  ],
  en: [
    'common/punctuation/quote',
    'common/punctuation/hellip',
    'common/punctuation/apostrophe',
    'common/nbsp/afterShortWord',
    'en-GB/dash/main',
  ],
}
const PREFERENCES: Record<Locale, string[]> = { ru: ['ru'], en: ['en-GB'] }
const NBSP = '\u00a0'

/** Words after which a line must not end. English has no such rule but for articles and one-letter words. */
const SHORT_WORD_LENGTH: Record<Locale, number> = { ru: 2, en: 1 }

const typografs = new Map<Locale, TypografInstance>()

function typografFor(locale: Locale): TypografInstance {
  let typograf = typografs.get(locale)
  if (!typograf) {
    typograf = new Typograf({
      locale: PREFERENCES[locale],
      disableRule: '*',
      enableRule: RULES[locale],
      htmlEntity: { type: 'default' },
    })
    typograf.setSetting('common/nbsp/afterShortWord', 'lengthShortWord', SHORT_WORD_LENGTH[locale])
    typografs.set(locale, typograf)
  }
  return typograf
}

/** Text set as a careful typesetter would: quotes, dashes, and no line that ends in a preposition or between a number and its unit. Never changes words. */
export function typographic(text: string, locale: Locale): string {
  if (!/\S/.test(text)) return text
  const lead = /^\s*/.exec(text)?.[0] ?? ''
  const tail = /\s*$/.exec(text)?.[0] ?? ''
  const inner = text.slice(lead.length, text.length - tail.length)
  // typograf takes "<" for the start of a tag and "&" for an entity; here both are plain letters.
  const hidden = inner.replaceAll('<', '\uE002').replaceAll('&', '\uE003')
  const set = typografFor(locale).execute(hidden).replaceAll('\uE002', '<').replaceAll('\uE003', '&')
  return lead + joinNumbers(set) + tail
}

/** "5 000 ₽", "20 см", "8 800 000-00-42": a number is not torn from its thousands or its unit. */
const joinNumbers = (text: string): string =>
  text
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${NBSP}`)
    .replace(
      /(\d) (?=[₽%№°]|(?:руб|см|мм|км|кг|г|м|л|мл|Вт|ч|мин|дн|cm|mm|km|kg|g|m|l|ml|W|h|min)(?![\p{L}\d]))/gu,
      `$1${NBSP}`,
    )
