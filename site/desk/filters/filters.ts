import { computed, signal } from '@preact/signals'
import type { ConversationSummary, ListFilter } from '#protocol'

/** What the lists are narrowed to now; nothing that is empty stands in it. */
export const filter = signal<ListFilter>({})
/** Whether the fields of the filter are on the screen. */
export const filterOpen = signal(false)

export const narrowed = computed(() => Object.keys(filter.value).length)
export const filterKey = computed(() => keyOfFilter(filter.value))

/** Two filters that say the same have the same key, in whichever order it was said. */
export const keyOfFilter = (one: ListFilter): string => JSON.stringify(Object.entries(one).sort())

export function setFilter(next: Partial<Record<keyof ListFilter, string | undefined>>): void {
  filter.value = Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as ListFilter
}
export const narrow = (part: Partial<Record<keyof ListFilter, string>>): void =>
  setFilter({ ...filter.peek(), ...part })

/** What a row itself tells is looked at here; the rest only the server knows. */
export const asksServer = computed(() => Object.keys(filter.value).some((key) => !(key in TOLD)))
const TOLD: Partial<Record<keyof ListFilter, (row: ConversationSummary, value: string) => boolean>> = {
  label: (row, id) => row.labels?.includes(id) ?? false,
  operator: (row, id) => row.operator?.id === id,
  site: (row, id) => row.site === id,
}
export const fitsFilter = (row: ConversationSummary): boolean =>
  Object.entries(filter.value).every(([key, value]) => TOLD[key as keyof ListFilter]?.(row, value) ?? true)
