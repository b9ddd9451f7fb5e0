import type { PublishedAnswers } from '../answers/finding/published-answers.ts'
import type { Figures } from './figures.ts'
import { countVisits, type VisitDays } from './visit-days.ts'
import type { VisitStore } from './visit-store.ts'

export function openFigures({
  store,
  days,
  published,
}: {
  store: VisitStore
  days: VisitDays
  published: PublishedAnswers
}): Figures {
  return {
    outcomes: (ids) => store.outcomes(ids),

    async unhelpful({ site, sinceMs, limit }, now) {
      const rows = await store.unhelpful(site, new Date(now - sinceMs).toISOString(), limit)
      return rows.flatMap(({ answerId, ...outcomes }) => {
        const answer = published.get(answerId)?.answer
        return answer ? [{ id: answerId, question: answer.question, locale: answer.locale, ...outcomes }] : []
      })
    },

    unanswered: (asked) => store.unanswered(asked),

    async totals({ site, sinceMs }, now) {
      const [counts, published] = await Promise.all([
        countVisits(days, { site, fromMs: now - sinceMs, now }),
        store.published(site, new Date(now - sinceMs).toISOString()),
      ])
      return { ...counts, published }
    },
  }
}
