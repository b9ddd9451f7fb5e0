import type { Locale } from '#shared'
import type { AnswerId } from '../../ids.ts'
import type { Answer } from '../answer.ts'

/** What visitors see right now, in memory: searches name their hits from here without asking the database. */
export interface PublishedAnswer {
  answer: Answer
  /** The body as plain text, for excerpts and the matcher. */
  text: string
  /** The same with its placeholders, as it is inserted. */
  written: string
}

export interface PublishedAnswers {
  get(id: string): PublishedAnswer | undefined
  at(site: string, locale: Locale, category: string, slug: string): PublishedAnswer | undefined
  put(published: PublishedAnswer): void
  remove(id: AnswerId): void
  all(): IterableIterator<PublishedAnswer>
  size(): number
  /** Grows with every change: for what is derived from all answers and kept. */
  version(): number
}

export function publishedAnswers(): PublishedAnswers {
  const byId = new Map<string, PublishedAnswer>()
  const byPath = new Map<string, PublishedAnswer>()
  const pathOf = (site: string, locale: string, category: string, slug: string) =>
    `${site}/${locale}/${category}/${slug}`
  let version = 0
  const remove = (id: string) => {
    const present = byId.get(id)
    if (!present) return
    version++
    byId.delete(id)
    const { site, locale, category, slug } = present.answer
    const path = pathOf(site, locale, category, slug)
    if (byPath.get(path) === present) byPath.delete(path)
  }
  return {
    get: (id) => byId.get(id),
    at: (site, locale, category, slug) => byPath.get(pathOf(site, locale, category, slug)),
    put: (published) => {
      remove(published.answer.id)
      version++
      byId.set(published.answer.id, published)
      const { site, locale, category, slug } = published.answer
      byPath.set(pathOf(site, locale, category, slug), published)
    },
    remove,
    all: () => byId.values(),
    size: () => byId.size,
    version: () => version,
  }
}
