import { idOn } from '#shared'
import type { AnswerId } from '../../ids.ts'
import type { PublishedAnswer, PublishedAnswers } from '../finding/published-answers.ts'

type Held = Pick<PublishedAnswers, 'get' | 'shared' | 'all'>

/** These records as they are shown now, on their own sites and on others. */
export function heldOf(records: readonly AnswerId[], published: Held): PublishedAnswer[] {
  const shared = Map.groupBy(published.shared(), ({ from }) => from?.id)
  return records.flatMap((id) => [published.get(id) ?? [], shared.get(id) ?? []].flat())
}

/** Records whose showing a site's settings can change. */
export const changeable = (published: Held): AnswerId[] =>
  [...published.all()].flatMap(({ answer, from, fills }) =>
    !from && (fills || answer.sharedWith.length > 0) ? [answer.id] : [],
  )

/** Those of `records` that `fresh` shows otherwise than they are held. */
export function otherwise(
  fresh: readonly PublishedAnswer[],
  records: readonly AnswerId[],
  published: Held,
): AnswerId[] {
  const now = Map.groupBy(fresh, ({ answer, from }) => from?.id ?? answer.id)
  const said = (some: readonly PublishedAnswer[]) => JSON.stringify(some.map(({ answer, text }) => [answer, text]))
  return records.filter((id) => {
    const then = now.get(id) ?? []
    const held = [id, ...then.slice(1).map(({ answer }) => idOn(id, answer.site))].flatMap(
      (one) => published.get(one) ?? [],
    )
    return heldOf([id], published).length !== then.length || said(held) !== said(then)
  })
}
