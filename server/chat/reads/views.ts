import type { InterfaceLocale } from '#shared'
import type {
  Availability,
  ConversationDetail,
  ConversationSummary,
  DeskPresence,
  OperatorPresence,
  VisitorConversation,
} from '#protocol'
import { type ConversationRow, type DeskMember, GONE_MS } from '../conversation.ts'
import { expectedWaitMs } from '../expected-wait.ts'
import { type Hours, hoursAt } from '../hours.ts'
import { listIn } from '../list-in.ts'
import { connectedOperators, serves, withLease } from '../moves/presence/presence.ts'
import type { Sql } from '../sql.ts'
import { dueAt, type Targets } from '../targets.ts'
import { besideOf } from './beside.ts'
import { type PeopleViews, peopleViews } from './people-around.ts'
import { presentDetail, presentSummary, presentToVisitor } from './present-conversation.ts'
import { type OperatorRow, readsOf, type Reads } from './reads.ts'

export type ChatSite = { id: string } & Hours & Targets

/** Conversations as each side sees them now, from committed rows only. */
export interface Views extends Reads, Omit<PeopleViews, 'around' | 'aroundQueued'> {
  visitor(row: ConversationRow, now: number): Promise<VisitorConversation>
  /** Everybody in one site's queue, in its order. */
  queue(site: string, now: number): Promise<{ row: ConversationRow; conversation: VisitorConversation }[]>
  summaries(rows: ConversationRow[], now: number): Promise<ConversationSummary[]>
  detail(row: ConversationRow, now: number, reader: DeskMember): Promise<ConversationDetail>
  /** For a visitor who reads this language: somebody who cannot answer them is nobody. */
  availability(site: string, locale: InterfaceLocale, now: number): Promise<Availability>
  presences(now: number): Promise<Present[]>
  presence(personId: string, now: number): Promise<DeskPresence>
}

/** Somebody of the desk. `sites` null: a member of every site. */
export type Present = OperatorPresence & {
  setAwayBecause: string | null
  /** For how long nothing is offered to them yet. */
  wrapsUpMs?: number
  role: OperatorRow['role']
  sites: readonly string[] | null
}

/** As colleagues see them; whoever shares no site with the reader is nobody the reader knows (I11). */
export const colleaguesOf = (all: readonly Present[], { sites }: Pick<DeskMember, 'sites'>): OperatorPresence[] =>
  all
    .filter((one) => sites === null || one.sites === null || one.sites.some((site) => Object.hasOwn(sites, site)))
    .map(({ id, name, available, connected, active, capacity }) => ({
      id,
      name,
      available,
      connected,
      active,
      capacity,
    }))

/** As one is told of oneself. */
export const ownPresence = ({
  available,
  connected,
  active,
  capacity,
  setAwayBecause,
  wrapsUpMs,
}: Present): DeskPresence => ({
  available,
  connected,
  active,
  capacity,
  setAwayBecause,
  ...(wrapsUpMs ? { wrapsUpMs } : {}),
})

function wrapsUp({ wrapsUpUntil, available }: OperatorRow, now: number): { wrapsUpMs?: number } {
  const wrapsUpMs = wrapsUpUntil === null || available === 0 ? 0 : Date.parse(wrapsUpUntil) - now
  return wrapsUpMs > 0 ? { wrapsUpMs } : {}
}

const CLOSED_FOR_GOOD: Hours & Targets = {
  timeZone: 'UTC',
  hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
  targets: { firstResponseMinutes: 60, replyMinutes: 60 },
}

interface Places {
  of: Map<string, number>
  /** Of whoever would come last. */
  ahead: number
}

/** Places by who is there: somebody who has left stands before nobody, and has their place again when they come back. */
function placesIn(queue: readonly { id: string; visitorLeftAt: string | null }[], now: number): Places {
  const of = new Map<string, number>()
  const gone = new Date(now - GONE_MS).toISOString()
  let ahead = 0
  for (const { id, visitorLeftAt } of queue) {
    of.set(id, ahead + 1)
    if (visitorLeftAt === null || visitorLeftAt > gone) ahead += 1
  }
  return { of, ahead }
}

export function viewsOf(
  sql: Sql,
  siteOf: (id: string) => Promise<ChatSite | null>,
  addressOfPicture: (id: string) => string = (id) => id,
): Views {
  const reads = readsOf(sql)
  const { around, aroundQueued, ...people } = peopleViews(sql, reads, addressOfPicture)
  const site = async (id: string) => (await siteOf(id)) ?? { id, ...CLOSED_FOR_GOOD }

  /** Places of the connected and willing operators who answer for this site in this language, all and free. */
  const slots = async (siteId: string, locale: InterfaceLocale, now: number) => {
    const [operators, connected] = await Promise.all([reads.operators(), connectedOperators(sql, now)])
    const willing = operators.filter(
      (one) => one.available === 1 && connected.has(one.id) && serves(one, siteId, locale),
    )
    const sum = (of: (one: OperatorRow) => number) => willing.reduce((total, one) => total + of(one), 0)
    return { all: sum((one) => one.capacity), free: sum((one) => Math.max(0, one.capacity - one.active - one.offered)) }
  }
  const waits = async (siteId: string, locale: InterfaceLocale, now: number) => {
    const [{ all, free }, serviceTimes] = await Promise.all([slots(siteId, locale, now), reads.serviceTimes(siteId)])
    return (position: number) => expectedWaitMs(position, serviceTimes, all, free)
  }
  const summaries = async (rows: ConversationRow[], now: number) => {
    const queues = new Map<string, Places>()
    for (const row of rows)
      if (row.state === 'queued' && !queues.has(row.site))
        queues.set(row.site, placesIn(await reads.queueOf(row.site), now))
    const online = await withLease(sql, 'visitor', [...new Set(rows.map((row) => row.visitorId))], now)
    return Promise.all(
      rows.map(async (row) => {
        const due = dueAt(await site(row.site), row, now)
        return presentSummary(row, {
          position: row.state === 'queued' ? (queues.get(row.site)?.of.get(row.id) ?? null) : null,
          expectedWaitMs: null,
          visitorOnline: online.has(row.visitorId),
          due,
        })
      }),
    )
  }
  const presences = async (now: number) => {
    const [operators, connected] = await Promise.all([reads.operators(), connectedOperators(sql, now)])
    return operators.map((one) => ({
      id: one.id,
      name: one.name,
      available: one.available === 1,
      connected: connected.has(one.id),
      active: one.active,
      capacity: one.capacity,
      setAwayBecause: one.setAwayBecause,
      ...wrapsUp(one, now),
      role: one.role,
      sites: one.sites === null ? null : listIn(one.sites),
    }))
  }
  return {
    ...reads,
    ...people,
    summaries,
    presences,
    visitor: async (row, now) => {
      const about = await around(row, now)
      if (row.state !== 'queued') return presentToVisitor(row, { position: null, expectedWaitMs: null }, about)
      const position = placesIn(await reads.queueOf(row.site), now).of.get(row.id) ?? null
      const expectedWaitMs = position === null ? null : (await waits(row.site, row.locale, now))(position)
      return presentToVisitor(row, { position, expectedWaitMs }, about)
    },
    queue: async (siteId, now) => {
      const waiting = await reads.queueOf(siteId)
      if (waiting.length === 0) return []
      const places = placesIn(waiting, now).of
      const ids = [...places.keys()]
      const rows = await reads.conversations(ids)
      const byId = new Map(rows.map((row) => [row.id, row]))
      const wait = new Map<InterfaceLocale, (position: number) => number | null>()
      for (const { locale } of rows) if (!wait.has(locale)) wait.set(locale, await waits(siteId, locale, now))
      const queued = ids.flatMap((id) => byId.get(id) ?? []).filter(({ state }) => state === 'queued')
      const about = await aroundQueued(queued, now)
      return queued.map((row, at) => {
        const position = places.get(row.id) ?? null
        const expectedWaitMs = position === null ? null : (wait.get(row.locale)?.(position) ?? null)
        return { row, conversation: presentToVisitor(row, { position, expectedWaitMs }, about[at]) }
      })
    },
    detail: async (row, now, reader) => {
      const [[summary], draft, earlier, wrote, beside] = await Promise.all([
        summaries([row], now),
        reads.draft(row.id),
        reads.earlier(row, reader),
        reads.wrote(row.id),
        besideOf(sql, row, reader),
      ])
      if (!summary) throw new Error('a row has no summary')
      const { position, due, visitor } = summary
      return presentDetail(
        row,
        { position, expectedWaitMs: null, visitorOnline: visitor.online, due },
        { draft, earlier, wrote, beside },
      )
    },
    availability: async (siteId, locale, now) => {
      const known = await site(siteId)
      const { open, opensAt, closesAt } = hoursAt(known, now)
      const [{ all, free }, queue] = await Promise.all([slots(siteId, locale, now), reads.queueOf(siteId)])
      const { ahead } = placesIn(queue, now)
      const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
      return {
        online: open && free > 0,
        staffed: open && all > 0,
        open,
        opensAt: iso(opensAt),
        closesAt: iso(closesAt),
        timeZone: known.timeZone,
        waiting: ahead,
        expectedWaitMs: open && all > 0 ? expectedWaitMs(ahead + 1, await reads.serviceTimes(siteId), all, free) : null,
      }
    },
    presence: async (personId, now) => {
      const me = (await presences(now)).find((one) => one.id === personId)
      if (!me) return { available: false, connected: false, active: 0, capacity: 0, setAwayBecause: null }
      return ownPresence(me)
    },
  }
}
