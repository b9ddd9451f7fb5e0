import type { Locale } from '../locales.ts'

/** What a scenario may ask of a visit, by how it is compared. */
export const NUMBER_SUBJECTS = ['pageSeconds', 'siteSeconds', 'pages', 'scroll', 'cart'] as const
export const WORD_SUBJECTS = ['path', 'source', 'campaign', 'phrase', 'language', 'device', 'country', 'city'] as const
/** Each has two states, of which a condition names one. */
export const STATES = {
  visit: ['first', 'returning'],
  hours: ['open', 'closed'],
  somebody: ['here', 'away'],
  search: ['unanswered', 'answered'],
} as const
export const ATTRIBUTE_TESTS = ['told', 'untold', 'equals', 'contains', 'atLeast', 'atMost'] as const

export type NumberSubject = (typeof NUMBER_SUBJECTS)[number]
export type WordSubject = (typeof WORD_SUBJECTS)[number]
export type StateSubject = keyof typeof STATES
export type AttributeTest = (typeof ATTRIBUTE_TESTS)[number]

/** One thing that must be true. A `path` may hold `*`; of several words one is enough. */
export type Condition =
  | { of: NumberSubject; is: 'atLeast' | 'atMost'; value: number }
  | { of: WordSubject; is: 'among' | 'notAmong'; words: string[] }
  | { of: StateSubject; is: string }
  | { of: 'attribute'; name: string; is: AttributeTest; value: string }

/** What is done with a visit that fits. `nothing`: it is only counted. */
export type ScenarioAction =
  | { do: 'card'; texts: Record<Locale, string>; of: string | null }
  | { do: 'answers'; answers: string[] }
  /** No new conversation is begun in this visit; the library stays. */
  | { do: 'chatOff' }
  /** What a conversation begun in this visit is given: a group that is asked first, a priority, labels. */
  | { do: 'handle'; group: string | null; priority: ScenarioPriority; labels: string[] }
  | { do: 'nothing' }

/** As an operator sets it; 0: as usual. */
export type ScenarioPriority = 0 | 1 | 2

export const MOST_SCENARIOS = 30
export const MOST_CONDITIONS = 12
export const MOST_WORDS = 30
export const LONGEST_CARD = 600
export const MOST_FIRST_ANSWERS = 3
export const MOST_SCENARIO_LABELS = 5

/** How often scenarios show cards: in one visit, to one browser within 24 hours, on the whole site within 24 hours. */
export interface ScenarioCaps {
  visit: number
  day: number
  site: number
}
export const USUAL_CAPS: ScenarioCaps = { visit: 1, day: 2, site: 500 }

/** Seven days. What came longer before a goal has brought nobody to it. */
export const GOAL_FOLLOWS_MS = 7 * 86_400_000
