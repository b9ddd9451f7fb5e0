import { dateIn } from '#shared'
import type { Library, Site } from '#kb'
import { type DeskPerson, personOn } from '../../auth/people.ts'
import type { PublicPictures } from '../../pictures/public-pictures.ts'
import type { Live } from '../../realtime/live.ts'
import { originsFor, originsOf } from '../../visitors/site-origins.ts'
import type { PageCalls } from '../../visitors/page-calls.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { itemsOf, Nothing } from '../schemas/common.ts'
import {
  CallsAnswer,
  ChosenSiteBody,
  MeAnswer,
  NewSiteBody,
  OpeningAnswer,
  OwnSiteAnswer,
  SiteAnswer,
  SiteBody,
  VisitorTextAnswer,
} from '../schemas/site.ts'
import { refuseUnsettable } from './unsettable.ts'
import { changedFacts } from './facts/changed-facts.ts'
import { visitorTexts } from './visitor-texts.ts'
import { actorOf } from './answer-routes.ts'

interface Parts {
  library: Pick<Library, 'facts' | 'find' | 'sites'>
  live: Pick<Live, 'availability'>
  people: { list(site: string): Promise<unknown[]> }
  pictures: Pick<PublicPictures, 'has'>
  siteChosen(headers: Headers, site: string): Promise<void>
  pageCalls: Pick<PageCalls, 'newestOf' | 'othersThan'>
}

/** Names of the settings that are not as they were. */
const changedOf = (before: Site, after: object): string =>
  Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Site]))
    .map(([name]) => name)
    .join(' ')

/** Who is signed in where, and the site's settings. */
export function siteRoutes({ library: { facts, find, sites }, live, people, pictures, pageCalls, siteChosen }: Parts) {
  const app = router()
  const siteOf = async (id: string): Promise<Site> => found(await find.site(id))
  const sitesOf = async (person: DeskPerson) =>
    (await find.sites()).flatMap(({ id, name, url }) => {
      const here = personOn(person, id)
      return here ? [{ id, name, url, role: here.role }] : []
    })
  /** Two help centres at one address would be one. */
  const isFree = async (helpCentre: string | null | undefined, id: string) => {
    if (helpCentre && (await find.sites()).some((one) => one.id !== id && one.helpCentre === helpCentre))
      throw new Refusal('address_taken')
  }
  const areThere = async (logos: Partial<Site['logos']> = {}) => {
    for (const [name, id] of Object.entries(logos))
      if (id !== null && !(await pictures.has(id, 'logo')))
        throw new Refusal('picture_gone', { refused: { code: 'picture_gone', field: `logos.${name}` } })
  }
  route(app, {
    method: 'get',
    path: '/desk/me',
    summary: 'Who is signed in, and where',
    who: 'operator',
    answer: MeAnswer,
    handle: async (_, { person, site }) => ({
      person,
      site: await siteOf(site),
      sites: await sitesOf(person),
      people: (await people.list(site)).length,
    }),
  })
  route(app, {
    method: 'get',
    path: '/desk/sites',
    summary: 'The sites one is a member of, the default one first',
    who: 'operator',
    answer: itemsOf(OwnSiteAnswer),
    handle: async (_, { person }) => ({ items: await sitesOf(person) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/sites',
    summary: 'Open another shop',
    who: 'admin',
    body: NewSiteBody,
    answer: SiteAnswer,
    audit: 'site_made',
    audited: ({ body }) => ({ object: body.id, detail: { url: body.url } }),
    handle: async ({ body }, { person }) => {
      await areThere(body.logos)
      await isFree(body.helpCentre, body.id)
      if (!(await sites.make(body, actorOf(person), Date.now()))) throw new Refusal('site_taken')
      return siteOf(body.id)
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/site/calls',
    summary: 'Whether pages of the shop ask for the widget, and which were refused',
    who: 'admin',
    answer: CallsAnswer,
    handle: async (_, { site }) => {
      const [here, all] = [await siteOf(site), await find.sites()]
      return {
        seen: await pageCalls.newestOf(originsOf(here)),
        refused: await pageCalls.othersThan(originsFor(all, null)),
      }
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/me/site',
    summary: 'On which of them this session works from now on',
    who: 'operator',
    body: ChosenSiteBody,
    answer: Nothing,
    handle: async ({ body: { site } }, { person, c }) => {
      found(personOn(person, site) && (await find.site(site)))
      await siteChosen(c.req.raw.headers, site)
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/site',
    summary: 'Brand, hours, allowed origins',
    who: 'operator',
    answer: SiteAnswer,
    handle: (_, { site }) => siteOf(site),
  })
  route(app, {
    method: 'put',
    path: '/desk/site',
    summary: 'Change brand, hours, allowed origins',
    who: 'admin',
    body: SiteBody,
    answer: SiteAnswer,
    audit: 'site_changed',
    before: ({ site }) => siteOf(site),
    audited: ({ body }, after, before, { site }) => ({
      object: site,
      detail: { changed: changedOf(before as Site, after), origins: body.origins.join(' ') },
    }),
    handle: async ({ body }, { person, site, c }) => {
      const before = await siteOf(site)
      refuseUnsettable(c, await c.req.json(), SiteBody.shape, before)
      await areThere(body.logos)
      await isFree(body.helpCentre, site)
      await sites.change(site, body, actorOf(person), Date.now())
      const after = await siteOf(site)
      const now = Date.now()
      await facts.askToReread(site, changedFacts(before, after), dateIn(after.timeZone, now), actorOf(person), now)
      return after
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
    path: '/desk/opening',
    summary: 'Whether the shop is open, and what visitors are told when it is not',
    who: 'operator',
    answer: OpeningAnswer,
    handle: async (_, { site }) => live.availability(site, (await siteOf(site)).defaultLocale),
  })
  return app
}
