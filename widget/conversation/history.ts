import type { Message } from '#protocol'

/** What was said, by `seq`; the same message twice is one, a newer form replaces the older. */
export function withMessages(known: readonly Message[], arrived: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((one) => [one.seq, one]))
  for (const one of arrived) if (one.kind !== 'note') bySeq.set(one.seq, one)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** The highest `seq` up to which nothing is missing: what a resync asks from. `hidden` numbers (the desk's notes) are learnt from a resync. */
export function completeUpTo(known: readonly Message[], resyncedTo: number): number {
  let upTo = resyncedTo
  for (const { seq } of known) if (seq === upTo + 1) upTo = seq
  return upTo
}

export const unreadOf = (known: readonly Message[], readTo: number) =>
  known.filter((one) => one.author === 'operator' && one.kind === 'text' && !one.deletedAt && one.seq > readTo).length

/** One entry of the drawn log. */
export type LogEntry =
  | { kind: 'day'; key: string; at: Date }
  | { kind: 'message'; key: string; message: Message; first: boolean }

/** Days between, and who begins a run of bubbles. Days are the reader's. */
export function logEntries(known: readonly Message[]): LogEntry[] {
  let day = ''
  let before: Message | undefined
  return known.flatMap((message): LogEntry[] => {
    const at = new Date(message.sentAt)
    const own = at.toDateString()
    const newDay = own !== day
    day = own
    const first =
      newDay ||
      before?.author !== message.author ||
      before?.kind !== message.kind ||
      before?.authorName !== message.authorName
    before = message
    const entry: LogEntry = { kind: 'message', key: `m${message.seq}`, message, first }
    return newDay ? [{ kind: 'day', key: `d${own}`, at }, entry] : [entry]
  })
}
