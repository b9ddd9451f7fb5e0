import type { Page } from '#shared'
import type { Answer } from '../answer.ts'
import type { PublishedAnswers } from '../finding/published-answers.ts'
import type { PublishedFilter } from '../store/answer-store.ts'

/** A list of the help centre where some of it is other sites': the same order as the store's. */
export async function listHeld(
  published: Pick<PublishedAnswers, 'all'>,
  { site, locale, category, product, page, perPage }: PublishedFilter,
): Promise<Page<Answer>> {
  const fitting = [...published.all()]
    .map(({ answer }) => answer)
    .filter(
      (answer) =>
        answer.site === site &&
        answer.locale === locale &&
        answer.audience === 'public' &&
        (!category || answer.category === category) &&
        (!product || answer.products.includes(product)),
    )
    .sort((one, other) => (key(one) < key(other) ? -1 : 1))
  return { items: fitting.slice((page - 1) * perPage, page * perPage), page, perPage, total: fitting.length }
}

const key = ({ question, id }: Answer): string => `${question}\n${id}`
