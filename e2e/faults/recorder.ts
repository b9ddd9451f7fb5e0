/** One thing a client did or heard. `unknown`: no answer came, it may or may not have happened. */
export type Entry =
  | {
      what: 'invoke' | 'unknown'
      actor: string
      op: string
      key: string
      conversationId: string | null
      text: string
      at: number
    }
  | {
      what: 'ok'
      actor: string
      op: string
      key: string
      conversationId: string
      text: string
      id: string
      seq: number
      at: number
    }
  | {
      what: 'refused'
      actor: string
      op: string
      key: string
      conversationId: string | null
      text: string
      code: string
      at: number
    }
  | { what: 'heard'; actor: string; conversationId: string; seq: number; kind: string; text: string; at: number }
  | { what: 'accepted' | 'lost'; actor: string; conversationId: string; at: number }
  /** Any other fact about a conversation, and who held it by that fact. */
  | { what: 'told'; actor: string; event: string; conversationId: string; holder: string | null; at: number }
  /** Ids and names that stood in what a client of one of several shops was told, whatever it was; each once. */
  | { what: 'saw'; actor: string; event: string; words: string[]; at: number }
  | { what: 'link'; actor: string; up: boolean; at: number }
  /** An operator connected and willing; and gone, which the nodes must have noticed after `graceMs`. */
  | { what: 'here'; actor: string; at: number }
  | { what: 'left'; actor: string; graceMs: number; at: number }
  /** What a visitor was told about whether somebody is there. */
  | { what: 'availability'; actor: string; staffed: boolean; at: number }
  | { what: 'offered'; actor: string; conversationId: string; untilMs: number; at: number }
  | { what: 'offer_over'; actor: string; conversationId: string; setAway: boolean; at: number }
  /** A draft saved over version `from`; `version` null: no answer came. */
  | {
      what: 'draft'
      actor: string
      conversationId: string
      text: string
      from: number
      version: number | null
      at: number
    }

/** As a client writes it down of itself. */
export type EntryOfOne = Entry extends infer One ? (One extends unknown ? Omit<One, 'actor' | 'at'> : never) : never
/** Links fail here all the time, so silence is found out sooner than where people wait. */
export const ANSWER_MS = 3_000
/** I6. A link that broke is noticed with its node at the latest. */
export const CLOSED_TAB_MS = 5_000
export const TOLD_MS = 2_000

/** What a client shows when all is quiet: its list per conversation, and what it still calls "sending". */
export interface Shown {
  actor: string
  role: 'visitor' | 'operator' | 'lead'
  lists: Map<string, { seq: number; text: string; kind: string }[]>
  sending: number
  /** A visitor's place in the queue. */
  queued?: { conversationId: string; position: number | null }
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
