/** What is counted of people's work. Each figure is a number of facts, and opens on exactly these. */
export const WORK_FIGURES = [
  'taken',
  'solved',
  'ended',
  'first_response',
  'first_response_late',
  'reply',
  'reply_late',
  'rated',
  'rated_low',
  'declined',
  'lapsed',
  'transferred',
  'templates',
  'templates_edited',
  'promoted',
] as const
export type WorkFigure = (typeof WORK_FIGURES)[number]

/** What a report has a row for each of. */
export const WORK_BY = ['operator', 'group', 'label', 'day'] as const
export type WorkBy = (typeof WORK_BY)[number]

/** Inside opening hours, to the second. */
export interface WorkTimes {
  medianMs: number | null
  /** Nine of ten took no longer. */
  p90Ms: number | null
  /** Of how many there was a target. */
  aimed: number
}

export interface WorkFigures {
  counts: Record<WorkFigure, number>
  firstResponse: WorkTimes
  reply: WorkTimes
  /** Of five; null: nobody rated. */
  meanStars: number | null
  /** Willing and connected; null: hours are people's, not labels'. */
  availableMs: number | null
}

export interface WorkRow {
  /** Id of an operator or a label, name of a group, a day. */
  key: string
  name: string
  now: WorkFigures
  /** The same in the period before. */
  before: WorkFigures
}

// GET /api/desk/work
export interface WorkReport {
  /** First and last day, by the calendar of the site. */
  from: string
  until: string
  before: { from: string; until: string }
  rows: WorkRow[]
  /** Somebody of those who did anything is in a group. */
  hasGroups: boolean
  /** Of everybody, each fact once; a row of labels or groups may hold what another holds too. */
  total: { now: WorkFigures; before: WorkFigures }
}

// GET /api/desk/work/facts
/** One of what a figure counts. */
export interface WorkFact {
  at: string
  conversation: string
  question: string
  operator: string | null
  /** In which way: `operator_joined`, `transferred`, `taken_over`; `visitor`, `silent`. */
  how: string | null
  openMs: number | null
  targetMs: number | null
  stars: number | null
  comment: string | null
}
