import type { ConversationState, ConversationSummary } from './conversation.ts'

// GET /api/desk/now
/** What a lead sees of this minute. */
export interface NowGroup {
  name: string
  /** Held now. */
  active: number
  waiting: number
  waitingSince: string | null
  /** Of one more who is passed on to it; null: not known yet, or nobody is there. */
  expectedWaitMs: number | null
  available: number
  free: number
}

export interface NowFigures {
  open: boolean
  opensAt: string | null
  /** In the queue, and since when the first of them waits. */
  waiting: number
  waitingSince: string | null
  /** Left by mail and not yet answered. */
  byMail: number
  /** Of everybody who waits, how many are late and how many soon will be; `due` shows the most urgent of them. */
  late: number
  soon: number
  operators: NowOperator[]
  /** By skill: who could be sent there, and what waits for them. Empty while nobody has a skill. */
  groups: NowGroup[]
  /** Visitors whose answer is about to be late or is late, most urgent first, fifty at most. */
  due: ConversationSummary[]
}
export interface NowOperator {
  id: string
  name: string
  available: boolean
  connected: boolean
  active: number
  capacity: number
  setAwayBecause: string | null
  lastSeenAt: string | null
  skills: string[]
}

// GET /api/desk/responses
/** How long something took, inside opening hours: where the targets hold. */
export interface ResponseFigures {
  kind: 'first_response' | 'reply' | 'waiting' | 'solving'
  count: number
  medianMs: number | null
  /** Nine of ten took no longer. */
  p90Ms: number | null
  targetMs: number | null
  withinTarget: number
  /** The longest ones, to look at. */
  slowest: { conversation: string; question: string; operator: string | null; openMs: number; at: string }[]
}

// GET /api/desk/people/:id/work?days
/** What somebody did on a site, for its lead; of each conversation the one who had it last. */
export interface OperatorWork {
  taken: number
  solved: number
  /** Inside opening hours. */
  times: {
    kind: 'first_response' | 'reply' | 'solving'
    count: number
    medianMs: number | null
    p90Ms: number | null
    /** Of how many there was a target, and how many held it. */
    aimed: number
    withinTarget: number
  }[]
  /** `low`: one or two stars of five. */
  ratings: { count: number; mean: number | null; low: number }
  /** The latest, newest first. */
  conversations: {
    id: string
    question: string
    state: ConversationState
    acceptedAt: string
    solvedAt: string | null
    stars: number | null
    comment: string | null
  }[]
}
