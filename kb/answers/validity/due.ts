import { daysAfter } from '#shared'
import type { Answer } from '../answer.ts'

export const DUE_KINDS = ['ended', 'ends', 'review', 'begins'] as const
export type DueKind = (typeof DUE_KINDS)[number]

/** What is to be done about a published answer: its time is over or ends this week, it is to be read again, or it begins. */
export interface DueAnswer {
  answer: Answer
  kind: DueKind
  /** `2026-11-30` */
  on: string
}

const AHEAD_DAYS = 7

/** What presses most; null: nothing within a week. */
export function dueOf(answer: Answer, today: string): DueAnswer | null {
  const { validFrom, validUntil, reviewBy } = answer
  const week = daysAfter(today, AHEAD_DAYS)
  if (validUntil !== null && validUntil < today) return { answer, kind: 'ended', on: validUntil }
  if (validUntil !== null && validUntil <= week) return { answer, kind: 'ends', on: validUntil }
  if (reviewBy !== null && reviewBy <= week) return { answer, kind: 'review', on: reviewBy }
  if (validFrom !== null && validFrom > today && validFrom <= week) return { answer, kind: 'begins', on: validFrom }
  return null
}

/** The nearest first; of one day by question. */
export const byDay = (one: DueAnswer, other: DueAnswer): number =>
  one.on.localeCompare(other.on) || one.answer.question.localeCompare(other.answer.question)
