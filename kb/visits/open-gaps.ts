import { newId } from '#shared'
import type { Hit } from '../answers/finding.ts'
import type { LiveAnswers } from '../answers/live-answers.ts'
import type { Matcher, MatchHit } from '../matching/index.ts'
import type { Gap, Gaps } from './gaps.ts'
import type { GapTotals, VisitStore } from './visit-store.ts'

/** Questions grouped at one look; the rest waits for the next. */
const MAX_UNGROUPED = 1_000
const MAX_QUESTIONS = 20
const MAX_PER_PAGE = 100
const LIBRARY = { id: 'system:library', name: 'Firstline' }

export function openGaps({
  store,
  matcher,
  live,
  hit,
}: {
  store: VisitStore
  matcher: Matcher
  live: LiveAnswers
  hit: (match: MatchHit) => Hit[]
}): Gaps {
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

  return {
    async list({ site, locale, sinceMs, page, perPage, includeClosed = false }, now) {
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

    close: (id, actor, now) => store.close(id, actor, new Date(now).toISOString()),
  }
}

/** Asked again after it was closed, a gap is open again. */
const isClosed = ({ closedAt, lastAt }: GapTotals): boolean => closedAt !== null && closedAt >= lastAt
