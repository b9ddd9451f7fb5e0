import { listIn } from '../../chat/list-in.ts'
import type { NowFigures, ResponseFigures } from '#protocol'
import type { ConversationRow } from '../../chat/conversation.ts'
import { expectedWaitMs } from '../../chat/expected-wait.ts'
import { hoursAt } from '../../chat/hours.ts'
import { awaiting } from '../../chat/moves/raise.ts'
import { marks } from '../../chat/sql.ts'
import { dueAt } from '../../chat/targets.ts'
import type { Core } from '../core.ts'

const KINDS: readonly ResponseFigures['kind'][] = ['first_response', 'reply', 'waiting', 'solving']

const DUE_SHOWN = 50
/** Figures of a longer time are of its newest so many. */
const MAX_RESPONSES = 20_000
const SLOWEST_SHOWN = 5

/** Since when the first of them waits. */
const firstOf = (waiting: readonly { queuedAt: string | null; createdAt: string }[]) =>
  waiting.map((one) => one.queuedAt ?? one.createdAt).sort()[0] ?? null

export async function nowFigures(core: Core, siteId: string): Promise<NowFigures> {
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
    core.sql.all<{ groupName: string | null; n: number }>(
      `select "groupName", count(*) as "n" from "conversations" where "site" = ? and "state" = 'active' and "groupName" is not null group by "groupName"`,
      siteId,
    ),
    core.views.serviceTimes(siteId),
  ])
  const profile = new Map(profiles.map((one) => [one.id, one]))
  const operators = presences.map(({ id, name, available, connected, active, capacity, setAwayBecause }) => ({
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
    return {
      name,
      active: Number(held.find((one) => one.groupName === name)?.n ?? 0),
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

export async function responseFigures(core: Core, siteId: string, since: string): Promise<ResponseFigures[]> {
  const rows = await core.sql.all<{
    conversationId: string
    kind: ResponseFigures['kind']
    openMs: number
    targetMs: number | null
    operatorId: string | null
    at: string
  }>(
    'select "conversationId", "kind", "openMs", "targetMs", "operatorId", "at" from "responses" where "site" = ? and "at" >= ? order by "at" desc limit ?',
    siteId,
    since,
    MAX_RESPONSES,
  )
  const names = new Map((await core.views.operators()).map((one) => [one.id, one.name]))
  const figures = KINDS.map((kind) => {
    const all = rows.filter((row) => row.kind === kind).sort((one, other) => other.openMs - one.openMs)
    const at = (share: number) => all[Math.max(0, all.length - Math.ceil(all.length * share))]?.openMs ?? null
    const aimed = all.filter((row) => row.targetMs !== null)
    return {
      kind,
      count: all.length,
      medianMs: at(0.5),
      p90Ms: at(0.9),
      targetMs: aimed.toSorted((one, other) => other.at.localeCompare(one.at))[0]?.targetMs ?? null,
      withinTarget: aimed.filter((row) => row.openMs <= (row.targetMs ?? 0)).length,
      slowest: all.slice(0, SLOWEST_SHOWN),
    }
  })
  const ids = [...new Set(figures.flatMap(({ slowest }) => slowest.map((row) => row.conversationId)))]
  const questions = new Map(
    ids.length === 0
      ? []
      : (
          await core.sql.all<Pick<ConversationRow, 'id' | 'question'>>(
            `select "id", "question" from "conversations" where "id" in (${marks(ids.length)})`,
            ...ids,
          )
        ).map((row) => [row.id, row.question]),
  )
  return figures.map(({ slowest, ...figure }) => ({
    ...figure,
    slowest: slowest.flatMap(({ conversationId, openMs, operatorId, at }) => {
      const question = questions.get(conversationId)
      return question === undefined
        ? []
        : [
            {
              conversation: conversationId,
              question,
              operator: (operatorId && names.get(operatorId)) || null,
              openMs,
              at,
            },
          ]
    }),
  }))
}
