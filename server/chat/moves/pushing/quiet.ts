import { isWithinHours, type QuietHours } from '#protocol'

/** Whether a clock of that time zone stands within these hours now. */
export const isQuietAt = ({ timeZone, ...hours }: QuietHours, now: number): boolean =>
  isWithinHours(hours, timeIn(timeZone, now))

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
