import { foldWords } from '#shared'
import type { Library } from '#kb'
import type { DeskPerson } from '../../auth/people.ts'
import type { Live } from '../../realtime/live.ts'
import { route, router } from '../route.ts'
import { FindQuery, FoundAnswer } from '../schemas/find.ts'
import { matchedAnswers } from './matched-answers.ts'

const MOST_CONVERSATIONS = 6
const MOST_ANSWERS = 6
const MOST_PEOPLE = 4

interface Parts {
  library: Library
  live: Pick<Live, 'conversationsFor'>
  people: { list(site: string): Promise<DeskPerson[]> }
}

/** One search over everything the desk holds: each kind by its own rules, and only what this person may read. */
export function findRoutes({ library, live, people }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/desk/find',
    summary: 'Conversations, answers, templates and people by words',
    who: 'operator',
    query: FindQuery,
    answer: FoundAnswer,
    handle: async ({ query: { q } }, { person, site }) => {
      const first = await matchedAnswers(library, site, q)
      const [conversations, answers, everybody] = await Promise.all([
        live.conversationsFor(person, { view: 'all', q, page: 1, perPage: MOST_CONVERSATIONS }),
        library.answers.browse({ site, text: q, first, page: 1, perPage: MOST_ANSWERS }),
        people.list(site),
      ])
      const words = foldWords(q).split(' ').filter(Boolean)
      const called = ({ name, mail }: DeskPerson) => {
        const known = ` ${foldWords(`${name} ${mail}`)}`
        return words.length > 0 && words.every((word) => known.includes(` ${word}`))
      }
      return {
        conversations: conversations.items,
        answers: answers.items,
        people: everybody.filter(called).slice(0, MOST_PEOPLE),
      }
    },
  })
  return app
}
