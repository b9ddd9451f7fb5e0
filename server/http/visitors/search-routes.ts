import { answersLocale, bindShortWords, cutText, type InterfaceLocale, type Locale } from '#shared'
import type { Hit, Library, Product } from '#kb'
import type { Availability, Face } from '#protocol'
import { z } from '@hono/zod-openapi'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import type { Live } from '../../realtime/live.ts'
import type { Orders } from '../../visitors/orders/orders.ts'
import type { VisitorIdentity } from '../../visitors/visitor-token.ts'
import { networkOf } from '../address.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { AnswerIdParam, Nothing, ReaderLocaleParam } from '../schemas/common.ts'
import * as shapes from '../schemas/search.ts'
import { offerOf } from './present-files.ts'
import { ownLookOf } from './present-look.ts'
import { weekOf } from './present-hours.ts'

/** An address may make this thread work a third of its time: 600 points in five seconds. */
const MS_PER_POINT = 2.5
const MOST_POINTS = 40

/** What the panel shows at first changes when somebody publishes; who is there is asked apart. */
const CONTEXT_AGE_S = 60
/** Without them a browser takes a 304 for an answer it may not read. */
const CROSS_ORIGIN = ['access-control-allow-origin', 'cross-origin-resource-policy']

const TWO_LINES = 120
/** Attributes of a product on the panel's card; its page has them all. */
const FACTS_ON_CARD = 4
/** Nobody tells apart more, and digits do not compress. */
const rounded = (share: number) => Math.round(share * 1e4) / 1e4

interface Parts {
  library: Library
  /** Of the installation: pictures are loaded from there. */
  publicUrl: string
  availability(site: string, locale: InterfaceLocale): Promise<Availability>
  /** Who answers at the site, now or in general. */
  team(site: string, locale: InterfaceLocale): Promise<Face[]>
  /** A mail server is set: answers can go by mail. */
  sendsMail: boolean
  strangerKey(address: string): string
  /** What has been done cost more than one: the address may do less for a while. */
  charge(kind: 'search', address: string, points: number): Promise<void>
  /** Counts against the limits of one visitor and address; refuses with the wait. */
  /** Kept out of everything but reading. */
  isKeptOut: Live['isKeptOut']
  orders: Orders
  limit(kind: 'order' | 'search' | 'outcome', address: string, visitor: string | null): Promise<void>
}

/** What every visitor may ask of the library, from any page the site allows. */
export function searchRoutes(parts: Parts) {
  const { library, availability, team, sendsMail, publicUrl, strangerKey, isKeptOut, limit, charge, orders } = parts
  const app = router()
  app.use('/widget/context', etag({ weak: true, retainedHeaders: [...RETAINED_304_HEADERS, ...CROSS_ORIGIN] }))
  const { find, visits } = library
  /** Links lead to the help centre of the site that was asked. */
  const present = ({ id, question, excerpt, url, score, locale }: Hit, site: string) => ({
    id,
    question: bindShortWords(question, locale),
    excerpt: bindShortWords(excerpt, locale),
    url: find.address(site) + url,
    score: rounded(score),
  })
  /** The first may stand alone with its beginning; of the others two lines are shown. */
  const brief = (hit: Hit, at: number, site: string) => {
    const { excerpt } = hit
    const short = at === 0 || excerpt.length <= TWO_LINES
    return present(
      short ? hit : { ...hit, excerpt: `${cutText(excerpt, TWO_LINES).replace(/[\s,;:–—-]+\S*$/, '')}…` },
      site,
    )
  }
  const productCard = ({ sku, slug, name, price }: Product, site: string, locale: Locale) => ({
    sku,
    name,
    price,
    url: `${find.address(site)}/${locale}/product/${slug}`,
  })
  const productOnPage = (product: Product, site: string, locale: Locale) => ({
    ...productCard(product, site, locale),
    currency: product.currency,
    availability: product.availability,
    picture: product.picture,
    attributes: product.attributes.slice(0, FACTS_ON_CARD),
  })
  /** Where questions are listed alone. */
  const titled = (hit: Hit, site: string) => ({ ...present(hit, site), excerpt: '' })
  const teamOf = async (site: string, locale: InterfaceLocale) => {
    const faces = await team(site, locale)
    return faces.length > 0 ? { team: faces } : {}
  }
  const siteOf = async (id: string) => found(await find.site(id))
  /** The order whose number stands in the question, once the shop has said that this visitor may see it; else the library answers as ever. */
  const orderAsked = async (
    { q, site: id, locale }: { q: string; site: string; locale: InterfaceLocale },
    visitor: VisitorIdentity | null,
    address: string,
  ) => {
    const site = await find.site(id)
    const orderNumber = site?.orders.hook ? orders.numberIn(site, q) : null
    if (!site || !orderNumber) return null
    const mayAsk = await limit('order', address, visitor?.visitorId ?? null).then(
      () => true,
      () => false,
    )
    if (!mayAsk) return null
    const now = Date.now()
    const vouched = visitor?.site === id ? visitor.verified : null
    const who = vouched && { id: vouched.id, mail: vouched.mail }
    const said = await orders.find(site, { orderNumber, askedBy: 'visitor', visitor: who }, now)
    if (!said?.ok || !said.visitorMaySee) return null
    const shown = orders.show(said.order, { url: site.url, locale, asker: strangerKey(address) }, now)
    return { id: shown.id, question: shown.question, excerpt: shown.excerpt, url: shown.url, score: 1 }
  }

  route(app, {
    method: 'get',
    path: '/search',
    summary: 'The library answers first',
    who: 'anyone',
    knowsVisitors: true,
    query: shapes.SearchQuery,
    answer: shapes.SearchAnswer,
    handle: async ({ query }, { visitor, address }) => {
      await limit('search', address, visitor?.visitorId ?? null)
      const begun = performance.now()
      const match = await find.match({
        text: query.q,
        site: query.site,
        locale: answersLocale(query.locale),
        audience: 'public',
        limit: query.limit,
        ...(query.typing ? { typing: query.typing === 'paused' ? ('paused' as const) : true } : {}),
        now: Date.now(),
        ...(query.product ? { product: query.product } : {}),
        ...(query.page ? { page: query.page } : {}),
      })
      const cost = Math.floor((performance.now() - begun) / MS_PER_POINT)
      if (cost > 0) await charge('search', address, Math.min(cost, MOST_POINTS))
      const order = query.typing === '1' ? null : await orderAsked(query, visitor, address)
      if (!query.typing && !match.intent && query.q.trim()) {
        await visits.record(
          {
            site: query.site,
            locale: answersLocale(query.locale),
            visitor: visitor?.visitorId ?? strangerKey(address),
            kind: 'searched',
            query: query.q,
            verdict: order ? 'answer' : match.verdict,
            product: query.product ?? null,
          },
          Date.now(),
        )
      }
      const { product: named, ...found } = match
      // Beside one answer the others are listed by their questions alone.
      const isOne = match.verdict === 'answer'
      if (order)
        return {
          ...found,
          intent: null,
          verdict: 'answer' as const,
          confidence: 1,
          searched: query.q,
          repaired: [],
          hits: [order],
        }
      return {
        ...found,
        confidence: rounded(match.confidence),
        hits: match.hits.map((hit, at) => (isOne && at > 0 ? titled(hit, query.site) : brief(hit, at, query.site))),
        ...(named ? { product: productCard(named, query.site, answersLocale(query.locale)) } : {}),
      }
    },
  })
  route(app, {
    method: 'get',
    path: '/widget/context',
    summary: 'What the panel shows before anything is typed',
    who: 'anyone',
    query: shapes.ContextQuery,
    answer: shapes.WidgetContextAnswer,
    handle: async ({ query }, { c }) => {
      const site = await siteOf(query.site)
      const locale = answersLocale(query.locale)
      const live = query.presence !== 'apart'
      if (!live) c.header('Cache-Control', `private, max-age=${CONTEXT_AGE_S}`)
      const [hits, sold] = await Promise.all([
        find.forContext({ ...query, locale, limit: 5 }),
        find.lookedAt({ ...query, locale }),
      ])
      return {
        site: {
          id: site.id,
          name: site.name[locale],
          // A reader of another language is greeted by the panel itself, not in a language that is not theirs.
          greeting: locale === query.locale ? find.typographic(site.greeting[locale], locale) : '',
          mail: site.mail,
          helpCentre: `${find.address(site.id)}/${locale}`,
          locales: site.locales,
        },
        brand: site.brand,
        ...(live ? { availability: await availability(site.id, query.locale) } : {}),
        letters: sendsMail,
        ...offerOf(site.files),
        ...ownLookOf(site, query.locale, publicUrl),
        ...(await teamOf(site.id, query.locale)),
        hours: weekOf(site),
        hits: hits.map((hit) => (live ? present(hit, site.id) : titled(hit, site.id))),
        ...(sold ? { product: productOnPage(sold, site.id, locale) } : {}),
      }
    },
  })
  route(app, {
    method: 'get',
    path: '/widget/availability',
    summary: 'Who is there, now',
    who: 'anyone',
    query: shapes.AvailabilityQuery,
    answer: shapes.AvailabilityAnswer,
    handle: async ({ query }) => availability((await siteOf(query.site)).id, query.locale),
  })
  const params = z.object({ id: AnswerIdParam })
  route(app, {
    method: 'get',
    path: '/answers/{id}',
    summary: 'One published answer',
    who: 'anyone',
    params,
    query: z.object({ locale: ReaderLocaleParam }),
    answer: shapes.PublicAnswer,
    handle: async ({ params: { id }, query }, { address }) => {
      const order = orders.shown(id, strangerKey(address), Date.now())
      if (order)
        return {
          id,
          question: order.question,
          html: order.html,
          url: order.url,
          category: { slug: 'order', title: order.title },
          related: [],
          links: [],
        }
      const answer = await find.answer(id, { published: true })
      if (answer?.audience !== 'public') throw new Refusal('not_found')
      const category = (await find.categories(answer.site, answersLocale(query.locale))).find(
        (one) => one.slug === answer.category,
      )
      return {
        id: answer.id,
        // As its page has it; of what is only listed the quick rules are enough.
        question: find.typographic(answer.question, answer.locale),
        html: await find.html(answer),
        url: `${find.address(answer.site)}/${answer.locale}/${answer.category}/${answer.slug}`,
        category: { slug: answer.category, title: category?.title ?? answer.category },
        related: (await find.related(answer.id, 3)).map((hit) => titled(hit, answer.site)),
        links: find.linked(answer).map(({ id, url }) => ({ id, url: find.address(answer.site) + url })),
      }
    },
  })
  route(app, {
    method: 'post',
    path: '/answers/{id}/outcome',
    summary: 'Did this help?',
    who: 'anyone',
    knowsVisitors: true,
    params,
    body: shapes.OutcomeBody,
    form: shapes.OutcomeForm,
    answer: Nothing,
    responses: { 303: { description: 'Of the form: back to the answer' } },
    handle: async ({ params: { id }, body }, { visitor, address }) => {
      await limit('outcome', address, visitor?.visitorId ?? null)
      // Of an order there is nothing to learn.
      if (orders.shown(id, strangerKey(address), Date.now())) return {}
      const answer = await find.answer(id, { published: true })
      if (answer?.audience !== 'public') throw new Refusal('not_found')
      if (await isKeptOut(answer.site, visitor, networkOf(address))) throw new Refusal('blocked')
      await visits.record(
        {
          site: answer.site,
          locale: answersLocale(body.locale),
          visitor: visitor?.visitorId ?? strangerKey(address),
          kind: body.helped ? 'helped' : 'not_helped',
          query: body.query ?? '',
          answerId: answer.id,
          reason: body.reason ?? null,
        },
        Date.now(),
      )
      return {}
    },
  })
  return app
}
