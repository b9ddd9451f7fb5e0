import { signal } from '@preact/signals'
import { isNews } from '#client'
import type { ConversationSummary } from '#protocol'

/**
 * What this tab has heard of conversations. Nodes do not wait for each other, so any fact may arrive after what made it
 * untrue: a fact with a smaller `rev` than one already heard was overtaken on its way (I4).
 */

/** Every conversation this tab knows, by id; the lists are views of it. */
export const summaries = signal<ReadonlyMap<string, ConversationSummary>>(new Map())
/** Conversations offered to this person, with the moment (ms) at which the offer ends. */
export const offers = signal<ReadonlyMap<string, number>>(new Map())

/** Where conversations stood when they left this tab; an older fact must not bring one back. */
const left = new Map<string, { rev: number }>()
const LEFT_AT_MOST = 500
const known = (id: string): { rev: number } | undefined => summaries.peek().get(id) ?? left.get(id)

export function putSummaries(list: readonly ConversationSummary[]): void {
  const next = new Map(summaries.peek())
  for (const each of list) if (isNews(each, known(each.id))) next.set(each.id, each)
  summaries.value = next
}

const offeredTo = (personId: string | undefined, id: string): boolean =>
  personId !== undefined && summaries.peek().get(id)?.offeredTo?.id === personId

export function hearChanged(conversation: ConversationSummary, myId: string | undefined): void {
  putSummaries([conversation])
  if (!offeredTo(myId, conversation.id)) dropOffer(conversation.id)
}

/** `rev` is absent from older servers, and where a conversation was erased. */
export function hearGone(id: string, rev: number | undefined): void {
  const shown = summaries.peek().get(id)
  const at = rev ?? shown?.rev ?? 0
  if (!isNews({ rev: at }, shown)) return
  left.delete(id)
  left.set(id, { rev: at })
  const [oldest] = left.keys()
  if (oldest && left.size > LEFT_AT_MOST) left.delete(oldest)
  const next = new Map(summaries.peek())
  next.delete(id)
  summaries.value = next
  dropOffer(id)
}

export function hearOffer(conversation: ConversationSummary, untilMs: number, myId: string | undefined): void {
  putSummaries([conversation])
  // An older word of an offer that still stands is as good as a new one.
  if (offeredTo(myId, conversation.id)) offers.value = new Map(offers.peek()).set(conversation.id, Date.now() + untilMs)
}

export function dropOffer(id: string): void {
  if (!offers.peek().has(id)) return
  const next = new Map(offers.peek())
  next.delete(id)
  offers.value = next
}
