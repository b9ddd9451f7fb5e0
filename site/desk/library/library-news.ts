import { signal } from '@preact/signals'
import type { AnswerState } from '../shapes.ts'
import { get } from '../http.ts'
import { on, onResync } from '../live.ts'
import { leads } from '../session/session.ts'

export const counts = signal<Partial<Record<AnswerState, number>>>({})
/** How many answers wait for a lead; shown where the lead goes. */
export const reviewCount = signal(0)
/** Bumped when the library changes, so that what is shown of it is what is approved now. */
export const libraryVersion = signal(0)

export async function readCounts(): Promise<void> {
  const answered = await get('/desk/counts')
  if (!answered.ok) return
  counts.value = answered.value
  reviewCount.value = leads.value ? answered.value.in_review : 0
}

/** The library changed: everything that shows it reads again. */
export function startLibraryNews(): void {
  onResync(() => void readCounts())
  on('library:changed', () => {
    libraryVersion.value += 1
    void readCounts()
  })
}
