/** When a day of work begins, where nobody has said otherwise. */
const MORNING_HOUR = 9
const HOUR_MS = 3_600_000

export type Choice = 'hour' | 'later' | 'tomorrow' | 'monday' | 'answer'

/** What is asked for most, with its time here; null: once the visitor writes. */
export function choices(from: number): { choice: Choice; until: string | null }[] {
  const morning = (days: number) => {
    const day = new Date(from)
    day.setDate(day.getDate() + days)
    day.setHours(MORNING_HOUR, 0, 0, 0)
    return day.toISOString()
  }
  const inHours = (hours: number) => new Date(from + hours * HOUR_MS).toISOString()
  const tomorrow = morning(1)
  const toMonday = (8 - new Date(from).getDay()) % 7 || 7
  return [
    { choice: 'hour', until: inHours(1) },
    { choice: 'later', until: inHours(3) },
    { choice: 'tomorrow', until: tomorrow },
    // On a Sunday that is tomorrow.
    ...(toMonday > 1 ? [{ choice: 'monday' as const, until: morning(toMonday) }] : []),
    { choice: 'answer', until: null },
  ]
}

/** As `<input type=datetime-local>` writes a moment. */
export function localMoment(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
