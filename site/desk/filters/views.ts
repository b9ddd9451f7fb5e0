import { computed, signal } from '@preact/signals'
import type { SavedView } from '#protocol'
import { get, patch, post } from '../http.ts'
import { onResync } from '../live.ts'
import { problemText } from '../problems.ts'
import { go, segments } from '../routing.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { filterKey, keyOfFilter, setFilter } from './filters.ts'

/** One's own and those of the shop. Until one is saved the desk shows nothing of them. */
export const views = signal<readonly SavedView[]>([])
/** The one that is looked at. */
export const viewShown = computed(() => {
  const list = segments.value[1]
  return views.value.find((one) => one.list === list && keyOfFilter(one.filter) === filterKey.value) ?? null
})

export async function loadViews(): Promise<void> {
  const answered = await get('/desk/views')
  if (answered.ok) views.value = answered.value.items
}
export const startViews = (): void => onResync(() => void loadViews())

export function openView({ list, filter }: Pick<SavedView, 'list' | 'filter'>): void {
  setFilter(filter)
  go(`/desk/inbox/${list}`)
}

/** The next or the one before, in a ring. */
export function stepView(by: number): void {
  const all = views.value
  if (all.length === 0) return
  const at = all.findIndex(({ id }) => id === viewShown.value?.id)
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]
  if (next) openView(next)
}

export type Wanted = Pick<SavedView, 'name' | 'list' | 'filter' | 'shared'>

export async function saveView(id: string | null, wanted: Wanted) {
  const answered =
    id === null
      ? await post('/desk/views', { body: wanted })
      : await patch('/desk/views/{id}', { params: { id }, body: wanted })
  if (answered.ok) await loadViews()
  return answered
}

export async function removeView(view: SavedView, removed = true): Promise<void> {
  const answered = await patch('/desk/views/{id}', { params: { id: view.id }, body: { removed } })
  if (!answered.ok) return say(problemText(answered.problem), { tone: 'bad' })
  await loadViews()
  if (removed) say(t('views.removed', { name: view.name }), { undo: () => void removeView(view, false) })
}
