import type { Products } from '../../catalogue/products/open-products.ts'
import type { AnswerId } from '../../ids.ts'
import type { Matcher, MatchHit } from '../../matching/index.ts'
import type { PublishedAnswer, PublishedAnswers } from './published-answers.ts'

/** Likeness of the questions (0…1) from which two answers of one subject are related without a link. */
const OF_SUBJECT_LEAST = 0.4
/** The same across subjects, and then both ways: "how much is …" is said of delivery and of jackets. */
const ELSEWHERE_LEAST = 0.5
/** How much more each sign of belonging together counts than likeness. */
const LINKS_TO = 0.5
const SHARES_PRODUCT = 0.4
const LINKED_FROM = 0.3
const OF_SUBJECT = 0.2
const CANDIDATES = 12

interface Parts {
  published: PublishedAnswers
  matcher: Pick<Matcher, 'similar'>
  products: Pick<Products, 'about'>
}

/**
 * Answers worth reading after this one, best first: those it links to, of its product, of its subject and alike. Of another
 * subject only what is alike both ways. Fewer than asked for, or none, rather than one that is not.
 */
export async function relatedAnswers(id: AnswerId, limit: number, parts: Parts): Promise<MatchHit[]> {
  const { published, matcher, products } = parts
  const from = published.get(id)
  if (!from) return []
  const { site, locale, audience } = from.answer
  const alike = async (to: PublishedAnswer) =>
    new Map(
      (
        await matcher.similar(to.answer.question, {
          site,
          locale,
          audience,
          limit: CANDIDATES,
          exclude: [to.answer.id],
        })
      ).map((hit) => [hit.id, hit]),
    )
  const near = await alike(from)
  const linksTo = published.linkedTo(from)
  const linkedFrom = published.linkedFrom(from)
  const shared = published.ofProducts(from.answer.products)
  const related: MatchHit[] = []
  for (const to of new Set([...linksTo, ...linkedFrom, ...shared, ...known(near.keys(), published)])) {
    const { answer } = to
    if (to === from || answer.audience !== audience || answer.site !== site || answer.locale !== locale) continue
    const likeness = near.get(to.answer.id)?.score ?? 0
    const isOfProduct = shared.has(to)
    const isOfSubject = isOfProduct || sameSubject(from, to, products)
    const isWanted =
      linksTo.has(to) ||
      isOfProduct ||
      (linkedFrom.has(to) && (isOfSubject || likeness > 0)) ||
      (isOfSubject && likeness >= OF_SUBJECT_LEAST) ||
      (likeness >= ELSEWHERE_LEAST && ((await alike(to)).get(id)?.score ?? 0) >= ELSEWHERE_LEAST)
    if (!isWanted) continue
    const score =
      likeness +
      (linksTo.has(to) ? LINKS_TO : 0) +
      (isOfProduct ? SHARES_PRODUCT : 0) +
      (linkedFrom.has(to) ? LINKED_FROM : 0) +
      (isOfSubject ? OF_SUBJECT : 0)
    related.push({ id: to.answer.id, score, words: [] })
  }
  const best = related.sort((one, other) => other.score - one.score).slice(0, limit)
  return best.map((hit) => ({ ...hit, score: Math.min(1, hit.score) }))
}

const known = (ids: Iterable<string>, published: PublishedAnswers): PublishedAnswer[] =>
  [...ids].flatMap((id) => published.get(id) ?? [])

/** Answers about products stand in one category, whatever they sell: their subject is the kind of product. */
function sameSubject(
  { answer: one }: PublishedAnswer,
  { answer: other }: PublishedAnswer,
  products: Pick<Products, 'about'>,
) {
  if (one.products.length === 0 && other.products.length === 0) return one.category === other.category
  const kinds = (answer: typeof one) => products.about(answer).map(({ category }) => category)
  const own = new Set(kinds(one))
  return kinds(other).some((kind) => own.has(kind))
}
