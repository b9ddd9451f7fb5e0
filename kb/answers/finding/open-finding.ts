import { CATEGORY_MARK, isShownElsewhere, type Locale, LOCALES } from '#shared'
import { type CatalogueRecords, categoriesOf, type Category, type Product } from '../../catalogue/catalogue.ts'
import { categoryNow } from '../../catalogue/categories/kept-categories.ts'
import type { Products } from '../../catalogue/products/open-products.ts'
import { addressOf, placeAt } from '../../catalogue/site-addresses.ts'
import type { AnswerId } from '../../ids.ts'
import type { Matcher, MatchHit, MatchQuery } from '../../matching/index.ts'
import { answerVisitor } from './answer-visitor.ts'
import { namedProduct } from './named-product.ts'
import { withoutOrderNumbers } from './order-question.ts'
import type { Answer } from '../answer.ts'
import { filledFor } from '../sharing/shown-on-sites.ts'
import { listHeld } from '../sharing/list-held.ts'
import type { AnswerStore } from '../store/answer-store.ts'
import { excerpt } from './excerpt.ts'
import type { Finding, Hit } from './finding.ts'
import { answerUrl } from '../../markdown/links.ts'
import { type Markdown, unreadAsText } from '../../markdown/markdown.ts'
import { proseOf } from '../../markdown/plain-text.ts'
import { resolveLinks } from '../../markdown/resolve-links.ts'
import { typographic } from '../../markdown/typography.ts'
import { linkTargets, type PublishedAnswers } from './published-answers.ts'
import { isWrittenAnew, type Picture } from '../../pictures/picture.ts'
import { pictureUrl, showPictures } from '../../pictures/show-pictures.ts'
import type { Validity } from '../validity/in-time.ts'
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
  products: Products
  markdown: Markdown
  /** A picture that answers of this site show by this name. */
  picture: (site: string, name: string) => Picture | null
  /** Public answers of a site by how often they helped, best first. */
  mostHelpful: (site: string, locale: Locale, limit: number) => Promise<AnswerId[]>
  /** Of the installation, as it is reached from outside. */
  publicUrl: string
  validity: Pick<Validity, 'isShown' | 'anyRests'>
}

export function openFinding({
  store,
  published,
  matcher,
  catalogue,
  products,
  markdown,
  picture,
  mostHelpful,
  publicUrl,
  validity,
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
  /** What stands at an address, as visitors read it: a site's own first, then what another lets it show. */
  async function shownUnder({
    site,
    ...path
  }: {
    site: string | undefined
    locale: Locale
    category: string
    slug: string
  }): Promise<Answer[]> {
    const kept = await store.publishedUnder({ ...path, ...(site ? { site } : {}) })
    const own = kept.filter(validity.isShown)
    const there = site ? published.at(site, path.locale, path.category, path.slug) : undefined
    const isHere = there?.from && there.answer.category === path.category && there.answer.slug === path.slug
    return [...own.map((answer) => filledFor(answer, catalogue())), ...(isHere ? [there.answer] : [])]
  }
  /** The product a visitor looks at: as the page names it, or as its address tells. */
  async function lookedAt(
    siteId: string,
    locale: Locale,
    sku: string | undefined,
    page: string | undefined,
  ): Promise<Product | null> {
    const named = sku ? await products.product(siteId, sku, locale) : null
    const site = named || !page ? null : siteOf(siteId)
    return named ?? (site && page ? products.ofPage(site, page, locale) : null)
  }

  /** What helped many visitors; before there are figures what the shop says it is asked; then whatever is asked in most ways. */
  async function oftenAsked(siteId: string, locale: Locale, limit: number): Promise<AnswerId[]> {
    const helpful = await mostHelpful(siteId, locale, limit)
    const named = (siteOf(siteId)?.oftenAsked ?? []).flatMap((target) => {
      const [category = '', slug = ''] = target.split('/')
      return published.at(siteId, locale, category, slug)?.answer ?? []
    })
    // However often they helped: to whoever looks at something else they are of no use.
    const ofAll = helpful.filter((id) => published.get(id)?.answer.products.length === 0)
    const known = [...new Set([...ofAll, ...named.flatMap(({ id, audience }) => (audience === 'public' ? id : []))])]
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
      const language = query.locale ?? LOCALES[0]
      const named = await namedProduct(text, (keys) => products.bySkuKeys(query.site, keys, language))
      const looked = named?.product ?? (await lookedAt(query.site, language, query.product, query.page))
      const product = looked?.sku ?? query.product
      const orderNumbers = siteOf(query.site)?.orderNumbers ?? []
      const asked = {
        ...query,
        text: named
          ? named.isAlone
            ? named.product.sku
            : named.rest
          : withoutOrderNumbers(text, orderNumbers, query.locale),
        ...(product ? { product } : {}),
        ...(looked ? { productCategories: looked.categories.map(({ id }) => id) } : {}),
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
      return { ...found, verdict, product: named.product }
    },

    async forContext(context) {
      const limit = context.limit ?? CONTEXT_LIMIT
      const product = await lookedAt(context.site, context.locale, context.product, context.page)
      const sku = product?.sku ?? context.product
      const places = new Set(context.page?.toLowerCase().split(/[/?#&=]+/))
      /** Nearest first: of the product, of its category, of the one above; an answer about anything else is for other pages. */
      const near = [...(sku ? [sku] : []), ...(product?.categories.map(({ id }) => CATEGORY_MARK + id) ?? [])]
      const distance = ({ id }: MatchHit) => {
        const answer = published.get(id)?.answer
        if (!answer) return -1
        if (answer.products.length === 0) return places.has(answer.category) ? near.length : -1
        return near.findIndex((one) => answer.products.includes(one))
      }
      const ranked = await matcher.suggestForContext({
        ...context,
        ...(sku ? { product: sku } : {}),
        ...(product ? { productCategories: product.categories.map(({ id }) => id) } : {}),
        limit,
      })
      const ofCategories = [...published.ofProducts(near.slice(sku ? 1 : 0))].flatMap(({ answer }): MatchHit[] =>
        answer.site === context.site && answer.locale === context.locale && answer.audience === 'public'
          ? [{ id: answer.id, score: 0, words: [] }]
          : [],
      )
      const fitting = [...new Map([...ranked, ...ofCategories].map((hit) => [hit.id, hit])).values()]
        .map((hit) => ({ hit, at: distance(hit) }))
        .filter(({ at }) => at >= 0)
        .sort((one, other) => one.at - other.at)
        .map(({ hit }) => hit)
      const more = (await oftenAsked(context.site, context.locale, limit + fitting.length))
        .filter((id) => !fitting.some((present) => present.id === id))
        .map((id): MatchHit => ({ id, score: 0, words: [] }))
      return [...fitting, ...more].flatMap(hit).slice(0, limit)
    },

    async related(id, limit) {
      return (await relatedAnswers(id, limit, { published, matcher, products })).flatMap(hit)
    },

    linked: ({ body, locale, site }) =>
      linkTargets(body).flatMap((target) => {
        const [category = '', slug = ''] = target.split('/')
        const found = published.at(site, locale, category, slug)?.answer
        return found?.audience === 'public' ? [{ id: found.id, url: answerUrl(found) }] : []
      }),

    async answer(id, options) {
      if (isShownElsewhere(id)) return published.get(id)?.answer ?? null
      if (!options?.published) return store.find(id)
      const [found] = await store.published([id])
      return found && (options.atAnyTime || validity.isShown(found)) ? filledFor(found, catalogue()) : null
    },

    published: async (locale, category, slug, site) =>
      (await shownUnder({ locale, category, slug, site })).find(({ audience }) => audience === 'public') ?? null,

    list(filter) {
      const asked = {
        ...filter,
        page: Math.max(1, filter.page),
        perPage: Math.min(MAX_PER_PAGE, Math.max(1, filter.perPage)),
      }
      const isHeld = published.shared(filter.site).length > 0 || validity.anyRests(filter.site)
      return isHeld ? listHeld(published, asked) : store.listPublished(asked)
    },

    async translations({ category, slug, locale, site }) {
      const others = LOCALES.filter((other) => other !== locale)
      const found = await Promise.all(others.map((other) => shownUnder({ locale: other, category, slug, site })))
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
        if (answer.site === site && answer.locale === locale) {
          const key = `${answer.audience} ${answer.category}`
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
      return categoriesOf(catalogue(), site).map(
        ({ slug, icon, title, description, audience }): Category => ({
          slug,
          icon,
          audience,
          title: title[locale],
          description: description[locale],
          answers: counts.get(`${audience} ${slug}`) ?? 0,
        }),
      )
    },

    movedTo(site, locale, category, slug) {
      if (slug !== undefined) {
        const found = published.at(site, locale, category, slug)?.answer
        const isElsewhere = found && (found.category !== category || found.slug !== slug)
        return isElsewhere && found.audience === 'public' ? answerUrl(found) : null
      }
      const records = catalogue()
      const now = categoryNow(records.kept[site], category)
      const isShown = categoriesOf(records, site).some((one) => one.slug === now && one.audience === 'public')
      return now !== category && isShown ? `/${locale}/${now}` : null
    },

    products: (site, locale, filter = {}) =>
      products.list(site, locale, {
        ...filter,
        page: Math.max(1, filter.page ?? 1),
        perPage: Math.min(MAX_PER_PAGE, Math.max(1, filter.perPage ?? MAX_PER_PAGE)),
      }),
    productCategories: (site, locale) => products.categories(site, locale),
    productNames: (site, locale, about) => products.named({ site, locale, products: about }),
    product: (slugOrSku, locale, site) => products.product(site, slugOrSku, locale),
    lookedAt: ({ site, locale, product, page }) => lookedAt(site, locale, product, page),

    site: async (id) => siteOf(id),
    sites: async () => catalogue().sites,
    address: (site) => addressOf(catalogue().sites, publicUrl, site),
    placeAt: (asked) => placeAt(catalogue().sites, publicUrl, asked),

    async html(answer) {
      const { html } = (await markdown.read(answer.body, answer.locale)) ?? unreadAsText(answer.body)
      const linked = resolveLinks(html, resolverOf(published, { ...catalogue(), products }, answer))
      return showPictures(linked, (name) => picture(answer.site, name))
    },

    async pictures(answer) {
      const read = await markdown.read(answer.body, answer.locale)
      return (read?.pictures ?? []).flatMap(({ name, description }) => {
        const found = picture(answer.site, name)
        if (!found || found.kind === 'document') return []
        const { kind, width, height } = found
        const url = pictureUrl(found, isWrittenAnew(found) ? '960.webp' : 'original')
        return [{ kind, description, url, card: pictureUrl(found, 'card.jpg'), width, height }]
      })
    },

    prose: (id) => proseOf(published.get(id)?.text ?? ''),
    typographic,
  }
  return finding
}
