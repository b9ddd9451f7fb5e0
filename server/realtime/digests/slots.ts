import { DateTime } from 'luxon'
import type { Site } from '#kb'

/** When the newest digest of a site was due, by its own clock. */
export function slotBefore({ every, at }: Pick<Site['digest'], 'every' | 'at'>, timeZone: string, now: number): number {
  const local = DateTime.fromMillis(now, { zone: timeZone })
  if (every === 'hour') return local.startOf('hour').toMillis()
  const [hour, minute] = at.split(':').map(Number)
  const today = local.set({ hour: hour ?? 0, minute: minute ?? 0, second: 0, millisecond: 0 })
  return (today > local ? today.minus({ days: 1 }) : today).toMillis()
}
