import { language } from '../texts.ts'

/** A day of the shop's calendar (`2026-11-28`), which is no moment of anybody's clock. */
export const calendarDay = (day: string): string =>
  new Intl.DateTimeFormat(language.value, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
