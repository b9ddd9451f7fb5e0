const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const DAY_MS = 86_400_000

export type OpeningDay = 'today' | 'tomorrow' | (typeof DAYS)[number]

/** When the shop opens next, as a reader would say it, on the shop's clock: `tomorrow`, `9:00`. */
export function openingDay(opensAt: string, now: number, timeZone: string): { day: OpeningDay; time: string } {
  const dateOf = (at: number) => new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(at)
  const opens = Date.parse(opensAt)
  const date = dateOf(opens)
  const time = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', timeZone }).format(opens).replace(/^0/, '')
  if (date === dateOf(now)) return { day: 'today', time }
  if (date === dateOf(now + DAY_MS)) return { day: 'tomorrow', time }
  return { day: DAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'mon', time }
}
