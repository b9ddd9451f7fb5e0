import { type Page, fold, type Locale } from '#shared'
import type { AnswerId, PhrasingId } from '../../ids.ts'
import type { Answer, AnswerFilter, AnswerState, Phrasing, Revision } from '../answer.ts'

/** One step of an answer's history: what it is now, and the revision that made it so. */
export interface AnswerStep {
  answer: Answer
  revision: Revision
}

export interface OldAddress {
  site: string
  locale: Locale
  category: string
  slug: string
  answerId: AnswerId
}

export interface PublishedFilter {
  site: string
  locale: Locale
  category?: string
  product?: string
  page: number
  perPage: number
}

/**
 * Where answers are kept. "Live" reads give the content of the revision visitors see; all others the newest one.
 * `site` may be left out of a path where one shop has one library.
 */
export interface AnswerStore {
  find(id: AnswerId): Promise<Answer | null>
  published(ids: readonly AnswerId[]): Promise<Answer[]>
  allPublished(): Promise<Answer[]>
  /** Live answers with their plain text, all or the named ones. */
  publishedTexts(ids?: readonly AnswerId[]): Promise<{ answer: Answer; text: string }[]>
  /** When each published answer last changed, and its published revision. */
  publishedStamps(): Promise<{ id: AnswerId; liveRevision: number; updatedAt: string }[]>
  publishedUnder(path: { site?: string; locale: Locale; category: string; slug: string }): Promise<Answer[]>
  /** Published public answers by question, for lists of the help centre. */
  listPublished(filter: PublishedFilter): Promise<Page<Answer>>
  all(): Promise<Answer[]>
  /** Which of these are there, in whatever state. */
  existing(ids: readonly AnswerId[]): Promise<Set<AnswerId>>
  browse(filter: AnswerFilter): Promise<Page<Answer>>
  counts(site: string): Promise<Record<AnswerState, number>>
  revisions(id: AnswerId): Promise<Revision[]>
  /** True if the path is used by another answer, in its newest or its published wording. */
  pathTaken(
    path: { site: string; locale: Locale; category: string; slug: string },
    except: AnswerId | null,
  ): Promise<boolean>
  /** True if a public answer stands at this path (or will, once published) that was not retired: something to link to. */
  linkable(path: { site: string; locale: Locale; category: string; slug: string }): Promise<boolean>
  /** How many answers stand in each category, in their newest or their published wording. */
  countsByCategory(site: string): Promise<Map<string, number>>
  /** Paths at which visitors found answers before, with those that were there. */
  oldAddresses(): Promise<OldAddress[]>
  /** Takes every answer of a category into another, its history with it; one whose path is taken there gets a free one. Returns those that visitors see. */
  moveCategory(site: string, from: string, to: string): Promise<AnswerId[]>
  /** Takes a site off the others that show it, from every wording of it; false: it was none. `at`: ISO 8601. */
  endSharing(id: AnswerId, site: string, at: string): Promise<boolean>
  /** Throws if a path is taken; ask `pathTaken` first, and again when it throws. */
  insert(steps: readonly AnswerStep[]): Promise<void>
  /** Saves only if the answer still stands at `expected`; false: somebody was faster and nothing is written. */
  save(step: AnswerStep, expected: number): Promise<boolean>
  /** False if this answer has the same phrasing already. */
  addPhrasing(id: AnswerId, phrasing: Phrasing): Promise<boolean>
  /** `at`: when, ISO 8601. */
  removePhrasing(id: AnswerId, phrasing: PhrasingId, at: string): Promise<boolean>
  /** Replaces the phrasings that came from `source`; the others stay. */
  replacePhrasings(id: AnswerId, source: Phrasing['source'], phrasings: readonly Phrasing[]): Promise<void>
  /** Runs several writes as one. No slow awaits inside: SQLite has one connection. */
  atomically<T>(run: (store: AnswerStore) => Promise<T>): Promise<T>
}

/** Two phrasings that differ only in case, spacing, ё/е, the way letters are composed or final punctuation are the same. */
export const phrasingKey = (text: string): string =>
  fold(text)
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[\s?!.…]+$/, '')
    .trim()
