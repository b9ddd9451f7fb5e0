import type { Answer } from './answer.ts'
import type { PublishedAnswers } from './finding/published-answers.ts'

/**
 * Route cache tags of every page that a change touches: the answer's own, its category's and products' – where it was
 * and where it is – and the pages that link to an address which came, moved or went.
 */
export function tagsOfChange(
  before: readonly Answer[],
  after: readonly Answer[],
  published: PublishedAnswers,
): string[] {
  const tags = new Set(['home'])
  for (const answer of [...before, ...after]) {
    tags.add(`answer:${answer.id}`).add(`category:${answer.category}`)
    for (const sku of answer.products) tags.add(`product:${sku}`)
  }
  const [old, now] = [new Set(before.map(linkTo)), new Set(after.map(linkTo))]
  const changed = [...old.symmetricDifference(now)]
  if (changed.length === 0) return [...tags]
  for (const { answer } of published.all()) {
    if (changed.some((link) => answer.body.includes(link))) tags.add(`answer:${answer.id}`)
  }
  return [...tags]
}

const linkTo = ({ category, slug }: Answer): string => `answer:${category}/${slug}`
