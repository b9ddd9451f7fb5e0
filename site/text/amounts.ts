import type { Locale } from '#kb'

const tag = (locale: Locale) => (locale === 'en' ? 'en-GB' : 'ru-RU')

/** `12 990 ₽` */
export const price = (rubles: number, locale: Locale) => `${new Intl.NumberFormat(tag(locale)).format(rubles)}\u00a0₽`

/** `21 November 2026`, on the shop's calendar. */
export const day = (iso: string, locale: Locale, timeZone: string) =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeZone }).format(new Date(iso)).replace(/\sг\.$/, '')
