import { DAY_MS, faultText, pathsPattern } from '#shared'
import type { Database, Library } from '#kb'
import type { Log } from '../../log.ts'
import type { Places } from '../places/open-places.ts'
import { countryOfZone } from './country-of-zone.ts'
import { type CameFrom, type Device, type PageRow, type VisitRow, watchedVisits } from './watched-visits.ts'

/** What a browser tells: of a page, or, without one, that somebody is still there. */
export interface Sighting {
  site: string
  visit: string
  browser: string
  number: number
  /** Which page of the visit; its facts are told once. */
  pages: number
  page?: { url: string; title: string } | undefined
  from?: Partial<CameFrom> | undefined
  language: string
  timeZone: string
  left?: boolean | undefined
}

/** Who is on the shop's pages now, and what they have seen. */
export interface Monitor {
  /** False: this site watches nobody, or not here. The browser falls silent then. */
  tell(
    sighting: Sighting,
    /** `network` is asked about and kept nowhere. */
    seen: { visitorId: string | null; device: Device; network: string },
    now: number,
  ): Promise<boolean>
  /** A visit that was told of before goes on. False as of `tell`. */
  stillThere(site: string, visit: string, now: number): Promise<boolean>
  /** Whoever makes this visit has just become a visitor who may write. Somebody else's visit, or none, stays as it is. */
  join(site: string, visit: string, visitorId: string): Promise<void>
  /** The visitor does not want it: what was kept of this browser goes. */
  refuse(site: string, browser: string): Promise<void>
  /** All who are there, or what has changed since `after` (the `at` of the last answer). */
  here(site: string, after: number | null, now: number): Promise<Here>
  visit(site: string, id: string): Promise<Visit | null>
  /** Those of these visits that are known. */
  some(site: string, ids: readonly string[]): Promise<VisitRow[]>
  /** Visits that began since, the newest first, with their first pages; at most as many as `most`. */
  past(site: string, since: number, most: number): Promise<Visit[]>
  /** Whether a visit goes on now, as `here` would say. */
  isHere(visit: Pick<VisitRow, 'seenAt' | 'leftAt'>, now: number): boolean
  /** Of everybody's visits those of one visitor, newest first. */
  visitsOf(site: string, visitorId: string): Promise<Visit[]>
  /** An attribute of them changed: who looks at the list sees it. False: nobody who is watched. */
  touch(site: string, by: { browser: string } | { visitorId: string }, now: number): Promise<boolean>
  /** Answers which browsers they came from. */
  forget(site: string, visitorId: string): Promise<string[]>
  close(): Promise<void>
}
export interface Here {
  at: number
  /** Present in all; `items` may be fewer. */
  total: number
  items: VisitRow[]
  /** Ids of those who went meanwhile. */
  gone: string[]
}
export interface Visit {
  visit: VisitRow
  /** Newest first. */
  pages: PageRow[]
}

/** A browser tells every twenty seconds that somebody is there. */
const LEASE_MS = 30_000
/** Between two pages nobody has left. */
const BETWEEN_PAGES_MS = 6_000
/** What is told within it is written together. */
const WRITE_EVERY_MS = 1_000
/** What another node wrote arrives later than it says. */
const OVERLAP_MS = 2 * WRITE_EVERY_MS + 1_000
const isComing = ({ leftAt }: { leftAt: string | null }, now: number) =>
  leftAt === null || Date.parse(leftAt) > now - BETWEEN_PAGES_MS
/** Who asked longer ago gets everything anew. */
const LONGEST_GAP_MS = 60_000
const PRUNE_EVERY_MS = 3_600_000
/** Within the lease, with what a page waits at most between two words. */
const WRITE_AGAIN_MS = 9_000
/** Bounds what one second can bring: beyond, the newest are told again twenty seconds later. */
const MOST_WAITING = 20_000
const MOST_SHOWN = 5_000
const MOST_PAGES = 200
const MOST_VISITS = 20

export function openMonitor({
  database,
  library,
  places,
  log,
}: {
  database: Pick<Database, 'db'>
  library: Pick<Library, 'find'>
  places: Places
  log: Pick<Log, 'warn'>
}): Monitor {
  const rows = watchedVisits(database)
  const { find } = library
  let waiting = { visits: new Map<string, VisitRow>(), pages: [] as PageRow[], there: new Map<string, number>() }
  let writing: Promise<void> = Promise.resolve()
  const joined = new Map<string, string>()
  /** When it was written last that they are there. */
  const writtenAt = new Map<string, number>()
  const iso = (at: number) => new Date(at).toISOString()
  const write = () => {
    const { visits, pages, there } = waiting
    if (visits.size === 0 && there.size === 0) return writing
    waiting = { visits: new Map(), pages: [], there: new Map() }
    writing = writing
      .then(() => rows.write([...visits.values()], pages, [...there.keys()], iso(Math.max(0, ...there.values()))))
      .catch((err: unknown) => log.warn({ err }, 'who is on the site could not be written'))
    return writing
  }
  /** Began to write on the page they are on: said once, not with every word that they are there. */
  const join = async (site: string, visit: string, visitorId: string) => {
    if (joined.get(visit) === visitorId) return
    if (joined.size >= MOST_WAITING) joined.clear()
    await write()
    await rows.belongsTo(site, visit, visitorId)
    joined.set(visit, visitorId)
  }
  const prune = async () => {
    for (const { id, watch } of await find.sites())
      while (await rows.prune(id, iso(Date.now() - watch.keepDays * DAY_MS)));
  }
  const timers = [
    setInterval(() => void write(), WRITE_EVERY_MS),
    setInterval(
      () =>
        void prune().catch((fault: unknown) => log.warn({ fault: faultText(fault) }, 'old visits stay; will retry')),
      PRUNE_EVERY_MS,
    ),
  ]
  for (const timer of timers) timer.unref()
  const withPages = async (visit: VisitRow): Promise<Visit> => ({
    visit,
    pages: await rows.pagesOf(visit.id, MOST_PAGES),
  })

  /** The clock comes first: whoever comes through a tunnel is where their clock is. Without need no file is opened. */
  const placeOf = async (timeZone: string, network: string, locale: string) => {
    const byClock = countryOfZone(timeZone)
    if (byClock !== null && !places.ownFile) return { country: byClock, city: null }
    const { country, city } = await places.of(network, locale)
    return { country: byClock ?? country, city: byClock === null || byClock === country ? city : null }
  }

  return {
    async tell(sighting, { visitorId, device, network }, now) {
      const { site, visit, page } = sighting
      const found = await find.site(site)
      const watch = found?.watch
      if (!watch?.on) return false
      if (page && new RegExp(pathsPattern(watch.excluded)).test(new URL(page.url).pathname)) return true
      if (sighting.left) {
        waiting.there.delete(visit)
        writtenAt.delete(visit)
        // What the page itself told must be there before it is left.
        await write()
        await rows.leave(visit, sighting.pages, iso(now))
        return true
      }
      if (waiting.visits.size + waiting.there.size >= MOST_WAITING) return true
      if (!page) {
        waiting.there.set(visit, now)
        if (visitorId !== null) await join(site, visit, visitorId)
        return true
      }
      const place = await placeOf(sighting.timeZone, network, found?.defaultLocale ?? '')
      const at = iso(now)
      const first = waiting.visits.get(visit)
      const { referrer = null, source = null, campaign = null, phrase = null } = first ?? sighting.from ?? {}
      waiting.visits.set(visit, {
        id: visit,
        site,
        browser: sighting.browser,
        visitorId: visitorId ?? first?.visitorId ?? null,
        number: sighting.number,
        startedAt: first?.startedAt ?? at,
        seenAt: at,
        leftAt: null,
        changedAt: at,
        ...page,
        pageSince: at,
        pages: sighting.pages,
        ...{ referrer, source, campaign, phrase },
        language: sighting.language,
        timeZone: sighting.timeZone,
        device,
        ...place,
      })
      waiting.pages.push({ visit, number: sighting.pages, ...page, at })
      return true
    },
    stillThere: async (site, visit, now) => {
      if (!(await find.site(site))?.watch.on) return false
      if (Math.abs(now - (writtenAt.get(visit) ?? 0)) < WRITE_AGAIN_MS) return true
      if (waiting.visits.size + waiting.there.size >= MOST_WAITING) return true
      if (writtenAt.size >= MOST_WAITING) writtenAt.clear()
      writtenAt.set(visit, now)
      waiting.there.set(visit, now)
      return true
    },
    join,
    refuse: async (site, browser) => {
      await write()
      await rows.forget(site, { browser })
    },
    async here(site, after, now) {
      await write()
      const since = after !== null && now - after < LONGEST_GAP_MS ? after - OVERLAP_MS : null
      const seenAfter = iso(now - LEASE_MS)
      const seen = { after: seenAfter, until: iso(now + LEASE_MS) }
      const isThere = (one: { leftAt: string | null }) => isComing(one, now)
      const [changed, total, silent] = await Promise.all([
        rows.here(site, seen, since === null ? null : iso(since), MOST_SHOWN),
        rows.count(site, seen),
        since === null ? [] : rows.silentBetween(site, iso(since - LEASE_MS), seenAfter),
      ])
      // Those who left are told of until their lease would be over, so that nobody stays who went between two answers.
      const left = since === null ? [] : await rows.leftSince(site, seenAfter)
      const gone = [...silent, ...left.filter((one) => !isThere(one))].map(({ id }) => id)
      return { at: now, total, items: changed.filter(isThere), gone }
    },
    isHere: (visit, now) => Math.abs(now - Date.parse(visit.seenAt)) < LEASE_MS && isComing(visit, now),
    visit: async (site, id) => {
      await write()
      const visit = await rows.one(site, id)
      return visit ? withPages(visit) : null
    },
    some: async (site, ids) => {
      await write()
      return rows.some(site, ids)
    },
    past: async (site, since, most) => {
      await write()
      const visits = await rows.since(site, iso(since), most)
      const pages = Map.groupBy(
        await rows.firstPagesOf(
          visits.map(({ id }) => id),
          MOST_PAGES,
        ),
        ({ visit }) => visit,
      )
      return visits.map((visit) => ({ visit, pages: pages.get(visit.id) ?? [] }))
    },
    visitsOf: async (site, visitorId) => {
      await write()
      return Promise.all((await rows.visitsOf(site, visitorId, MOST_VISITS)).map(withPages))
    },
    touch: async (site, by, now) => {
      await write()
      return rows.touch(site, by, iso(now))
    },
    forget: async (site, visitorId) => {
      await write()
      return rows.forget(site, { visitorId })
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await write()
    },
  }
}
