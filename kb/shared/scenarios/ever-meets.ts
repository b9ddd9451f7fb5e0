import { meetsAll, type VisitFacts } from './meets.ts'
import type { Condition } from './scenario.ts'

/** A page of a visit that is over, with what was known there beside the time. */
export interface PageSpan {
  /** Milliseconds since 1970. */
  from: number
  until: number
  facts: VisitFacts
}

const SECOND_MS = 1_000

/**
 * Whether there was a moment of a past visit at which all conditions held. What is not kept counts as met. Times alone change while
 * a page stands, so the moments at which a condition begins or ends to hold are enough to look at.
 */
export function everMeets(
  conditions: readonly Condition[],
  startedAt: number,
  pages: readonly PageSpan[],
  /** What depends on the hour alone. */
  hoursAt: (at: number) => VisitFacts['states']['hours'],
): boolean {
  return pages.some(({ from, until, facts }) => {
    const begins = conditions.flatMap((one) =>
      one.of === 'pageSeconds' && 'value' in one
        ? [from + one.value * SECOND_MS]
        : one.of === 'siteSeconds' && 'value' in one
          ? [startedAt + one.value * SECOND_MS]
          : [],
    )
    const moments = [from, ...begins, until].filter((at) => at >= from && at <= until)
    return moments.some((at) =>
      meetsAll(
        conditions,
        {
          ...facts,
          numbers: {
            ...facts.numbers,
            pageSeconds: (at - from) / SECOND_MS,
            siteSeconds: (at - startedAt) / SECOND_MS,
          },
          states: { ...facts.states, hours: hoursAt(at) },
        },
        true,
      ),
    )
  })
}
