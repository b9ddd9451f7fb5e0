/** `Moscow Standard Time (UTC+3)`, `Москва (UTC+3)`: which clock hours follow; the zone itself where nobody knows it. */
export function timeZoneName(timeZone: string, locale: string, at?: number): string {
  try {
    const part = (timeZoneName: 'longGeneric' | 'shortOffset') =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')!.value
    return `${part('longGeneric').replace(/,.*/, '')} (${part('shortOffset').replace('GMT', 'UTC')})`
  } catch {
    return timeZone
  }
}
