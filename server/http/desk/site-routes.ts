import type { Library, Site } from '#kb'
import type { PublicPictures } from '../../pictures/public-pictures.ts'
import type { Live } from '../../realtime/live.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { MeAnswer, OpeningAnswer, SecretAnswer, SiteAnswer, SiteBody, VisitorTextAnswer } from '../schemas/site.ts'
import { refuseUnsettable } from './unsettable.ts'
import { itemsOf } from '../schemas/common.ts'
import { visitorTexts } from './visitor-texts.ts'
import { actorOf } from './answer-routes.ts'

interface Parts {
  library: Pick<Library, 'find' | 'sites'>
  live: Pick<Live, 'availability'>
  siteId: string
  identitySecret(site: string): Promise<string>
  people: { count(): Promise<number> }
  pictures: Pick<PublicPictures, 'has'>
}

/** Names of the settings that are not as they were. */
const changedOf = (before: Site, after: object): string =>
  Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Site]))
    .map(([name]) => name)
    .join(' ')

/** Who is signed in where, and the site's settings. */
export function siteRoutes({ library: { find, sites }, live, siteId, people, pictures, identitySecret }: Parts) {
  const app = router()
  const site = async (): Promise<Site> => found(await find.site(siteId))
  route(app, {
    method: 'get',
    path: '/desk/me',
    summary: 'Who is signed in, and where',
    who: 'operator',
    answer: MeAnswer,
    handle: async (_, { person }) => ({ person, site: await site(), people: await people.count() }),
  })
  route(app, {
    method: 'get',
    path: '/desk/site',
    summary: 'Brand, hours, allowed origins',
    who: 'operator',
    answer: SiteAnswer,
    handle: site,
  })
  route(app, {
    method: 'put',
    path: '/desk/site',
    summary: 'Change brand, hours, allowed origins',
    who: 'admin',
    body: SiteBody,
    answer: SiteAnswer,
    audit: 'site_changed',
    before: site,
    audited: ({ body }, after, before) => ({
      object: siteId,
      detail: { changed: changedOf(before as Site, after), origins: body.origins.join(' ') },
    }),
    handle: async ({ body }, { person, c }) => {
      refuseUnsettable(c, await c.req.json(), SiteBody.shape, await site())
      for (const [name, id] of Object.entries(body.logos ?? {}))
        if (id !== null && !(await pictures.has(id, 'logo')))
          throw new Refusal('picture_gone', { refused: { code: 'picture_gone', field: `logos.${name}` } })
      await sites.change(siteId, body, actorOf(person), Date.now())
      return site()
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/site/texts',
    summary: 'Everything visitors read, as we say it',
    who: 'admin',
    answer: itemsOf(VisitorTextAnswer),
    handle: async () => ({ items: visitorTexts() }),
  })
  route(app, {
    method: 'get',
    path: '/desk/site/identity-secret',
    summary: "What the shop's server signs its visitors' ids with",
    who: 'admin',
    answer: SecretAnswer,
    audit: 'secret_read',
    handle: async () => ({ secret: await identitySecret(siteId) }),
  })
  route(app, {
    method: 'get',
    path: '/desk/opening',
    summary: 'Whether the shop is open, and what visitors are told when it is not',
    who: 'operator',
    answer: OpeningAnswer,
    handle: async () => live.availability(siteId, (await site()).defaultLocale),
  })
  return app
}
