import type { Condition, ScenarioAction, ScenarioCaps } from '#shared'
import type { Answered } from '../answered.ts'

/** As the lead writes it. */
export interface ScenarioDraft {
  name: string
  running: boolean
  conditions: Condition[]
  action: ScenarioAction
  /** Of a hundred browsers that fit, how many see nothing of it, so that one sees what it brings. */
  controlShare: number
}
export interface Scenario extends ScenarioDraft {
  id: string
  site: string
  createdAt: string
  changedAt: string
}

/** What came of the visits of one group. */
export interface ArmFigures {
  visits: number
  /** Whose visitor began a conversation within a day. */
  conversations: number
  /** Of those, rated one or two of five stars. */
  complaints: number
  /** Whose visitor placed an order within a day, where the shop's page tells that. */
  orders: number
}
export interface ScenarioFigures {
  shown: ArmFigures
  control: ArmFigures
  cards: { drawn: number; answered: number; closed: number }
}

/** How many visits would fit, of how many that were looked at. */
export interface WouldMatch {
  now: { fit: number; of: number }
  week: { fit: number; of: number; days: number }
  /** What is asked and was not kept of past visits: counted as met. */
  notKept: string[]
}

/** What a page of a visit needs to know. */
export interface HeardScenarios {
  /** A scenario asks how far down the page one is. */
  depth: boolean
  /** Ids of answers to offer first. */
  answers: string[]
}

type Nothing = Record<never, never>

export interface Scenarios {
  scenarios(site: string): Promise<{ items: (Scenario & { figures: ScenarioFigures })[]; caps: ScenarioCaps }>
  /** `id` null: a new one; `too_many` where a site has as many as it may. */
  saveScenario(site: string, id: string | null, draft: ScenarioDraft): Promise<Answered<{ id: string }>>
  removeScenario(site: string, id: string): Promise<Answered<Nothing>>
  setScenarioCaps(site: string, caps: ScenarioCaps): Promise<void>
  countMatches(site: string, conditions: readonly Condition[]): Promise<WouldMatch>
  /** A visit is still there. Answered from memory; what it fits is looked at a moment later. */
  heardVisit(site: string, visit: string, told: { depth: number | null; unanswered: boolean }): HeardScenarios
}
