import type { Category } from '#kb'

export interface Subject<T> {
  slug: string
  title: string
  found: T[]
}

/** What was found, by subject: the subject of the best first, and in each the best first. */
export function bySubject<T extends { category: string }>(
  hits: readonly T[],
  categories: readonly Pick<Category, 'slug' | 'title'>[],
): Subject<T>[] {
  const subjects = new Map<string, Subject<T>>()
  for (const hit of hits) {
    const slug = hit.category
    const title = categories.find((one) => one.slug === slug)?.title ?? slug
    const subject = subjects.get(slug) ?? { slug, title, found: [] }
    subject.found.push(hit)
    subjects.set(slug, subject)
  }
  return [...subjects.values()]
}
