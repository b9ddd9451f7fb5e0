import type { Hit } from '../../answers/finding/finding.ts'
import type { PublishedAnswers } from '../../answers/finding/published-answers.ts'
import type { Log } from '../../log.ts'
import type { Began } from '../../work.ts'
import type { Matcher, MatchHit } from '../../matching/index.ts'
import type { GapStore, GapTotals } from './gap-store.ts'
import type { Gap, Gaps } from './gaps.ts'
import { type Grouping, openGrouping } from './grouping.ts'

const MAX_QUESTIONS = 20
const MAX_PER_PAGE = 100
/** After an upgrade a long past may wait to be grouped: the list then shows what is grouped so far. */
const GROUPING_TIMEOUT_MS = 3_000
const LIBRARY = { id: 'system:library', name: 'Firstline' }

export function openGaps({
  store,
  matcher,
  published,
  hit,
  log,
  began,
}: {
  store: GapStore
  matcher: Matcher
  published: PublishedAnswers
  hit: (match: MatchHit) => Hit[]
  log: Log
  began: Began
}): Gaps & { grouping: Grouping } {
  /** What covers a gap changes only with the library: the last look at each is kept until then. */
  const looked = new Map<string, { version: number; lastAt: string; answer: Hit | null }>()
  async function answeredBy(gap: GapTotals): Promise<Hit | null> {
    const before = looked.get(gap.id)
    if (before?.version === published.version() && before.lastAt === gap.lastAt) return before.answer
    return lookAgain(gap)
  }

  async function lookAgain(gap: GapTotals): Promise<Hit | null> {
    const version = published.version()
    const answer = await coveringAnswer(gap)
    if (looked.size > MOST_LOOKED) looked.clear()
    looked.set(gap.id, { version, lastAt: gap.lastAt, answer })
    return answer
  }

  /** The answer that covers a gap now; it also closes the gap if it was published after the question was last asked. */
  async function coveringAnswer(gap: GapTotals): Promise<Hit | null> {
    await new Promise((resolve) => setImmediate(resolve))
    const found = await matcher.match({
      text: gap.label,
      site: gap.site,
      locale: gap.locale,
      audience: 'public',
      limit: 1,
    })
    if (found.verdict !== 'answer') return null
    const best = found.hits.flatMap(hit)[0] ?? null
    const publishedAt = best ? published.get(best.id)?.answer.publishedAt : null
    if (publishedAt && publishedAt > gap.lastAt && !isClosed(gap)) {
      await store.close(gap.id, gap.site, LIBRARY, publishedAt)
      gap.closedAt = publishedAt
    }
    return best
  }

  const grouping = openGrouping({
    store,
    matcher,
    published,
    log,
    began,
    look: async (gap) => void (await lookAgain(gap)),
  })

  return {
    grouping,
    async list({ site, locale, sinceMs, page, perPage, includeClosed = false, reader }, now) {
      await grouping.upToDate(site, GROUPING_TIMEOUT_MS)
      const since = new Date(now - sinceMs).toISOString()
      const shown = (await store.totals({ site, since, ...(locale ? { locale } : {}) }))
        .filter((gap) => (includeClosed || !isClosed(gap)) && (reader === 'lead' || gap.count > 1 || gap.searched > 0))
        .sort((one, other) => other.count - one.count || other.lastAt.localeCompare(one.lastAt))
      const size = Math.min(MAX_PER_PAGE, Math.max(1, perPage))
      const onPage = shown.slice((Math.max(1, page) - 1) * size, Math.max(1, page) * size)
      // One after another: each may be a search of the library.
      const answers: (Hit | null)[] = []
      for (const gap of onPage) answers.push(await answeredBy(gap))
      const open = onPage.flatMap((gap, at) =>
        isClosed(gap) && !includeClosed ? [] : [{ gap, answer: answers[at] ?? null }],
      )
      const items: Gap[] = await Promise.all(
        open.map(async ({ gap: { id, label, locale: spoken, count, lastAt, owner, dueOn, stage }, answer }) => ({
          id,
          label,
          locale: spoken,
          count,
          lastAt,
          owner,
          dueOn,
          stage,
          questions:
            reader === 'lead'
              ? await store.questions(id, MAX_QUESTIONS)
              : await store.questionsForAll(id, MAX_QUESTIONS),
          answeredBy: answer,
        })),
      )
      const covered = onPage.length - open.length
      return { items, page, perPage: size, total: shown.length - covered }
    },

    tend: (id, site, care) => store.tend(id, site, care),

    close: (id, site, actor, now) => store.close(id, site, actor, new Date(now).toISOString()),
  }
}

const MOST_LOOKED = 10_000

/** Asked again after it was closed, a gap is open again. */
const isClosed = ({ closedAt, lastAt }: GapTotals): boolean => closedAt !== null && closedAt >= lastAt
