import type { LiveAnswers } from '../answers/live-answers.ts'
import type { Figures } from './figures.ts'
import { visitEndings } from './visit-endings.ts'
import type { VisitStore } from './visit-store.ts'

const MAX_STEPS = 100_000

export function openFigures({ store, live }: { store: VisitStore; live: LiveAnswers }): Figures {
  return {
    outcomes: (ids) => store.outcomes(ids),

    async unhelpful({ site, sinceMs, limit }, now) {
      const rows = await store.unhelpful(site, new Date(now - sinceMs).toISOString(), limit)
      return rows.flatMap(({ answerId, ...outcomes }) => {
        const answer = live.get(answerId)?.answer
        return answer ? [{ id: answerId, question: answer.question, locale: answer.locale, ...outcomes }] : []
      })
    },

    async totals({ site, sinceMs }, now) {
      const since = new Date(now - sinceMs).toISOString()
      const [totals, steps] = await Promise.all([store.totals(site, since), store.steps(site, since, MAX_STEPS)])
      return { ...totals, endings: visitEndings(steps, now) }
    },
  }
}
