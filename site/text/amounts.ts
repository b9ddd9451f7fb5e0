import type { Locale } from '#shared'

/** `November 21, 2026`, on the shop's calendar. */
export const day = (iso: string, locale: Locale, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(iso)).replace(/\sг\.$/, '')
