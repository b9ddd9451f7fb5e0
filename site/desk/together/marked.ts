import { computed, signal } from '@preact/signals'
import { summaries } from '../inbox/heard.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'

/** What is done with all of them is done one by one: more would keep somebody waiting. */
export const MOST_MARKED = 100

/** Whether rows can be marked now: until somebody begins, a list shows no boxes. */
export const marks = signal(false)
const ids = signal<ReadonlySet<string>>(new Set())
/** What has left the desk meanwhile is marked no more. */
export const marked = computed(() => new Set([...ids.value].filter((id) => summaries.value.has(id))))

export function mark(list: readonly string[], on: boolean): void {
  const next = new Set(marked.peek())
  for (const id of list) {
    if (on) next.add(id)
    else next.delete(id)
  }
  if (next.size > MOST_MARKED) say(t('together.most', { n: MOST_MARKED }), { tone: 'bad' })
  ids.value = new Set([...next].slice(0, MOST_MARKED))
  if (on) marks.value = true
}

/** Where a row was marked last: with Shift, all up to it are marked. */
let lastAt: string | null = null
export function toggle(id: string, shown: readonly string[], range: boolean): void {
  const on = !marked.peek().has(id)
  const [a, b] = [shown.indexOf(lastAt ?? ''), shown.indexOf(id)]
  mark(range && a >= 0 && b >= 0 ? shown.slice(Math.min(a, b), Math.max(a, b) + 1) : [id], on)
  lastAt = id
}

export function markNone(): void {
  ids.value = new Set()
  marks.value = false
  lastAt = null
}
