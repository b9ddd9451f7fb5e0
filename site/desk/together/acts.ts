import type { ConversationSummary, Label } from '#protocol'
import type { Answered } from '../api.ts'
import { put } from '../http.ts'
import { summaries } from '../inbox/heard.ts'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { mark, marked, markNone } from './marked.ts'

type Problem = Parameters<typeof problemText>[0]
type Tried = Answered<unknown> | { ok: true } | ({ ok: false } & Problem)

const AT_ONCE = 4

/** Each for itself, a few at a time; what was refused stays as it is and says why. Answers what was done. */
async function each(
  all: readonly ConversationSummary[],
  act: (one: ConversationSummary) => Promise<Tried>,
): Promise<ConversationSummary[]> {
  const waiting = [...all]
  const done: ConversationSummary[] = []
  const refused: Problem[] = []
  const work = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const tried = await act(one)
      if (tried.ok) done.push(one)
      else refused.push('problem' in tried ? (tried.problem as Problem) : (tried as Problem))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const [first] = refused
  if (first) say(t('together.refused', { n: refused.length, why: problemText(first) }), { tone: 'bad' })
  return done
}

/** As they stand now: what undo returns to. */
const chosen = (): ConversationSummary[] => [...marked.peek()].flatMap((id) => summaries.peek().get(id) ?? [])

const setLabel = (one: ConversationSummary, { id }: Label, on: boolean) =>
  put('/desk/conversations/{id}/labels', {
    params: { id: one.id },
    body: on ? { add: [id], remove: [] } : { add: [], remove: [id] },
  })

/** Put on those without it; where all have it, taken off. */
export async function labelMarked(label: Label): Promise<void> {
  const all = chosen().filter(({ site }) => site === label.site)
  const without = all.filter(({ labels = [] }) => !labels.includes(label.id))
  const on = without.length > 0
  const done = await each(on ? without : all, (one) => setLabel(one, label, on))
  if (done.length === 0) return
  const words = { name: label.name, n: done.length }
  say(t(on ? 'together.labelled' : 'together.unlabelled', words), {
    undo: () => void each(done, (one) => setLabel(one, label, !on)),
  })
}

const setSnooze = ({ id }: ConversationSummary, snooze: ConversationSummary['snoozed'] | null) =>
  put('/desk/conversations/{id}/snooze', { params: { id }, body: { snooze: snooze ?? null } })

export async function snoozeMarked(until: string | null): Promise<void> {
  const done = await each(chosen(), (one) => setSnooze(one, { until }))
  if (done.length === 0) return
  markNone()
  say(t('together.snoozed', { n: done.length }), {
    undo: () => void each(done, (one) => setSnooze(one, one.snoozed)),
  })
}

/** What colleagues and visitors would hear of is done once undo is no longer offered. */
function later(text: string, act: (one: ConversationSummary) => Promise<Tried>): void {
  const all = chosen()
  markNone()
  sayThenDo(
    text,
    () => void each(all, act),
    () =>
      mark(
        all.map(({ id }) => id),
        true,
      ),
  )
}

export function solveMarked(): void {
  later(t('together.solves', { n: marked.peek().size }), ({ id }) =>
    ask('conversation:solve', { conversationId: id, answerId: null }),
  )
}

export function assignMarked({ id: operatorId, name }: { id: string; name: string }): void {
  later(t('together.assigns', { n: marked.peek().size, name }), ({ id }) =>
    ask('conversation:transfer', { conversationId: id, to: { operatorId }, note: '' }),
  )
}
