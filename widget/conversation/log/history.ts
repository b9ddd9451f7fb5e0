import type { Message } from '#protocol'

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
