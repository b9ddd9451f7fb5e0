import { answersLocale, type InterfaceLocale } from '#shared'
import { listIn } from '../../list-in.ts'
import { type DeskMember, isoAt } from '../../conversation.ts'
import { marks, type Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'
import { keepAvailability } from './availability.ts'
import { visitorCame, visitorLeft } from './visitor-leases.ts'

/** A node that has not said it lives for this long is dead, and with it every connection it held (I6: killed node ≤ 30 s). */
export const NODE_LEASE_MS = 12_000
export const NODE_HEARTBEAT_MS = 4_000
/** Longer than a reload, a change of networks or a restart of the server. */
const LONG_GONE_MS = 5 * 60_000

/** A lease counts while its node lives: one heartbeat per node keeps any number of connections. */
const LIVE = `"leases" join "nodes" on "nodes"."id" = "leases"."nodeId" and "nodes"."expiresAt" > ?`

export async function hasLease(
  sql: Sql,
  kind: 'visitor' | 'operator',
  personId: string,
  now: number,
): Promise<boolean> {
  const found = await sql.one(
    `select 1 as "yes" from ${LIVE} where "leases"."kind" = ? and "leases"."personId" = ? limit 1`,
    isoAt(now),
    kind,
    personId,
  )
  return found !== undefined
}

export async function withLease(
  sql: Sql,
  kind: 'visitor' | 'operator',
  personIds: string[],
  now: number,
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await sql.all<{ personId: string }>(
    `select distinct "leases"."personId" as "personId" from ${LIVE} where "leases"."kind" = ? and "leases"."personId" in (${marks(personIds.length)})`,
    isoAt(now),
    kind,
    ...personIds,
  )
  return new Set(rows.map((row) => row.personId))
}

export async function connectedOperators(sql: Sql, now: number): Promise<Set<string>> {
  const rows = await sql.all<{ personId: string }>(
    `select distinct "leases"."personId" as "personId" from ${LIVE} where "leases"."kind" = 'operator'`,
    isoAt(now),
  )
  return new Set(rows.map((row) => row.personId))
}

/** Whether an operator answers for this site in this language, or in the one its readers get their answers in; one who names no language answers in all, `sites` null: for every site. */
export function serves(
  { sites, languages }: { sites: string | null; languages: string | null },
  site: string,
  locale: InterfaceLocale,
): boolean {
  const spoken = listIn(languages)
  const understands = spoken.length === 0 || spoken.includes(locale) || spoken.includes(answersLocale(locale))
  return servesSite({ sites }, site) && understands
}

/** The same for the site alone: whose members are colleagues. */
export const servesSite = ({ sites }: { sites: string | null }, site: string): boolean =>
  sites === null || listIn(sites).includes(site)

export async function heartbeat(
  sql: Sql,
  { nodeId }: { nodeId: string },
  now: number,
): Promise<Outcome<{ returned: boolean }>> {
  const expiresAt = isoAt(now + NODE_LEASE_MS)
  const before = await sql.one<{ expiresAt: string }>('select "expiresAt" from "nodes" where "id" = ?', nodeId)
  await sql.run(
    'insert into "nodes" ("id", "expiresAt") values (?, ?) on conflict ("id") do update set "expiresAt" = excluded."expiresAt"',
    nodeId,
    expiresAt,
  )
  return done({ returned: before === undefined || before.expiresAt <= isoAt(now) })
}

export interface TakeLease {
  leaseId: string
  nodeId: string
  kind: 'visitor' | 'operator'
  personId: string
  /** For an operator: made known to routing on the first connection. */
  member?: DeskMember
  capacity?: number
}

export async function takeLease(sql: Sql, lease: TakeLease, now: number): Promise<Outcome<null>> {
  if (lease.member) {
    await notAtOnce(sql, lease.member.id, now)
    await sql.run(
      `insert into "operators" ("id", "name", "role", "sites", "available", "capacity", "idleSince", "lastSeenAt") values (?, ?, ?, ?, 0, ?, ?, ?)
       on conflict ("id") do update set "name" = excluded."name", "role" = excluded."role", "sites" = excluded."sites", "lastSeenAt" = excluded."lastSeenAt"`,
      lease.member.id,
      lease.member.name,
      lease.member.role,
      sitesOf(lease.member),
      lease.capacity ?? 5,
      isoAt(now),
      isoAt(now),
    )
  }
  await sql.run(
    'insert into "leases" ("id", "nodeId", "kind", "personId", "since") values (?, ?, ?, ?, ?) on conflict ("id") do nothing',
    lease.leaseId,
    lease.nodeId,
    lease.kind,
    lease.personId,
    isoAt(now),
  )
  if (lease.kind === 'visitor') await visitorCame(sql, lease.personId)
  else await keepAvailability(sql, now, lease.personId)
  return done(null)
}

export async function endLease(
  sql: Sql,
  { leaseId, operatorId, visitorId }: { leaseId: string; operatorId?: string; visitorId?: string },
  now: number,
): Promise<Outcome<null>> {
  await sql.run('delete from "leases" where "id" = ?', leaseId)
  if (visitorId && !(await hasLease(sql, 'visitor', visitorId, now))) await visitorLeft(sql, visitorId, now)
  if (operatorId) {
    await sql.run('update "operators" set "lastSeenAt" = ? where "id" = ?', isoAt(now), operatorId)
    await keepAvailability(sql, now, operatorId)
  }
  return done(null)
}

/** Whoever opens the laptop again after a while says first that they are ready: nothing is offered in the first second. */
async function notAtOnce(sql: Sql, operatorId: string, now: number): Promise<void> {
  if (await hasLease(sql, 'operator', operatorId, now)) return
  await sql.run(
    `update "operators" set "available" = 0, "setAwayBecause" = 'came_back' where "id" = ? and "available" = 1 and "lastSeenAt" < ?`,
    operatorId,
    isoAt(now - LONG_GONE_MS),
  )
}

/** They are there: what lapsed before is forgotten. */
export const answersOffers = (sql: Sql, operatorId: string): Promise<number> =>
  sql.run('update "operators" set "lapsedOffers" = 0 where "id" = ? and "lapsedOffers" > 0', operatorId)

/** Willingness is declared: coming back by oneself clears why we had set them away, and whoever says it anew is done with what was before. */
export async function setAvailable(
  sql: Sql,
  wish: { personId: string; available: boolean; because?: string | null; byId?: string },
  now: number,
): Promise<Outcome<null>> {
  await sql.run(
    'update "operators" set "available" = ?, "setAwayBecause" = ?, "idleSince" = ?, "lapsedOffers" = 0, "wrapsUpUntil" = null where "id" = ?',
    Number(wish.available),
    wish.available ? null : (wish.because ?? null),
    isoAt(now),
    wish.personId,
  )
  await keepAvailability(sql, now, wish.personId, wish.byId)
  return done(null)
}

export interface OperatorSettings {
  personId: string
  name?: string
  capacity?: number
  languages?: string[]
  skills?: string[]
}

export async function setOperator(sql: Sql, settings: OperatorSettings, now: number): Promise<Outcome<null>> {
  const list = (values: string[] | undefined) => (values ? JSON.stringify(values) : null)
  await sql.run(
    // Of no site until they come: then it is known whose member they are.
    `insert into "operators" ("id", "name", "role", "sites", "available", "capacity", "idleSince") values (?, ?, 'operator', '[]', 0, ?, ?) on conflict ("id") do nothing`,
    settings.personId,
    settings.name ?? '',
    settings.capacity ?? 5,
    isoAt(now),
  )
  await sql.run(
    `update "operators" set "name" = coalesce(?, "name"), "capacity" = coalesce(?, "capacity"), "languages" = coalesce(?, "languages"), "skills" = coalesce(?, "skills") where "id" = ?`,
    settings.name ?? null,
    settings.capacity ?? null,
    list(settings.languages),
    list(settings.skills),
    settings.personId,
  )
  return done(null)
}

/** Written for nodes that cannot be told otherwise: each looks here every second. */
export async function revoke(sql: Sql, { personId }: { personId: string }, now: number): Promise<Outcome<null>> {
  await sql.run(
    'insert into "revocations" ("personId", "at") values (?, ?) on conflict ("personId") do update set "at" = excluded."at"',
    personId,
    isoAt(now),
  )
  return done(null)
}

/** As the column holds it. */
export const sitesOf = ({ sites }: Pick<DeskMember, 'sites'>): string | null =>
  sites === null ? null : JSON.stringify(Object.keys(sites).sort())
