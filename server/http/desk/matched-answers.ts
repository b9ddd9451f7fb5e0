import type { Library } from '#kb'

const MOST = 60
/** What is much weaker than the best is found by its words, if it holds them. */
const AT_LEAST = 0.35

/** Ids of published answers and templates that the product's own matcher names for these words, best first. */
export async function matchedAnswers(
  { matcher }: Pick<Library, 'matcher'>,
  site: string,
  text: string,
): Promise<string[]> {
  const { verdict, hits } = await matcher.match({ text, site, audience: 'all', limit: MOST, typing: true })
  if (verdict === 'escalate') return []
  const least = AT_LEAST * (hits[0]?.score ?? 0)
  return hits.filter((hit) => hit.words.length > 0 && hit.score >= least).map((hit) => hit.id)
}
