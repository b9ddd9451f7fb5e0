import { createHash } from 'node:crypto'
import type { Site } from '#kb'
import type { HandoverPacket } from '#protocol'
import { answersLocale, INTERFACE_LOCALES, type InterfaceLocale } from '#shared'
import { consent as de } from './locales/de.ts'
import { consent as en } from './locales/en.ts'
import { consent as ru } from './locales/ru.ts'

const OURS: Record<InterfaceLocale, Record<'line' | 'tick', string>> = { ru, en, de }

/** The line of consent as a reader of this language is shown it; null where the shop shows none. `version` is made of its words, and of where it leads. */
export function consentLine(
  { consent: { shown, tick, text, link } }: Pick<Site, 'consent'>,
  locale: InterfaceLocale,
): { text: string; version: string; link: string | null; tick: boolean } | null {
  if (!shown) return null
  const words = text[answersLocale(locale)] || OURS[locale][tick ? 'tick' : 'line']
  const version = createHash('sha256').update(`${words}\n${link}`).digest('hex').slice(0, 12)
  return { text: words, version, link: link || null, tick }
}

/**
 * What a visitor agreed to, to be kept with their conversation; undefined where the shop asks for no tick, null where it does and
 * none was set, or one under other words. A panel that was opened before the language changed ticked that language's words.
 */
export function agreedTo(
  site: Pick<Site, 'consent'>,
  agreed: string | undefined,
  now: number,
): HandoverPacket['consent'] | null {
  if (!site.consent.shown || !site.consent.tick) return undefined
  const lines = INTERFACE_LOCALES.map((locale) => consentLine(site, locale))
  const line = agreed === undefined ? null : lines.find((one) => one?.version === agreed)
  return line ? { text: line.text, version: line.version, at: new Date(now).toISOString() } : null
}
