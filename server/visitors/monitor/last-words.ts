import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { DAY_MS } from '#shared'
import type { Database } from '#kb'

/** Which visits a node heard of in a second: `site visit visit …`, a line for each site. */
export interface HeardRow {
  id: string
  at: string
  visits: string
}
interface HeardTables {
  heardVisits: HeardRow
}

export const heardMigrations = {
  '2620-heard-visits': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('heardVisits')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('visits', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('heardVisitsByTime').on('heardVisits').columns(['at']).execute()
      await db.schema.createIndex('watchedVisitsByChange').on('watchedVisits').columns(['site', 'changedAt']).execute()
    },
  },
}

/** A browser tells every twenty seconds that somebody is there. Without word for so long they are gone. */
export const LEASE_MS = 30_000
/** Whoever asked within a minute is told who went meanwhile. */
const KEPT_MS = 2 * 60_000
/** Other nodes are told within the lease, with what a page waits at most between two words. */
const TELL_AGAIN_MS = 9_000
/** The row of a visit says roughly until when it went on; that it goes on now is said by words. */
export const ROW_AGAIN_MS = 5 * 60_000
const FORGET_EVERY_MS = 10_000
const MOST_VISITS = 50_000
const AT_ONCE = 100
const REMOVED_AT_ONCE = 30

interface Heard {
  site: string
  at: number
  /** When the other nodes were told, and when the row of the visit was written. */
  toldAt: number
  rowAt: number
  /** There is a row: anybody may name an id. */
  known: boolean
}

/**
 * When each visit was heard of last, on every node the same. That ten thousand visits go on is a few kilobytes in one row a second,
 * instead of eight hundred rows written anew.
 */
export function lastWords(database: Pick<Database, 'db'>) {
  const db: Kysely<HeardTables> = database.db
  const heard = new Map<string, Heard>()
  let telling = new Map<string, string>()
  let read = new Set<string>()
  /** Rows of this node, the oldest first: a node whose clock is ahead takes nothing away from the others. */
  const own: { id: string; at: number }[] = []
  let forgotAt = 0
  const iso = (at: number) => new Date(at).toISOString()
  const isThere = (at: number, now: number) => Math.abs(now - at) < LEASE_MS
  const forget = (now: number) => {
    if (Math.abs(now - forgotAt) < FORGET_EVERY_MS) return
    forgotAt = now
    for (const [visit, { at }] of heard) if (Math.abs(now - at) > KEPT_MS) heard.delete(visit)
  }

  return {
    /** A word of a visit, with its row or without. True: its row is to be written again. */
    hear(site: string, visit: string, at: number, withRow = false): boolean {
      let one = heard.get(visit)
      if (!one) {
        if (heard.size >= MOST_VISITS) return withRow
        heard.set(visit, (one = { site, at, toldAt: Number.NEGATIVE_INFINITY, rowAt: 0, known: false }))
      }
      if (one.site !== site) return withRow
      one.at = at
      if (withRow) one.known = true
      if (one.known && Math.abs(at - one.toldAt) >= TELL_AGAIN_MS) {
        one.toldAt = at
        telling.set(visit, site)
      }
      if (!withRow && Math.abs(at - one.rowAt) < ROW_AGAIN_MS) return false
      one.rowAt = at
      return true
    },
    /** They closed their page; the next word of another one is written at once. */
    left(visit: string, at: number): void {
      const one = heard.get(visit)
      if (one) Object.assign(one, { at, rowAt: 0 })
    },
    /** Those of them that have a row. */
    exist(visits: readonly string[]): void {
      for (const visit of visits) {
        const one = heard.get(visit)
        if (!one || one.known) continue
        one.known = true
        one.toldAt = one.at
        telling.set(visit, one.site)
      }
    },
    /** What the other nodes are to hear; null: nothing. What could not be written is handed back by `unsaid`. */
    said(): { row: HeardRow; again(): void } | null {
      if (telling.size === 0) return null
      const now = telling
      telling = new Map()
      const lines = Map.groupBy(now, ([, site]) => site)
      const row = {
        id: randomUUID(),
        at: iso(Math.max(...[...now.keys()].map((visit) => heard.get(visit)?.at ?? 0))),
        visits: [...lines].map(([site, own]) => [site, ...own.map(([visit]) => visit)].join(' ')).join('\n'),
      }
      read.add(row.id)
      return { row, again: () => (telling = new Map([...now, ...telling])) }
    },
    async write(row: HeardRow): Promise<void> {
      await db.insertInto('heardVisits').values(row).execute()
      const at = Date.parse(row.at)
      own.push({ id: row.id, at })
      const old = own.findIndex((one) => Math.abs(at - one.at) <= KEPT_MS)
      if (old < REMOVED_AT_ONCE) return
      const ids = own.splice(0, old).map(({ id }) => id)
      await db.deleteFrom('heardVisits').where('id', 'in', ids).execute()
    },
    /** What a node left that is no more. */
    prune: async (now: number): Promise<void> => {
      await db
        .deleteFrom('heardVisits')
        .where('at', '<', iso(now - DAY_MS))
        .execute()
    },
    /** What other nodes have heard, and this one before it was started. */
    async read(now: number): Promise<void> {
      forget(now)
      const rows = await db
        .selectFrom('heardVisits')
        .select(['id', 'at'])
        .where('at', '>', iso(now - KEPT_MS))
        .execute()
      const fresh = rows.filter(({ id }) => !read.has(id))
      read = new Set(rows.map(({ id }) => id))
      for (let from = 0; from < fresh.length; from += AT_ONCE) {
        const ids = fresh.slice(from, from + AT_ONCE).map(({ id }) => id)
        for (const row of await db.selectFrom('heardVisits').selectAll().where('id', 'in', ids).execute())
          take(row, now)
      }
    },
    /** When it was heard of last; undefined: not within two minutes. */
    at: (visit: string): number | undefined => heard.get(visit)?.at,
    isThere: (visit: string, now: number): boolean => {
      const one = heard.get(visit)
      return !!one && isThere(one.at, now)
    },
    count(site: string, now: number): number {
      let count = 0
      for (const one of heard.values()) if (one.site === site && one.known && isThere(one.at, now)) count++
      return count
    },
    /** Whose last word is between the two moments. */
    silentBetween: (site: string, from: number, to: number): string[] =>
      [...heard].filter(([, one]) => one.site === site && one.at > from && one.at <= to).map(([visit]) => visit),
    drop(visits: readonly string[]): void {
      for (const visit of visits) {
        heard.delete(visit)
        telling.delete(visit)
      }
    },
  }

  function take(row: HeardRow, now: number): void {
    const at = Date.parse(row.at)
    for (const line of row.visits.split('\n')) {
      const [site = '', ...visits] = line.split(' ')
      for (const visit of visits) {
        const one = heard.get(visit)
        // Of a clock that was ahead: what is heard now counts.
        if (one && one.at >= at && one.at <= now + LEASE_MS) continue
        if (one) one.at = at
        else if (heard.size < MOST_VISITS) heard.set(visit, { site, at, toldAt: at, rowAt: 0, known: true })
      }
    }
  }
}
