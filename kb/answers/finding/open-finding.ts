import { type Locale, LOCALES } from '#shared'
import { type CatalogueRecords, type Category, productIn } from '../../catalogue/catalogue.ts'
import { productOfPage } from '../../catalogue/product-of-page.ts'
import type { AnswerId } from '../../ids.ts'
import type { Matcher, MatchHit, MatchQuery } from '../../matching/index.ts'
import { answerVisitor } from './answer-visitor.ts'
import { namedProduct } from './named-product.ts'
import { withoutOrderNumbers } from './order-question.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import { excerpt } from './excerpt.ts'
import type { Finding, Hit } from './finding.ts'
import { answerUrl } from '../../markdown/links.ts'
import { type Markdown, unreadAsText } from '../../markdown/markdown.ts'
import { proseOf } from '../../markdown/plain-text.ts'
import { resolveLinks } from '../../markdown/resolve-links.ts'
import { typographic } from '../../markdown/typography.ts'
import { linkTargets, type PublishedAnswers } from './published-answers.ts'
import { relatedAnswers } from './related-answers.ts'
import { resolverOf } from './resolve-link.ts'

const MAX_PER_PAGE = 100
const CONTEXT_LIMIT = 5
const MAX_QUERY = 4_000

export interface FindingParts {
  store: AnswerStore
  published: PublishedAnswers
  matcher: Matcher
  catalogue: () => CatalogueRecords
  markdown: Markdown
  /** Public answers of a site by how often they helped, best first. */
  mostHelpful: (site: string, locale: Locale, limit: number) => Promise<AnswerId[]>
}

export function openFinding({
  store,
  published,
  matcher,
  catalogue,
  markdown,
  mostHelpful,
}: FindingParts): Finding & { hit(match: MatchHit): Hit[] } {
  /** A hit whose answer was withdrawn a moment ago is dropped. */
  function hit({ id, score, words, phrasing }: MatchHit): Hit[] {
    const found = published.get(id)
    if (!found) return []
    const { answer, text } = found
    return [
      {
        id: answer.id,
        question: answer.question,
        excerpt: excerpt(text, words, answer.question),
        url: answerUrl(answer),
        score,
        category: answer.category,
        locale: answer.locale,
        audience: answer.audience,
        words,
        ...(phrasing ? { phrasing } : {}),
        ...(answer.phrasings.some((own) => own.text === phrasing) ? { asked: phrasing } : {}),
      },
    ]
  }

  const siteOf = (site: string) => catalogue().sites.find(({ id }) => id === site) ?? null
  /** SKU of the product that a page of the shop sells. */
  function productAt(siteId: string, page: string | undefined): string | undefined {
    const site = page ? siteOf(siteId) : null
    return site && page ? productOfPage(site, page, catalogue().products)?.sku : undefined
  }

  /** What helped many visitors; before there are figures what the shop says it is asked; then whatever is asked in most ways. */
  async function oftenAsked(siteId: string, locale: Locale, limit: number): Promise<AnswerId[]> {
    const helpful = await mostHelpful(siteId, locale, limit)
    const named = (siteOf(siteId)?.oftenAsked ?? []).flatMap((target) => {
      const [category = '', slug = ''] = target.split('/')
      return published.at(siteId, locale, category, slug)?.answer ?? []
    })
    const known = [...new Set([...helpful, ...named.flatMap(({ id, audience }) => (audience === 'public' ? id : []))])]
    if (known.length >= limit) return known
    const general = [...published.all()]
      .map(({ answer }) => answer)
      .filter(
        ({ site, locale: language, audience, products }) =>
          site === siteId && language === locale && audience === 'public' && products.length === 0,
      )
      .sort((one, other) => other.phrasings.length - one.phrasings.length)
    return [...new Set([...known, ...general.map(({ id }) => id)])]
  }

  const finding: Finding & { hit(match: MatchHit): Hit[] } = {
    hit,

    async match(query) {
      const text = query.text.slice(0, MAX_QUERY)
      const { products } = catalogue()
      const named = namedProduct(text, products)
      const product = named?.product.sku ?? query.product ?? productAt(query.site, query.page)
      const orderNumbers = siteOf(query.site)?.orderNumbers ?? []
      const asked = {
        ...query,
        text: named
          ? named.isAlone
            ? named.product.sku
            : named.rest
          : withoutOrderNumbers(text, orderNumbers, query.locale),
        ...(product ? { product } : {}),
      }
      const match = async (one: MatchQuery) => {
        const found = await matcher.match(one)
        return { ...found, hits: found.hits.flatMap(hit) }
      }
      if (query.audience !== 'public') return { ...(await match({ ...asked, typing: !!query.typing })), intent: null }
      const { site, locale = LOCALES[0], page, limit } = query
      const found = await answerVisitor(asked, {
        match,
        offered: () =>
          finding.forContext({
            site,
            locale,
            ...(product ? { product } : {}),
            ...(page ? { page } : {}),
            ...(limit ? { limit } : {}),
          }),
      })
      if (!named) return found
      // A number alone asks for the product, not for one of its answers.
      const verdict = named.isAlone && found.verdict === 'answer' ? 'suggest' : found.verdict
      return { ...found, verdict, product: productIn(named.product, locale) }
    },

    async forContext(context) {
      const limit = context.limit ?? CONTEXT_LIMIT
      const product = context.product ?? productAt(context.site, context.page)
      const places = new Set(context.page?.toLowerCase().split(/[/?#&=]+/))
      const fits = ({ id }: MatchHit) => {
        const answer = published.get(id)?.answer
        return answer && ((product && answer.products.includes(product)) || places.has(answer.category))
      }
      const ranked = await matcher.suggestForContext({ ...context, ...(product ? { product } : {}), limit })
      const fitting = ranked.filter(fits)
      const more = (await oftenAsked(context.site, context.locale, limit + fitting.length))
        .filter((id) => !fitting.some((present) => present.id === id))
        .map((id): MatchHit => ({ id, score: 0, words: [] }))
      return [...fitting, ...more].flatMap(hit).slice(0, limit)
    },

    async related(id, limit) {
      return (await relatedAnswers(id, limit, { published, matcher, catalogue })).flatMap(hit)
    },

    linked: ({ body, locale, site }) =>
      linkTargets(body).flatMap((target) => {
        const [category = '', slug = ''] = target.split('/')
        const found = published.at(site, locale, category, slug)?.answer
        return found?.audience === 'public' ? [{ id: found.id, url: answerUrl(found) }] : []
      }),

    async answer(id, options) {
      if (options?.published) return (await store.published([id]))[0] ?? null
      return store.find(id)
    },

    published: async (locale, category, slug, site) =>
      (await store.publishedUnder({ locale, category, slug, ...(site ? { site } : {}) })).find(
        ({ audience }) => audience === 'public',
      ) ?? null,

    list: (filter) =>
      store.listPublished({
        ...filter,
        page: Math.max(1, filter.page),
        perPage: Math.min(MAX_PER_PAGE, Math.max(1, filter.perPage)),
      }),

    async translations({ category, slug, locale, site }) {
      const others = LOCALES.filter((other) => other !== locale)
      const found = await Promise.all(
        others.map((other) => store.publishedUnder({ locale: other, category, slug, ...(site ? { site } : {}) })),
      )
      return found.flatMap((answers) =>
        answers
          .filter(({ audience }) => audience === 'public')
          .slice(0, 1)
          .map((answer) => ({ locale: answer.locale, path: answerUrl(answer) })),
      )
    },

    async categories(site, locale) {
      const counts = new Map<string, number>()
      for (const { answer } of published.all())
        if (answer.site === site && answer.locale === locale)
          counts.set(answer.category, (counts.get(answer.category) ?? 0) + 1)
      return catalogue().categories.map(
        ({ slug, icon, title, description, audience }): Category => ({
          slug,
          icon,
          audience,
          title: title[locale],
          description: description[locale],
          answers: counts.get(slug) ?? 0,
        }),
      )
    },

    products: async (_site, locale) => catalogue().products.map((record) => productIn(record, locale)),

    async product(slugOrSku, locale) {
      const wanted = slugOrSku.toLowerCase()
      const record = catalogue().products.find(({ slug, sku }) => slug === wanted || sku.toLowerCase() === wanted)
      return record ? productIn(record, locale) : null
    },

    site: async (id) => siteOf(id),
    sites: async () => catalogue().sites,

    async html(answer) {
      const { html } = (await markdown.read(answer.body, answer.locale)) ?? unreadAsText(answer.body)
      return resolveLinks(html, resolverOf(published, catalogue(), answer))
    },

    prose: (id) => proseOf(published.get(id)?.text ?? ''),
    typographic,
  }
  return finding
}
