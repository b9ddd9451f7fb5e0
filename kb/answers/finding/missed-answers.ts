import { recordOf } from '#shared'
import type { AnswerId } from '../../ids.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import type { Validity } from '../validity/in-time.ts'
import type { PublishedAnswers } from './published-answers.ts'

/** Answers that stand otherwise in the database than here, as another node changed them. */
export async function missedAnswers(
  store: Pick<AnswerStore, 'publishedStamps'>,
  published: Pick<PublishedAnswers, 'get' | 'all'>,
  validity: Pick<Validity, 'resting'>,
): Promise<AnswerId[]> {
  const stamps = new Map((await store.publishedStamps()).map((stamp) => [stamp.id, stamp]))
  const missed = [...stamps.values()].filter(({ id, liveRevision, updatedAt }) => {
    const known = published.get(id)?.answer ?? validity.resting(id)
    return known?.liveRevision !== liveRevision || known.updatedAt !== updatedAt
  })
  const gone = [...published.all()].map(({ answer }) => recordOf(answer.id)).filter((id) => !stamps.has(id))
  return [...new Set([...missed.map(({ id }) => id), ...gone])]
}
