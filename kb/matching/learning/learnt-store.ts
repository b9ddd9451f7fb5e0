import type { Outcome } from '../matcher.ts'

/** Where outcomes and the lead's settings are kept. Settings are JSON by site and name. */
export interface LearntStore {
  outcomes(): Promise<Outcome[]>
  addOutcome(outcome: Outcome): Promise<void>
  /** Removes the outcomes of one question (normalised) of a site, for one answer or for none. */
  removeOutcomes(of: {
    site: string
    question: string
    answerId: string | null
    kinds: readonly Outcome['kind'][]
  }): Promise<void>
  /** Removes what visitors themselves said of a site up to a time. */
  removeSaidUntil(site: string, at: string): Promise<void>
  /** Removes every outcome of one visitor. */
  removeVisitor(visitor: string): Promise<void>
  setting<T>(site: string, name: string): Promise<T | null>
  saveSetting(site: string, name: string, value: unknown): Promise<void>
}
