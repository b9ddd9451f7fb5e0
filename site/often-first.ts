import type { Answer, Site } from '#kb'

/** What visitors ask most comes first, as the shop lists it; the rest keeps its order. */
export function oftenFirst({ oftenAsked }: Pick<Site, 'oftenAsked'>) {
  const rank = ({ category, slug }: Pick<Answer, 'category' | 'slug'>) => {
    const at = oftenAsked.indexOf(`${category}/${slug}`)
    return at < 0 ? oftenAsked.length : at
  }
  return (one: Pick<Answer, 'category' | 'slug'>, other: Pick<Answer, 'category' | 'slug'>) => rank(one) - rank(other)
}
