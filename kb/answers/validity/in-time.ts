import { dateIn } from '#shared'
import type { Answer, AnswerContent } from '../answer.ts'
import { byDay, type DueAnswer, dueOf } from './due.ts'
import type { AnswerId } from '../../ids.ts'

type Times = Pick<AnswerContent, 'validFrom' | 'validUntil'>

/** `today` as `2026-11-30`: both days are days on which it is shown. */
export const isInTime = ({ validFrom, validUntil }: Times, today: string): boolean =>
  (validFrom === null || validFrom <= today) && (validUntil === null || today <= validUntil)

/** It would never be shown. */
export const isBackwards = ({ validFrom, validUntil }: Times): boolean =>
  validFrom !== null && validUntil !== null && validUntil < validFrom

/** Which published answers are shown now: time is told, never read here. */
export interface Validity {
  /** Of published ones, those that are shown now. */
  shown<One extends { answer: Answer }>(some: readonly One[]): One[]
  isShown(answer: Answer): boolean
  /** What is published of these records as it stands now; those that are not among `some` are published no more. */
  note(records: readonly AnswerId[], some: readonly { answer: Answer }[]): void
  /** A published answer that is not shown now, by its record. */
  resting(id: AnswerId): Answer | null
  anyRests(site: string): boolean
  /** What is to be done about published answers of a site within a week, the nearest first. */
  due(site: string, now: number): DueAnswer[]
  /** It is `now`: records whose showing is another since. */
  turn(now: number, isHeld: (id: AnswerId) => boolean): AnswerId[]
}

const DATES = ['validFrom', 'validUntil', 'reviewBy'] as const

export function openValidity(zoneOf: (site: string) => string | undefined, openedAt: number): Validity {
  let at = openedAt
  const dated = new Map<AnswerId, Answer>()
  /** By time zone, as of `at`: asked for with every answer that has dates. */
  const days = new Map<string, string>()
  const dayOn = (site: string): string => {
    const zone = zoneOf(site) ?? 'UTC'
    const day = days.get(zone) ?? dateIn(zone, at)
    days.set(zone, day)
    return day
  }
  const isShown = (answer: Answer): boolean =>
    (answer.validFrom === null && answer.validUntil === null) || isInTime(answer, dayOn(answer.site))
  return {
    isShown,
    shown: (some) => some.filter(({ answer }) => isShown(answer)),
    note(records, some) {
      for (const id of records) dated.delete(id)
      for (const { answer } of some) if (DATES.some((date) => answer[date] !== null)) dated.set(answer.id, answer)
    },
    resting(id) {
      const answer = dated.get(id)
      return answer && !isShown(answer) ? answer : null
    },
    anyRests: (site) => dated.values().some((answer) => answer.site === site && !isShown(answer)),
    due(site, now) {
      const today = dateIn(zoneOf(site) ?? 'UTC', now)
      return [...dated.values()]
        .flatMap((answer) => (answer.site === site ? (dueOf(answer, today) ?? []) : []))
        .sort(byDay)
    },
    turn(now, isHeld) {
      at = now
      days.clear()
      return [...dated.values()].flatMap((answer) => (isShown(answer) === isHeld(answer.id) ? [] : [answer.id]))
    },
  }
}
