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
  /** The record it is shown of, where another site has it. */
  from?: { id: AnswerId; site: string }
  /** It says something that the site's settings decide. */
  fills?: boolean
}

export interface PublishedAnswers {
  get(id: string): PublishedAnswer | undefined
  /** The answer at this address, or the one that was there before and is elsewhere now. */
  at(site: string, locale: Locale, category: string, slug: string): PublishedAnswer | undefined
  /** What was found at this address is the answer of this id, wherever it is; one that is put elsewhere is found by its last address too. */
  wasAt(address: { site: string; locale: Locale; category: string; slug: string }, id: AnswerId): void
  put(published: PublishedAnswer): void
  remove(id: AnswerId): void
  all(): IterableIterator<PublishedAnswer>
  /** Those of other sites' records, of all sites or of one. */
  shared(site?: string): PublishedAnswer[]
  /** Answers that this one's text links to. */
  linkedTo(answer: PublishedAnswer): Set<PublishedAnswer>
  /** Answers whose text links to this one. */
  linkedFrom(answer: PublishedAnswer): Set<PublishedAnswer>
  /** Answers about any of these products, of every site and language. */
  ofProducts(skus: readonly string[]): Set<PublishedAnswer>
  size(): number
  /** Grows with every change: for what is derived from all answers and kept. */
  version(): number
}

const addressOf = ({ answer }: PublishedAnswer) => `${answer.site}/${answer.locale}/${answer.category}/${answer.slug}`
export const byAddress = (one: PublishedAnswer, other: PublishedAnswer): number =>
  addressOf(one) < addressOf(other) ? -1 : 1

const ANSWER_LINK = /\banswer:([a-z0-9-]+\/[a-z0-9-]+)/g

/** `category/slug` of the answers a body links to, each once. */
export const linkTargets = (body: string): string[] => [
  ...new Set([...body.matchAll(ANSWER_LINK)].map(([, target]) => target!)),
]

/** Several answers under one key; a key without any is gone. */
function grouped() {
  const groups = new Map<string, Set<PublishedAnswer>>()
  return {
    of: (key: string): ReadonlySet<PublishedAnswer> => groups.get(key) ?? new Set(),
    add(key: string, one: PublishedAnswer) {
      const group = groups.get(key)
      if (group) group.add(one)
      else groups.set(key, new Set([one]))
    },
    remove(key: string, one: PublishedAnswer) {
      const group = groups.get(key)
      if (group?.delete(one) && group.size === 0) groups.delete(key)
    },
  }
}

export function publishedAnswers(): PublishedAnswers {
  const byId = new Map<string, PublishedAnswer>()
  const byPath = new Map<string, PublishedAnswer>()
  const pathOf = (site: string, locale: string, category: string, slug: string) =>
    `${site}/${locale}/${category}/${slug}`
  const pathTo = ({ answer: { site, locale, category, slug } }: PublishedAnswer) => pathOf(site, locale, category, slug)
  const before = new Map<string, AnswerId>()
  const addressesBefore = new Map<string, Set<string>>()
  const linking = grouped()
  const aboutProduct = grouped()
  const shared = new Set<PublishedAnswer>()
  let version = 0
  const targetsOf = ({ answer: { site, locale, body } }: PublishedAnswer) =>
    linkTargets(body).map((target) => `${site}/${locale}/${target}`)
  const remove = (id: string) => {
    const present = byId.get(id)
    if (!present) return
    version++
    byId.delete(id)
    const path = pathTo(present)
    shared.delete(present)
    if (byPath.get(path) === present) {
      byPath.delete(path)
      for (const one of shared) if (pathTo(one) === path) byPath.set(path, one)
    }
    for (const target of targetsOf(present)) linking.remove(target, present)
    for (const sku of present.answer.products) aboutProduct.remove(sku, present)
  }
  const wasAt: PublishedAnswers['wasAt'] = ({ site, locale, category, slug }, id) => {
    const path = pathOf(site, locale, category, slug)
    addressesBefore.get(before.get(path) ?? '')?.delete(path)
    before.set(path, id)
    addressesBefore.set(id, (addressesBefore.get(id) ?? new Set()).add(path))
  }
  const atPath = (path: string) => byPath.get(path) ?? byId.get(before.get(path) ?? '')
  return {
    get: (id) => byId.get(id),
    at: (site, locale, category, slug) => atPath(pathOf(site, locale, category, slug)),
    wasAt,
    put: (published) => {
      const was = byId.get(published.answer.id)?.answer
      remove(published.answer.id)
      version++
      if (was && (was.category !== published.answer.category || was.slug !== published.answer.slug)) wasAt(was, was.id)
      byId.set(published.answer.id, published)
      const path = pathTo(published)
      if (published.from) shared.add(published)
      // What is a site's own goes first.
      if (!published.from || byPath.get(path)?.from !== undefined || !byPath.has(path)) byPath.set(path, published)
      for (const target of targetsOf(published)) linking.add(target, published)
      for (const sku of published.answer.products) aboutProduct.add(sku, published)
    },
    remove,
    all: () => byId.values(),
    shared: (site) => [...shared].filter(({ answer }) => site === undefined || answer.site === site),
    linkedTo: (from) => new Set(targetsOf(from).flatMap((path) => atPath(path) ?? [])),
    linkedFrom: ({ answer: { id, site, locale, category, slug } }) => {
      const leading = [...(addressesBefore.get(id) ?? [])].filter((path) => !byPath.has(path))
      return new Set([pathOf(site, locale, category, slug), ...leading].flatMap((path) => [...linking.of(path)]))
    },
    ofProducts: (skus) => new Set(skus.flatMap((sku) => [...aboutProduct.of(sku)])),
    size: () => byId.size,
    version: () => version,
  }
}
