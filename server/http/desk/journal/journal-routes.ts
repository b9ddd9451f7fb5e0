import type { Library } from '#kb'
import type { Journal } from '../../../realtime/live.ts'
import { route, router } from '../../route.ts'
import { pageOf } from '../../schemas/common.ts'
import {
  JournalEntryAnswer,
  JournalQuery,
  JournalVisitsQuery,
  UnansweredVisitAnswer,
} from '../../schemas/journal/journal.ts'

interface Parts {
  live: Journal
  library: { figures: Pick<Library['figures'], 'unanswered'> }
}

/** Everything that happened, and who came and was not answered; for the leads of a site. Nobody can switch it off. */
export function journalRoutes({ live, library }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/journal',
    summary: 'What operators did, and what happened to conversations, newest first',
    who: 'lead',
    query: JournalQuery,
    answer: pageOf(JournalEntryAnswer),
    handle: ({ query }, { site }) => {
      const { kind = null, person = null, conversation = null, q, days, page, perPage } = query
      return live.journal(site, { kind, person, conversation, words: q, days }, { page, perPage })
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/journal/visits',
    summary: 'Visits that asked the library, were not answered and asked nobody, newest first',
    who: 'lead',
    query: JournalVisitsQuery,
    answer: pageOf(UnansweredVisitAnswer),
    handle: async ({ query: { page, perPage, days } }, { site }) => {
      const [from, until] = await live.lastDays(site, days)
      return { ...(await library.figures.unanswered({ site, from, until, page, perPage })), page, perPage }
    },
  })
  return app
}
