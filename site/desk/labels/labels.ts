import { computed, effect, signal } from '@preact/signals'
import type { ConversationSummary, Label } from '#protocol'
import { filter, narrow } from '../filters/filters.ts'
import { get, put } from '../http.ts'
import { connection, on, onResync } from '../live.ts'
import { problemText } from '../problems.ts'
import { leads, site } from '../session/session.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { summaries } from '../inbox/heard.ts'

/** Labels of the shops one works for. Until a lead has made one the desk shows nothing of them. */
export const labels = signal<readonly Label[]>([])

export const byId = computed(() => new Map(labels.value.map((each) => [each.id, each])))
export const labelsHere = computed(() => labels.value.filter((each) => each.site === site.value?.id))

/** A summary names a label by id; one that was taken away since stands there still and is shown no more. */
export const labelsOn = ({ labels: ids = [] }: Pick<ConversationSummary, 'labels'>): Label[] =>
  ids.flatMap((id) => byId.value.get(id) ?? [])

export const mayLabel = (label: Label): boolean => label.setBy === 'operators' || leads.value

export async function loadLabels(): Promise<void> {
  const answered = await get('/desk/labels')
  if (!answered.ok) return
  labels.value = answered.value.items
  const { label } = filter.peek()
  if (label && !byId.peek().has(label)) narrow({ label: '' })
}

/** Ids nobody here has heard of are asked for once. */
const askedFor = new Set<string>()

export function startLabels(): void {
  onResync(() => {
    askedFor.clear()
    void loadLabels()
  })
  on('labels:changed', () => void loadLabels())
  effect(() => {
    if (connection.value !== 'live') return
    const unknown = [...summaries.value.values()]
      .flatMap((each) => each.labels ?? [])
      .filter((id) => !byId.value.has(id) && !askedFor.has(id))
    if (unknown.length === 0) return
    for (const id of unknown) askedFor.add(id)
    void loadLabels()
  })
}

/** Puts a label on or takes it off; a slip is taken back where it is told. */
export async function setLabel(conversationId: string, label: Label, on: boolean): Promise<void> {
  const body = on ? { add: [label.id], remove: [] } : { add: [], remove: [label.id] }
  const answered = await put('/desk/conversations/{id}/labels', { params: { id: conversationId }, body })
  if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
  say(t(on ? 'labels.set' : 'labels.takenOff', { name: label.name }), {
    undo: () => void setLabel(conversationId, label, !on),
  })
}
