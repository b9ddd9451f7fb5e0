import { DAY_MS, faultText, pathsPattern } from '#shared'
import type { Database, Library } from '#kb'
import type { Log } from '../../log.ts'
import type { Places } from '../places/open-places.ts'
import { countryOfZone } from './country-of-zone.ts'
import { LEASE_MS, lastWords, ROW_AGAIN_MS } from './last-words.ts'
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

/** Between two pages nobody has left. */
const BETWEEN_PAGES_MS = 6_000
/** What is told within it is written together. */
const WRITE_EVERY_MS = 1_000
/** What another node wrote arrives later than it says. */
const OVERLAP_MS = 2 * WRITE_EVERY_MS + 1_000
const isComing = ({ leftAt }: { leftAt: string | null }, now: number) =>
  leftAt === null || Date.parse(leftAt) > now - BETWEEN_PAGES_MS
/** What a clock that was wrong has entered as later than now says nothing of now. */
const isHere = (visit: { seenAt: string; leftAt: string | null }, now: number) =>
  Math.abs(now - Date.parse(visit.seenAt)) < LEASE_MS && isComing(visit, now)
/** Who asked longer ago gets everything anew. */
const LONGEST_GAP_MS = 60_000
const PRUNE_EVERY_MS = 3_600_000
/** Every visit that goes on was written within it, but for what a second and a slow database take. */
const ROW_MS = ROW_AGAIN_MS + LEASE_MS
/** Bounds what one second can bring: beyond, the newest are told again twenty seconds later. */
const MOST_WAITING = 20_000
const MOST_SHOWN = 5_000
const MOST_FAILURES = 60
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
  const words = lastWords(database)
  const { find } = library
  let waiting = { visits: new Map<string, VisitRow>(), pages: [] as PageRow[], there: new Map<string, number>() }
  let writing: Promise<void> = Promise.resolve()
  let failures = 0
  const joined = new Map<string, string>()
  const iso = (at: number) => new Date(at).toISOString()
  const writeAll = async ({ visits, pages, there }: typeof waiting) => {
    const at = iso(Math.max(0, ...there.values()))
    words.exist(await rows.write([...visits.values()], pages, [...there.keys()], at))
  }
  /** What could not be written is tried again with what was told meanwhile, for a minute: the database may be away. */
  const keepFor = (before: typeof waiting) => {
    if (++failures > MOST_FAILURES || before.visits.size + waiting.visits.size > MOST_WAITING) return
    const { visits, pages, there } = waiting
    for (const [id, { startedAt, referrer, source, campaign, phrase, visitorId, ...row }] of before.visits) {
      const begun = { startedAt, referrer, source, campaign, phrase }
      const next = visits.get(id) ?? row
      before.visits.set(id, { ...row, ...next, ...begun, visitorId: visits.get(id)?.visitorId ?? visitorId })
    }
    waiting = {
      visits: new Map([...visits, ...before.visits]),
      pages: [...before.pages, ...pages],
      there: new Map([...before.there, ...there]),
    }
  }
  const write = () => {
    const told = waiting
    if (told.visits.size > 0 || told.there.size > 0) {
      waiting = { visits: new Map(), pages: [], there: new Map() }
      writing = writing
        .then(() => writeAll(told))
        .then(
          () => void (failures = 0),
          (err: unknown) => {
            keepFor(told)
            log.warn({ err }, 'who is on the site could not be written; it will be tried again')
          },
        )
    }
    const said = words.said()
    if (said)
      writing = writing
        .then(() => words.write(said.row))
        .catch((err: unknown) => {
          said.again()
          log.warn({ err }, 'who is still on the site could not be written; it will be tried again')
        })
    return writing
  }
  /** What is known everywhere of who is there. */
  const agree = async (now: number) => {
    await write()
    await words.read(now)
  }
  /** The row with the last word; whoever spoke after they had left is there. */
  const asHeard = (row: VisitRow): VisitRow => {
    const at = words.at(row.id)
    if (at === undefined || at <= Date.parse(row.seenAt)) return row
    return { ...row, seenAt: iso(at), leftAt: row.leftAt !== null && at > Date.parse(row.leftAt) ? null : row.leftAt }
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
    await words.prune(Date.now())
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
  const forget = async (site: string, by: { browser: string } | { visitorId: string }) => {
    await write()
    const gone = await rows.forget(site, by)
    words.drop(gone.visits)
    return gone.browsers
  }

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
        words.left(visit, now)
        // What the page itself told must be there before it is left.
        await write()
        await rows.leave(visit, sighting.pages, iso(now))
        return true
      }
      if (waiting.visits.size + waiting.there.size >= MOST_WAITING) return true
      if (!page) {
        if (words.hear(site, visit, now)) waiting.there.set(visit, now)
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
      words.hear(site, visit, now, true)
      return true
    },
    stillThere: async (site, visit, now) => {
      if (!(await find.site(site))?.watch.on) return false
      if (words.hear(site, visit, now) && waiting.visits.size + waiting.there.size < MOST_WAITING)
        waiting.there.set(visit, now)
      return true
    },
    join,
    refuse: async (site, browser) => void (await forget(site, { browser })),
    async here(site, after, now) {
      await agree(now)
      const since = after !== null && now - after < LONGEST_GAP_MS ? after - OVERLAP_MS : null
      const wasThere = iso(now - LEASE_MS)
      const notLeftBefore = iso(now - BETWEEN_PAGES_MS)
      const [changed, left] = await Promise.all([
        since === null
          ? rows.lately(site, iso(now - ROW_MS), notLeftBefore, MOST_SHOWN)
          : rows.changedSince(site, iso(since), notLeftBefore, MOST_SHOWN),
        // Those who left are told of until their lease would be over, so that nobody stays who went between two answers.
        rows.leftSince(site, wasThere),
      ])
      const items = changed.map(asHeard).filter((one) => isHere(one, now))
      const hasLeft = left.filter(({ id, leftAt }) => (words.at(id) ?? 0) <= Date.parse(leftAt))
      const silent = since === null ? [] : words.silentBetween(site, since - LEASE_MS, now - LEASE_MS)
      const staying = words.count(site, now) - hasLeft.filter(({ id }) => words.isThere(id, now)).length
      return {
        at: now,
        total: Math.max(staying, since === null ? items.filter(({ leftAt }) => leftAt === null).length : 0),
        items,
        gone: since === null ? [] : [...silent, ...hasLeft.filter((one) => !isComing(one, now)).map(({ id }) => id)],
      }
    },
    isHere,
    visit: async (site, id) => {
      await agree(Date.now())
      const visit = await rows.one(site, id)
      return visit ? withPages(asHeard(visit)) : null
    },
    some: async (site, ids) => {
      await agree(Date.now())
      return (await rows.some(site, ids)).map(asHeard)
    },
    past: async (site, since, most) => {
      await agree(Date.now())
      const visits = (await rows.since(site, iso(since), most)).map(asHeard)
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
      await agree(Date.now())
      return Promise.all((await rows.visitsOf(site, visitorId, MOST_VISITS)).map(asHeard).map(withPages))
    },
    touch: async (site, by, now) => {
      await write()
      return rows.touch(site, by, iso(now))
    },
    forget: (site, visitorId) => forget(site, { visitorId }),
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await write()
    },
  }
}
