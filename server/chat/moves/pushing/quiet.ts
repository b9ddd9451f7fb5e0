import type { QuietHours } from '#protocol'

/** Whether a clock of that time zone stands within these hours now. */
export function isQuietAt({ from, to, timeZone }: QuietHours, now: number): boolean {
  if (from === to) return false
  const time = timeIn(timeZone, now)
  return from < to ? from <= time && time < to : from <= time || time < to
}

function timeIn(timeZone: string, now: number): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone })
  try {
    return format(timeZone).format(now)
  } catch {
    // A zone this Node does not know.
    return format('UTC').format(now)
  }
}
