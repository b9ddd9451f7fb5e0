/** One thing a client did or heard. `unknown`: no answer came, it may or may not have happened. */
export type Entry =
  | { what: 'invoke' | 'unknown'; actor: string; op: string; key: string; conversationId: string | null; text: string; at: number }
  | { what: 'ok'; actor: string; op: string; key: string; conversationId: string; text: string; id: string; seq: number; at: number }
  | { what: 'refused'; actor: string; op: string; key: string; conversationId: string | null; text: string; code: string; at: number }
  | { what: 'heard'; actor: string; conversationId: string; seq: number; kind: string; text: string; at: number }
  | { what: 'accepted' | 'lost'; actor: string; conversationId: string; at: number }

/** What a client shows when all is quiet: its list per conversation, and what it still calls "sending". */
export interface Shown {
  actor: string
  role: 'visitor' | 'operator' | 'lead'
  lists: Map<string, { seq: number; text: string; kind: string }[]>
  sending: number
}

export class Recorder {
  readonly log: Entry[] = []
  add(entry: Entry): void {
    this.log.push(entry)
  }
  count(what: Entry['what']): number {
    return this.log.reduce((n, entry) => n + Number(entry.what === what), 0)
  }
}
