import { slugOf } from '#shared'
import type { Answer, NewAnswer } from '../answers/answer.ts'
import type { Answers } from '../answers/answers.ts'
import type { Hit } from '../answers/finding/finding.ts'
import type { PublishedAnswers } from '../answers/finding/published-answers.ts'
import type { CatalogueRecords } from '../catalogue/catalogue.ts'
import type { Matcher, MatchHit } from '../matching/index.ts'
import { ok, refuse } from '../result.ts'
import { loopTurns } from '../turns.ts'
import type { Spelling } from '../spelling/spelling.ts'
import { personalData, type ShopsOwn } from './personal-data.ts'
import { preparePromotion } from './prepare-promotion.ts'
import type { Promotion } from './promotion.ts'

/** Nothing shorter is a phone number; most answers hold neither and need no closer look. */
const MAY_HOLD_CONTACT = /@|\d(?:[\d ()-]|\u00a0){8,}\d/
const SIMILAR = 5
const SPELLER_TIMEOUT_MS = 10_000

export interface PromotionParts {
  matcher: Matcher
  published: PublishedAnswers
  catalogue: () => CatalogueRecords
  hit: (match: MatchHit) => Hit[]
  answers: Answers
  spelling: Spelling
  spellerReady: (timeoutMs: number) => Promise<boolean>
}

export function openPromotion({
  matcher,
  published,
  catalogue,
  hit,
  answers,
  spelling,
  spellerReady,
}: PromotionParts): Promotion {
  /** Mail and phone of the shop itself are no personal data: answers name them. Read once per answer. */
  const contactsOf = new WeakMap<Answer, string[]>()
  let contacts: { version: number; known: string[] } | null = null
  const ownContacts = async (): Promise<string[]> => {
    const version = published.version()
    if (contacts?.version === version) return contacts.known
    const known = new Set(catalogue().sites.map(({ mail }) => mail))
    for (const { answer } of [...published.all()]) {
      if (!contactsOf.has(answer)) await loopTurns.turn()
      for (const text of contactsIn(answer)) known.add(text)
    }
    contacts = { version, known: [...known] }
    return contacts.known
  }
  function contactsIn(answer: Answer): string[] {
    let found = contactsOf.get(answer)
    if (!found) {
      const named = MAY_HOLD_CONTACT.test(answer.body) ? personalData(answer.body) : []
      found = named.filter(({ kind }) => kind === 'mail' || kind === 'phone').map(({ text }) => text)
      contactsOf.set(answer, found)
    }
    return found
  }
  const shop = async (): Promise<ShopsOwn> => ({
    contacts: await ownContacts(),
    orderNumbers: catalogue().sites.flatMap((site) => site.orderNumbers),
  })

  return {
    async prepare(solved) {
      const prepared = await preparePromotion(solved, { category: '', shop: await shop() })
      if (!prepared.ok) return prepared
      const { draft, others, removed, names } = prepared.value
      const similar = await matcher.similar(draft.question, {
        site: solved.site,
        locale: solved.locale,
        audience: 'public',
        limit: SIMILAR,
      })
      await spellerReady(SPELLER_TIMEOUT_MS)
      return ok({
        // Where nothing is similar there is nothing to guess a category from: the operator chooses.
        draft: {
          ...draft,
          slug: slugOf(draft.question, 'answer'),
          category: similar.map(({ id }) => published.get(id)?.answer.category).find(Boolean) ?? '',
        },
        others,
        removed,
        names,
        misspelled: {
          question: await spelling.check(draft.question, solved.site),
          body: await spelling.check(draft.body, solved.site),
        },
        similar: similar.flatMap(hit),
      })
    },

    async promote(draft, explainedWords, actor, now) {
      const own = await shop()
      const found = [draft.question, draft.body, ...draft.phrasings].flatMap((text) => personalData(text, own))
      if (found.length > 0) return refuse({ code: 'holds_personal_data', found })

      await spellerReady(SPELLER_TIMEOUT_MS)
      const explained = new Set(explainedWords.map((word) => word.toLowerCase()))
      for (const field of ['question', 'body'] as const) {
        const words = (await spelling.check(draft[field], draft.site)).filter(
          (one) => !explained.has(one.word.toLowerCase()),
        )
        if (words.length > 0) return refuse({ code: 'misspelled', words, field })
      }

      const problem = (await answers.preview(draft)).problems.find(({ code }) => code !== 'misspelled')
      if (problem) return refuse(problem)
      const created = await createUnderFreeSlug(draft, actor, now)
      if (!created.ok) return created
      for (const word of explainedWords) await spelling.propose(draft.site, word, actor, now)
      const submitted = await answers.submit(created.value.id, actor, now)
      // Everything a submission asks was asked above; whoever moved the draft in between decides.
      return submitted.ok ? submitted : created
    },
  }

  /** The proposed address was free when it was proposed; if it no longer is, the library finds another. */
  async function createUnderFreeSlug(
    draft: NewAnswer,
    actor: Parameters<Answers['create']>[1],
    now: number,
  ): ReturnType<Answers['create']> {
    const created = await answers.create(draft, actor, now)
    return !created.ok && created.refused.code === 'slug_taken'
      ? answers.create({ ...draft, slug: '' }, actor, now)
      : created
  }
}
