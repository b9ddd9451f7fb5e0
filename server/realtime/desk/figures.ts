import { listIn } from '../../chat/list-in.ts'
import type { NowFigures, ResponseFigures } from '#protocol'
import { expectedWaitMs } from '../../chat/expected-wait.ts'
import { hoursAt } from '../../chat/hours.ts'
import { awaiting } from '../../chat/moves/raise.ts'
import type { Sql } from '../../chat/sql.ts'
import { dueAt } from '../../chat/targets.ts'
import type { Core } from '../core.ts'

const KINDS: readonly ResponseFigures['kind'][] = ['first_response', 'reply', 'waiting', 'solving']

const DUE_SHOWN = 50
const SLOWEST_SHOWN = 5
const THESE = 'from "responses" where "site" = ? and "kind" = ? and "at" >= ?'

/** Since when the first of them waits. */
const firstOf = (waiting: readonly { queuedAt: string | null; createdAt: string }[]) =>
  waiting.map((one) => one.queuedAt ?? one.createdAt).sort()[0] ?? null

export async function nowFigures(
  core: Pick<Core, 'now' | 'site' | 'sql' | 'views'>,
  siteId: string,
): Promise<NowFigures> {
  const now = core.now()
  const [site, presences, queued, mail, waits, profiles, held, serviceTimes] = await Promise.all([
    core.site(siteId),
    core.views.presences(now),
    core.sql.all<{ groupName: string | null; queuedAt: string | null; createdAt: string }>(
      `select "groupName", "queuedAt", "createdAt" from "conversations" where "site" = ? and "state" = 'queued'`,
      siteId,
    ),
    core.sql.one<{ n: number }>(
      `select count(*) as "n" from "conversations" where "site" = ? and "state" = 'waiting' and "awaitingSince" is not null`,
      siteId,
    ),
    awaiting(core.sql),
    core.sql.all<{ id: string; skills: string | null; lastSeenAt: string | null }>(
      'select "id", "skills", "lastSeenAt" from "operators"',
    ),
    core.sql.all<{ operatorId: string | null; n: number }>(
      `select "operatorId", count(*) as "n" from "conversations" where "site" = ? and "state" = 'active' group by "operatorId"`,
      siteId,
    ),
    core.views.serviceTimes(siteId),
  ])
  const profile = new Map(profiles.map((one) => [one.id, one]))
  const here = presences.filter(({ sites }) => sites?.includes(siteId) ?? true)
  const operators = here.map(({ id, name, available, connected, active, capacity, setAwayBecause }) => ({
    id,
    name,
    available,
    connected,
    active,
    capacity,
    setAwayBecause,
    lastSeenAt: profile.get(id)?.lastSeenAt ?? null,
    skills: listIn(profile.get(id)?.skills),
  }))
  const skills = [...new Set(operators.flatMap((one) => one.skills))].sort((one, other) => one.localeCompare(other))
  const groups = skills.map((name) => {
    const able = operators.filter((one) => one.available && one.connected && one.skills.includes(name))
    const waiting = queued.filter((one) => one.groupName === name)
    const free = able.reduce((sum, one) => sum + Math.max(0, one.capacity - one.active), 0)
    // Its members are asked about what belongs to no group too, so a newcomer may stand behind all of that: rather too long than too short.
    const before = queued.filter((one) => one.groupName === name || one.groupName === null).length
    // Whoever took one has taken it out of its group's queue: it is their group's while they are in it.
    const theirs = held.filter(({ operatorId }) => listIn(profile.get(operatorId ?? '')?.skills).includes(name))
    return {
      name,
      active: theirs.reduce((sum, { n }) => sum + Number(n), 0),
      waiting: waiting.length,
      waitingSince: firstOf(waiting),
      expectedWaitMs: expectedWaitMs(
        before + 1,
        serviceTimes,
        able.reduce((sum, one) => sum + one.capacity, 0),
        free,
      ),
      available: able.length,
      free,
    }
  })
  const late = site
    ? waits.flatMap((row) => {
        const due = row.site === siteId ? dueAt(site, row, now) : null
        return due && due.level !== 'fine' ? [{ id: row.id, at: due.at, level: due.level }] : []
      })
    : []
  const ids = late
    .sort((one, other) => one.at.localeCompare(other.at))
    .slice(0, DUE_SHOWN)
    .map((one) => one.id)
  const rows = new Map((await core.views.conversations(ids)).map((row) => [row.id, row]))
  const hours = site ? hoursAt(site, now) : null
  return {
    open: hours?.open ?? false,
    opensAt: hours?.opensAt ? new Date(hours.opensAt).toISOString() : null,
    waiting: queued.length,
    waitingSince: firstOf(queued),
    byMail: Number(mail?.n ?? 0),
    late: late.filter((one) => one.level === 'missed').length,
    soon: late.filter((one) => one.level === 'soon').length,
    operators,
    groups,
    due: await core.views.summaries(
      ids.flatMap((id) => rows.get(id) ?? []),
      now,
    ),
  }
}

/** How long visitors waited for each kind of answer, over all of that time. */
export async function responseFigures(
  core: Pick<Core, 'reports' | 'views'>,
  siteId: string,
  since: string,
): Promise<ResponseFigures[]> {
  const names = new Map((await core.views.operators()).map((one) => [one.id, one.name]))
  return Promise.all(KINDS.map((kind) => figureOf(core.reports, { siteId, kind, since }, names)))
}

async function figureOf(
  sql: Sql,
  { siteId, kind, since }: { siteId: string; kind: ResponseFigures['kind']; since: string },
  names: ReadonlyMap<string, string>,
): Promise<ResponseFigures> {
  const asked = [siteId, kind, since] as const
  const counted = await sql.one<{ count: number; within: number; aimed: number }>(
    `select count(*) as "count", count("targetMs") as "aimed", coalesce(sum(case when "openMs" <= "targetMs" then 1 else 0 end), 0) as "within" ${THESE}`,
    ...asked,
  )
  const count = Number(counted?.count ?? 0)
  /**
   * The time that stands at this place of all, the longest first: read off an index, so a year need not be sorted. That no time is
   * negative is said for SQLite, which would else choose the index by `at` and sort.
   */
  const longest = async (place: number) => {
    if (count === 0) return null
    const row = await sql.one<{ openMs: number }>(
      `select "openMs" ${THESE} and "openMs" >= 0 order by "openMs" desc limit 1 offset ?`,
      ...asked,
      place,
    )
    return row ? Number(row.openMs) : null
  }
  const [medianMs, p90Ms, slow, aimed] = await Promise.all([
    longest(count - Math.floor((count + 1) / 2)),
    longest(count - Math.floor((count * 9 + 9) / 10)),
    longest(Math.min(SLOWEST_SHOWN, count) - 1),
    // Only where one was aimed at: otherwise all of them would be read to find none.
    Number(counted?.aimed ?? 0) === 0
      ? undefined
      : sql.one<{ targetMs: number }>(
          `select "targetMs" ${THESE} and "targetMs" is not null order by "at" desc limit 1`,
          ...asked,
        ),
  ])
  const slowest = await sql.all<{
    conversationId: string
    question: string
    openMs: number
    operatorId: string | null
    at: string
  }>(
    `select "slow".*, "conversations"."question" from (
       select "conversationId", "openMs", "operatorId", "at" ${THESE} and "openMs" >= ? order by "openMs" desc limit ${SLOWEST_SHOWN}
     ) as "slow"
     join "conversations" on "conversations"."id" = "slow"."conversationId" order by "openMs" desc`,
    ...asked,
    slow ?? 0,
  )
  return {
    kind,
    count,
    medianMs,
    p90Ms,
    targetMs: aimed ? Number(aimed.targetMs) : null,
    withinTarget: Number(counted?.within ?? 0),
    slowest: slowest.map(({ conversationId, question, openMs, operatorId, at }) => ({
      conversation: conversationId,
      question,
      operator: (operatorId && names.get(operatorId)) || null,
      openMs: Number(openMs),
      at,
    })),
  }
}
