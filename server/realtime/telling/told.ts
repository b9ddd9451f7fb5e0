/** Whoever is not asked about for so long is forgotten: what a look finds of it then counts as told by nobody. */
const FORGET_MS = 60_000
const MOST_MISSED = 100

export type Audience = 'visitor' | 'desk'

/** How far a conversation has come, as its row says. */
export interface Standing {
  id: string
  /** The revision of its last change of state. */
  movedRev: number
  lastSeq: number
}

/**
 * The ledger of what this node has told of each conversation, and with that of what it owes: messages are known by
 * `seq`, changes of state by `movedRev`. Nothing here is sent and nothing is read.
 */
export interface Told {
  /** This conversation's message was told here. */
  said(conversationId: string, seq: number): void
  /** The change of state that made this `movedRev` was told here to everybody it concerns: visitor, lists, who lost it, who is offered it. */
  moved(conversationId: string, movedRev: number): void
  /**
   * Whether a state is no older than what these listeners were told already; remembers it as told. Facts never go back
   * in time, and visitors and desk are told apart: what the desk knows says nothing of what the visitor sees.
   */
  admit(audience: Audience, state: { id: string; rev: number; lastSeq: number }): boolean
  /**
   * Looks at a row: what is owed at one look may be on its way; what still is at the next is owed for good, and this
   * says what of it (`state`: a change of state, not only messages). `listedLate`: the lists, too, should know of its messages by now.
   */
  owes(row: Standing, listedLate: boolean): { state: boolean } | null
  /** What the row says is told now. */
  settle(row: Standing): void
}

interface Entry {
  seq: number
  /** Numbers below `seq` that nobody has told here, though a later one was. */
  missed: Set<number>
  /** The newest `movedRev` told to everybody it concerns. */
  moved: number
  /** The newest state told to each. */
  rev: Record<Audience, number>
  /** The last message the desk's lists know of. */
  listed: number
  /** What was missing at the last look, and may have been on its way then. */
  owed: Standing | null
  at: number
}

/** `alone`: nobody ever looks, so what only looks ask about is not kept. */
export function ledgerOfTold(now: () => number, alone = false): Told {
  const entries = new Map<string, Entry>()
  let forgotAt = now()
  const entryOf = (id: string): Entry => {
    const at = now()
    if (at - forgotAt > FORGET_MS) {
      forgotAt = at
      for (const [each, entry] of entries) if (at - entry.at > FORGET_MS) entries.delete(each)
    }
    let found = entries.get(id)
    if (!found)
      entries.set(
        id,
        (found = { seq: 0, missed: new Set(), moved: -1, rev: { visitor: -1, desk: -1 }, listed: 0, owed: null, at }),
      )
    found.at = at
    return found
  }
  return {
    said: alone ? () => {} : (conversationId, seq) => hear(entryOf(conversationId), seq),
    moved: alone
      ? () => {}
      : (conversationId, movedRev) => {
          const known = entryOf(conversationId)
          known.moved = Math.max(known.moved, movedRev)
        },
    admit: (audience, { id, rev, lastSeq }) => {
      const known = entryOf(id)
      if (known.rev[audience] > rev) return false
      known.rev[audience] = rev
      if (audience === 'desk') known.listed = lastSeq
      return true
    },
    owes: (row, listedLate) => {
      const known = entryOf(row.id)
      const before = known.owed
      known.owed = isOwed(known, row, listedLate) ? row : null
      if (!known.owed || !before || !isOwed(known, before, listedLate)) return null
      return { state: known.moved < row.movedRev }
    },
    settle: (row) => {
      const known = entryOf(row.id)
      known.owed = null
      known.moved = Math.max(known.moved, row.movedRev)
      known.seq = Math.max(known.seq, row.lastSeq)
      for (const seq of known.missed) if (seq <= row.lastSeq) known.missed.delete(seq)
    },
  }
}

const isOwed = (told: Entry, { movedRev, lastSeq }: Standing, listedLate: boolean): boolean =>
  told.moved < movedRev ||
  told.seq < lastSeq ||
  told.missed.values().some((seq) => seq <= lastSeq) ||
  (listedLate && told.listed < lastSeq)

/** A first message heard of says nothing about those before it: they were told elsewhere, or a resync brought them. */
function hear(told: Entry, seq: number): void {
  if (seq <= told.seq) return void told.missed.delete(seq)
  if (told.seq > 0) for (let n = Math.max(told.seq + 1, seq - MOST_MISSED); n < seq; n++) told.missed.add(n)
  told.seq = seq
}
