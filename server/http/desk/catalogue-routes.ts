import { z } from '@hono/zod-openapi'
import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { FILE_NAME_HEADER } from '#protocol'
import { isLocale, type Locale, LOCALES } from '#shared'
import { BrokenFeed, type CatalogueImport, type Library, type Site } from '#kb'
import type { FeedRoom } from '../../catalogue/feed-room.ts'
import { mayActAs } from '../../auth/people.ts'
import type { Env } from '../env.ts'
import { describedAs, OrderHeader, REFUSALS } from '../openapi/describe-route.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router, signedOut, valueFrom } from '../route.ts'
import { IdParam, SiteParam } from '../schemas/common.ts'
import * as shapes from '../schemas/catalogue.ts'

interface Parts {
  library: Pick<Library, 'catalogue' | 'find'>
  feeds: FeedRoom
  publicUrl: string
  catalogueKey(site: string): Promise<string>
}

const MINUTE_MS = 60_000
const RECENT = 20
const FEED = `The feed itself, as it is: YML, Google Merchant as XML or TSV, or a table with headings. \`Content-Length\` is needed.`
const OfApi = z.object({ site: SiteParam, locale: z.enum(LOCALES) })

/** Feeds take as long as they take, and are as large as they are. */
export const isFeedUpload = (path: string): boolean =>
  /^\/api\/(desk\/)?catalogue\/([^/]+\/)?[^/]+(\/feed)?$/.test(path)

/** The products of a shop: where they come from, what a feed would change, what became of it. */
export function catalogueRoutes({ library: { catalogue, find }, feeds, publicUrl, catalogueKey }: Parts) {
  const app = router()
  const siteOf = async (id: string): Promise<Site> => found(await find.site(id))

  route(app, {
    method: 'get',
    path: '/desk/catalogue',
    summary: 'Where products come from, and what waits to be decided',
    who: 'lead',
    answer: shapes.CatalogueAnswer,
    handle: async (_, { site }) => {
      const [products, sources, { items }] = await Promise.all([
        catalogue.counts(site),
        catalogue.sources(site),
        catalogue.imports(site, 1, RECENT),
      ])
      return {
        products,
        ofFiles: catalogue.ofFiles(site),
        sources,
        waiting: LOCALES.flatMap((locale) => undecided(items, locale)),
      }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/catalogue/imports',
    summary: 'Feeds that came, newest first',
    who: 'lead',
    query: shapes.ImportsQuery,
    answer: shapes.ImportsAnswer,
    handle: ({ query }, { site }) => catalogue.imports(site, query.page, query.perPage),
  })
  const params = z.object({ id: IdParam })
  route(app, {
    method: 'post',
    path: '/desk/catalogue/imports/{id}/apply',
    summary: 'Take the products of a feed that waits',
    who: 'lead',
    params,
    answer: shapes.ImportAnswer,
    audit: 'catalogue_taken',
    audited: (_, { added, changed, gone }) => ({ detail: { added, changed, gone } }),
    handle: async ({ params: { id } }, { site }) => valueFrom(await catalogue.apply(site, id, Date.now())),
  })
  route(app, {
    method: 'post',
    path: '/desk/catalogue/imports/{id}/discard',
    summary: 'Leave the products as they are',
    who: 'lead',
    params,
    answer: shapes.ImportAnswer,
    audit: 'catalogue_left',
    handle: async ({ params: { id } }, { site }) => valueFrom(await catalogue.discard(site, id)),
  })
  route(app, {
    method: 'put',
    path: '/desk/catalogue/{locale}/source',
    summary: 'Set where the feed of a language is fetched from, how often, and what its columns mean',
    who: 'lead',
    params: shapes.FeedLocaleParams,
    body: shapes.SourceBody,
    answer: shapes.SourceAnswer,
    audit: 'catalogue_source_changed',
    audited: ({ params: { locale }, body }, _answer, _before, { site }) => ({
      object: site,
      detail: { locale, url: body.url ?? '' },
    }),
    handle: async ({ params: { locale }, body }, { site }) => {
      const url = body.url || null
      if (url !== null) checkAddress(feeds, url)
      const nextAt = url === null ? null : new Date(Date.now() + MINUTE_MS).toISOString()
      return catalogue.changeSource(site, locale, { ...body, url, nextAt })
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/catalogue/{locale}/fetch',
    summary: 'Fetch the feed of a language now',
    who: 'lead',
    params: shapes.FeedLocaleParams,
    answer: shapes.FetchedAnswer,
    audit: 'catalogue_fed',
    audited: ({ params: { locale } }, _answer, _before, { site }) => ({ object: site, detail: { locale } }),
    handle: async ({ params: { locale } }, { person, site }) => {
      const source = (await catalogue.sources(site)).find((one) => one.locale === locale)
      if (!source?.url) throw new Refusal('not_found')
      return { import: await feeds.fetch(source, { id: person.id, name: person.name }) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/catalogue/key',
    summary: "What the shop's server proves itself with when it sends its feed",
    who: 'admin',
    answer: shapes.KeyAnswer,
    audit: 'secret_read',
    handle: async (_, { site }) => ({
      key: await catalogueKey(site),
      address: `${publicUrl}/api/catalogue/${site}/${(await siteOf(site)).defaultLocale}`,
    }),
  })

  const described = (path: string, who: 'anyone' | 'lead', summary: string, request: object, security?: object) =>
    app.openAPIRegistry.registerPath({
      method: 'put',
      path,
      summary,
      description: FEED,
      ...describedAs('put', path, who, ...((security ? [[security]] : []) as [])),
      ...(who === 'lead' ? { 'x-audit': 'catalogue_fed' } : {}),
      request: {
        ...request,
        body: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
      },
      responses: {
        200: {
          description: 'Read; `state` says what became of it',
          content: { 'application/json': { schema: shapes.ImportAnswer } },
        },
        ...REFUSALS,
      },
    })
  described('/desk/catalogue/{locale}/feed', 'lead', 'A feed by hand: shown first, taken when somebody says so', {
    params: shapes.FeedLocaleParams,
    headers: OrderHeader,
  })
  app.put('/desk/catalogue/:locale/feed', async (c) => {
    const person = c.get('person')
    if (!person) throw signedOut(c)
    if (!mayActAs(person.role, 'lead')) throw new Refusal('not_allowed')
    const feed = {
      site: await siteOf(person.site),
      locale: localeOf(c),
      name: nameOf(c),
      by: { id: person.id, name: person.name },
    }
    const one = await feeds.upload(feed, bodyOf(c))
    await c.get('audit')('catalogue_fed', { object: person.site, detail: { locale: feed.locale, state: one.state } })
    return answered(c, one)
  })
  described(
    '/catalogue/{site}/{locale}',
    'anyone',
    "A feed from the shop's own server: taken at once, unless most products would be gone",
    { params: OfApi },
    { catalogueKey: [] },
  )
  app.put('/catalogue/:site/:locale', async (c) => {
    const shop = await find.site(c.req.param('site'))
    const given = /^Bearer ([0-9a-f]{64})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    // A site that is not there takes as long as a wrong key.
    const key = await catalogueKey(shop?.id ?? (await find.sites())[0]?.id ?? '')
    if (!shop || given.length !== key.length || !timingSafeEqual(Buffer.from(given), Buffer.from(key)))
      throw new Refusal('not_found')
    return answered(c, await feeds.put({ site: shop, locale: localeOf(c), name: nameOf(c), by: null }, bodyOf(c)))
  })
  return app
}

/** What the newest feeds of a language left open: one that waits, or those that broke since something good came. */
function undecided(items: readonly CatalogueImport[], locale: Locale): CatalogueImport[] {
  const newest = items.find((one) => one.locale === locale && one.state !== 'discarded')
  return newest && ['ready', 'refused'].includes(newest.state) ? [newest] : []
}

function checkAddress(feeds: Pick<FeedRoom, 'checkAddress'>, url: string): void {
  try {
    feeds.checkAddress(url)
  } catch (error) {
    if (error instanceof BrokenFeed) throw new Refusal('bad_feed_address')
    throw error
  }
}

function localeOf(c: Context<Env>): Locale {
  const locale = c.req.param('locale')
  if (!isLocale(locale)) throw new Refusal('not_found')
  return locale
}

function nameOf(c: Context<Env>): string {
  const name = c.req.header(FILE_NAME_HEADER) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function bodyOf(c: Context<Env>): AsyncIterable<Uint8Array> {
  if (c.req.header('content-length') === undefined) throw new Refusal('length_needed')
  return c.req.raw.body ?? nothing()
}
async function* nothing(): AsyncGenerator<Uint8Array> {}

const answered = (c: Context<Env>, one: CatalogueImport): Response => c.json(shapes.ImportAnswer.parse(one))
