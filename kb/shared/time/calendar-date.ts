/** `22 November`, with the year when it is another than `now`'s. */
export const calendarDate = (at: Date, now: Date, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: at.getFullYear() === now.getFullYear() ? undefined : 'numeric',
  }).format(at)
