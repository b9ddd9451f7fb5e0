interface VisitRow {
  id: string
  site: string
  locale: string
  visitor: string
  kind: string
  query: string
  answerId: string | null
  reason: string | null
  conversation: string | null
  verdict: string | null
  product: string | null
  at: string
  gapId: string | null
}

interface GapRow {
  id: string
  site: string
  locale: string
  label: string
  closedAt: string | null
  owner: string | null
  dueOn: string | null
  stage: string | null
  closedById: string | null
  closedByName: string | null
}

interface DayRow {
  site: string
  day: string
  searches: number
  answered: number
  escalated: number
  helped: number
  notHelped: number
  visits: number
  endedHelped: number
  endedSilent: number
  endedNothing: number
  endedPerson: number
}

/** What the stores of this folder write, and what they read of the answers. */
export interface VisitTables {
  visits: VisitRow
  gaps: GapRow
  visitDays: DayRow
  answerTallies: { answerId: string; helped: number; notHelped: number; opened: number; worth: number }
  revisions: { answerId: string; revision: number; act: string }
  answers: { id: string; site: string; locale: string; liveRevision: number | null; publishedAt: string | null }
}
