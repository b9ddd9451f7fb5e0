import type { ConversationSummary } from '#protocol'
import { now, weekdayAndTime } from '../dates.ts'
import { put } from '../http.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'

/** As the server keeps it; null: not at all. */
export type Snooze = { until: string | null } | null

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

export const untilText = (snoozed: NonNullable<Snooze>): string =>
  snoozed.until === null ? t('snooze.untilAnswer') : t('snooze.until', { at: weekdayAndTime(snoozed.until) })

/** Puts it off, or brings it back; what was before is one press away. */
export async function snooze(conversation: Pick<ConversationSummary, 'id' | 'snoozed'>, wish: Snooze) {
  const answered = await put('/desk/conversations/{id}/snooze', {
    params: { id: conversation.id },
    body: { snooze: wish },
  })
  if (!answered.ok) return answered
  const before: Snooze = conversation.snoozed ?? null
  const back = before?.until && Date.parse(before.until) <= now.peek() ? null : before
  say(wish ? untilText(wish) : t('snooze.back'), {
    undo: () =>
      void snooze({ id: conversation.id, ...(wish ? { snoozed: wish } : {}) }, back).then((undone) => {
        if (!undone.ok) say(problemText(undone.problem), { tone: 'bad' })
      }),
  })
  return answered
}
