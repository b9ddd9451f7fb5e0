import type { Message } from '#protocol'

/** What was said, by `seq`; the same message twice is one, a newer form replaces the older. */
export function withMessages(known: readonly Message[], arrived: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((one) => [one.seq, one]))
  for (const one of arrived) bySeq.set(one.seq, one)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** The highest `seq` up to which nothing is missing. `readTo`: so far the database was read, whatever it hides. */
export function wholeUpTo(known: readonly { seq: number }[], readTo = 0): number {
  let upTo = readTo
  for (const { seq } of known) if (seq === upTo + 1) upTo = seq
  return upTo
}

/** Nodes do not wait for each other: a fact with a smaller `rev` than what is known was overtaken on its way (I4). */
export const isNews = (fact: { rev: number }, before: { rev: number } | null | undefined): boolean =>
  fact.rev >= (before?.rev ?? 0)
