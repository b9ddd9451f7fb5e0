import type { LiveAnswers } from '../answers/live-answers.ts'
import { type AnswerId, newId } from '../ids.ts'
import type { Gap, Growth, Hit } from '../library.ts'
import type { Matcher, MatchHit, OutcomeKind } from '../matching/index.ts'
import { personalData, withoutPersonalData } from '../promotion/personal-data.ts'
import { FOLLOWING_MS, visitEndings } from './visit-endings.ts'
import type { GapTotals, VisitStore } from './visit-store.ts'

const MAX_QUERY = 500
const MAX_REASON = 1_000
/** Questions grouped at one look; the rest waits for the next. */
const MAX_UNGROUPED = 1_000
const MAX_QUESTIONS = 20
const MAX_PER_PAGE = 100
const MAX_STEPS = 100_000
const MAX_SEARCHES_BEFORE = 20
const LIBRARY = { id: 'system:library', name: 'Firstline' }

const LEARNT_FROM: Partial<Record<string, OutcomeKind>> = {
  helped: 'helped',
  not_helped: 'not_helped',
  solved_by: 'solved_by',
  no_answer: 'no_answer',
}

export function openGrowth({
  store,
  matcher,
  live,
  hit,
}: {
  store: VisitStore
  matcher: Matcher
  live: LiveAnswers
  hit: (match: MatchHit) => Hit[]
}): Growth {
  /** Gives every new question its gap: one that means the same, or a gap of its own. Ids of gaps never change. */
  async function group(site: string, since: string, now: number): Promise<void> {
    const fresh = await store.ungrouped({ site, since, limit: MAX_UNGROUPED })
    if (fresh.length === 0) return
    const known = new Map((await store.gaps({ site, since: '' })).map((gap) => [gap.id, gap]))
    const localeOf = new Map(fresh.map(({ id, locale }) => [id, locale]))
    const groups = await matcher.groupQuestions([
      ...[...known.values()].map(({ id, label, locale }) => ({ id, text: label, locale })),
      ...fresh,
    ])
    for (const { label, ids } of groups) {
      const visits = ids.filter((id) => localeOf.has(id))
      if (visits.length === 0) continue
      const present = ids
        .map((id) => known.get(id))
        .filter((gap) => gap !== undefined)
        .sort((one, other) => other.count - one.count)[0]
      const gapId = present?.id ?? newId('gap', now)
      if (!present)
        await store.addGap({ id: gapId, site, locale: localeOf.get(visits[0] ?? '') ?? 'ru', label, closedAt: null })
      await store.assign(gapId, visits)
    }
  }

  /** What covers a gap changes only with the library: the last look at each is kept until then. */
  const looked = new Map<string, { version: number; lastAt: string; answer: Hit | null }>()
  async function answeredBy(gap: GapTotals): Promise<Hit | null> {
    const before = looked.get(gap.id)
    if (before?.version === live.version() && before.lastAt === gap.lastAt) return before.answer
    const version = live.version()
    const answer = await coveringAnswer(gap)
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
    const publishedAt = best ? live.get(best.id)?.answer.publishedAt : null
    if (publishedAt && publishedAt > gap.lastAt && !isClosed(gap)) {
      await store.close(gap.id, LIBRARY, publishedAt)
      gap.closedAt = publishedAt
    }
    return best
  }

  /**
   * What did not help before a conversation was said by a stranger: a visitor has no key before they write. The conversation
   * says whose it was, so the failed answer loses those words and the one that solved the matter gains them.
   */
  async function moveFrom(
    conversation: string,
    solved: { site: string; visitor: string; answerId: AnswerId },
    now: number,
  ): Promise<void> {
    const since = new Date(now - FOLLOWING_MS).toISOString()
    const failed = await store.notHelpedBefore(conversation, { site: solved.site, since })
    for (const { query, answerId, at } of failed) {
      if (answerId === solved.answerId) continue
      await matcher.learn({ kind: 'not_helped', site: solved.site, visitor: solved.visitor, query, answerId, at })
      await matcher.learn({ ...solved, kind: 'solved_by', query, at: new Date(now).toISOString() })
    }
  }

  return {
    async record(visit, now) {
      const at = new Date(now).toISOString()
      const query = kept(visit.query)
      await store.add(
        newId('vis', now),
        { ...visit, query, reason: visit.reason ? kept(visit.reason, MAX_REASON) : null },
        at,
      )
      if (visit.conversation && visit.before)
        await store.link(
          {
            site: visit.site,
            texts: visit.before.searches
              .slice(-MAX_SEARCHES_BEFORE)
              .map((text) => kept(text))
              .filter(Boolean),
            kinds: visit.before.notHelped ? ['searched', 'not_helped'] : ['searched'],
            since: new Date(now - FOLLOWING_MS).toISOString(),
          },
          visit.conversation,
        )
      if (visit.kind === 'solved_by' && visit.conversation && visit.answerId)
        await moveFrom(visit.conversation, { site: visit.site, visitor: visit.visitor, answerId: visit.answerId }, now)
      const kind = LEARNT_FROM[visit.kind]
      if (!kind || !query || (kind !== 'no_answer' && !visit.answerId)) return
      await matcher.learn({
        kind,
        site: visit.site,
        visitor: visit.visitor,
        query,
        at,
        ...(visit.answerId ? { answerId: visit.answerId } : {}),
      })
    },

    async gaps({ site, locale, sinceMs, page, perPage, includeClosed = false }, now) {
      const since = new Date(now - sinceMs).toISOString()
      await group(site, since, now)
      const gaps = (await store.gaps({ site, since, ...(locale ? { locale } : {}) })).sort(
        (one, other) => other.count - one.count || other.lastAt.localeCompare(one.lastAt),
      )
      const covered = new Map<string, Hit | null>()
      for (const gap of gaps) if (!isClosed(gap) || includeClosed) covered.set(gap.id, await answeredBy(gap))
      const shown = gaps.filter((gap) => includeClosed || !isClosed(gap))
      const size = Math.min(MAX_PER_PAGE, Math.max(1, perPage))
      const items: Gap[] = []
      for (const gap of shown.slice((Math.max(1, page) - 1) * size, Math.max(1, page) * size)) {
        items.push({
          id: gap.id,
          label: gap.label,
          locale: gap.locale,
          count: gap.count,
          lastAt: gap.lastAt,
          questions: await store.questions(gap.id, MAX_QUESTIONS),
          answeredBy: covered.get(gap.id) ?? null,
        })
      }
      return { items, page, perPage: size, total: shown.length }
    },

    closeGap: (id, actor, now) => store.close(id, actor, new Date(now).toISOString()),
    outcomes: (ids) => store.outcomes(ids),
    forget: async (visitor) => {
      await store.removeOf(visitor)
      await matcher.forgetVisitor(visitor)
    },
    visitsOf: (visitor) => store.of(visitor),
    prune: (olderThanMs, now) => store.removeBefore(new Date(now - olderThanMs).toISOString()),
    async unhelpful({ site, sinceMs, limit }, now) {
      const rows = await store.unhelpful(site, new Date(now - sinceMs).toISOString(), limit)
      return rows.flatMap(({ answerId, ...outcomes }) => {
        const answer = live.get(answerId)?.answer
        return answer ? [{ id: answerId, question: answer.question, locale: answer.locale, ...outcomes }] : []
      })
    },

    async numbers({ site, sinceMs }, now) {
      const since = new Date(now - sinceMs).toISOString()
      const [totals, steps] = await Promise.all([store.totals(site, since), store.steps(site, since, MAX_STEPS)])
      return { ...totals, endings: visitEndings(steps, now) }
    },
  }
}

/** A visitor's words as they are kept: bounded, and without personal data. */
function kept(text: string, length = MAX_QUERY): string {
  const words = text.slice(0, length)
  return withoutPersonalData(words, personalData(words))
}

/** Asked again after it was closed, a gap is open again. */
const isClosed = ({ closedAt, lastAt }: GapTotals): boolean => closedAt !== null && closedAt >= lastAt
