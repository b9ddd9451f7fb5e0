import type { ConversationSummary } from '#protocol'
import { now, weekdayAndTime } from '../dates.ts'
import { put } from '../http.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'

/** As the server keeps it; null: not at all. */
export type Snooze = { until: string | null } | null

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
