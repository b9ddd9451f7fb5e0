import type { Locale } from '#shared'

/** `12 990 ₽` */
export const price = (rubles: number, locale: Locale) => `${new Intl.NumberFormat(locale).format(rubles)}\u00a0₽`

/** `November 21, 2026`, on the shop's calendar. */
export const day = (iso: string, locale: Locale, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(iso)).replace(/\sг\.$/, '')
