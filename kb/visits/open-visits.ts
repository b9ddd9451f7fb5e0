import { cutText, newId } from '#shared'
import type { AnswerId } from '../ids.ts'
import type { Matcher, OutcomeKind } from '../matching/index.ts'
import { loopTurns } from '../turns.ts'
import { personalData, withoutPersonalData } from '../promotion/personal-data.ts'
import type { Grouping } from './gaps/grouping.ts'
import { FOLLOWING_MS } from './visit-endings.ts'
import type { VisitStore } from './visit-store.ts'
import type { Visits } from './visits.ts'

const MAX_QUERY = 500
const MAX_REASON = 1_000
const MAX_SEARCHES_BEFORE = 20
/** A *no* counts when it is said; what was missing may be said after it. */
const REASON_WITHIN_MS = 30 * 60_000

const LEARNT_FROM: Partial<Record<string, OutcomeKind>> = {
  helped: 'helped',
  not_helped: 'not_helped',
  solved_by: 'solved_by',
  no_answer: 'no_answer',
}

/** Keeps what visitors did, and lets the matcher learn from how it ended. */
export function openVisits({
  store,
  matcher,
  grouping,
  orderNumbers,
}: {
  store: VisitStore
  matcher: Matcher
  grouping: Pick<Grouping, 'soon' | 'forgotten'>
  /** How the shops write their order numbers: they are kept no more than other personal data. */
  orderNumbers: () => readonly string[]
}): Visits {
  /** A visitor's words as they are kept: bounded, and without personal data. */
  function kept(text: string, length = MAX_QUERY): string {
    const words = cutText(text, length)
    return withoutPersonalData(words, personalData(words, { orderNumbers: orderNumbers() }))
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
      // Looking for personal data takes milliseconds: votes that come together take turns.
      await loopTurns.turn()
      const at = new Date(now).toISOString()
      const query = kept(visit.query)
      const { site, visitor, answerId } = visit
      if (visit.kind === 'not_helped' && visit.reason && answerId) {
        const since = new Date(now - REASON_WITHIN_MS).toISOString()
        if (await store.addReason({ site, visitor, answerId, since }, kept(visit.reason, MAX_REASON))) return
      }
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
      if (query) grouping.soon(visit.site)
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

    of: (visitor) => store.of(visitor),
    usedAnswer: (visitor, site, since) => store.usedAnswer(visitor, site, new Date(since).toISOString()),
    forget: async (visitor, strangers = []) => {
      await store.removeOf(
        visitor,
        strangers.map((one) => ({ ...one, firstAt: new Date(Date.parse(one.firstAt) - FOLLOWING_MS).toISOString() })),
      )
      grouping.forgotten()
      for (const key of new Set([visitor, ...strangers.map((one) => one.visitor)])) await matcher.forgetVisitor(key)
    },
    async prune(olderThanMs, now) {
      const removed = await store.removeBefore(new Date(now - olderThanMs).toISOString())
      grouping.forgotten()
      return removed
    },
  }
}
