import type { ScenarioAction, ScenarioPriority } from '#shared'
import { marks, type Sql } from '../../sql.ts'
import { isoAt } from '../../conversation.ts'

/** What scenarios do with a conversation that begins now. */
export interface ScenarioActs {
  chatOff: boolean
  group: string | null
  priority: ScenarioPriority
  labels: string[]
}
export const NO_ACTS: ScenarioActs = { chatOff: false, group: null, priority: 0, labels: [] }

/** As the browser counts it: a visit ends after half an hour without a page. */
const VISIT_MS = 30 * 60_000

/**
 * Of the scenarios that this visitor's visit has fitted and that still run: the first group, the highest priority, all labels.
 * The control group is left as it is.
 */
export async function scenarioActs(
  sql: Sql,
  { site, visitorId }: { site: string; visitorId: string },
  now: number,
): Promise<ScenarioActs> {
  const rows = await sql.all<{ action: string }>(
    `select s."action" from "watchedVisits" w
     join "scenarioMatches" m on m."visit" = w."id"
     join "scenarios" s on s."id" = m."scenario"
     where w."visitorId" = ? and w."site" = ? and w."seenAt" > ? and m."arm" = 'shown' and s."site" = w."site" and s."running" = 1
     order by s."createdAt", s."id"`,
    visitorId,
    site,
    isoAt(now - VISIT_MS),
  )
  const acts = { ...NO_ACTS }
  const named = new Set<string>()
  for (const row of rows) {
    const action: ScenarioAction = JSON.parse(row.action)
    if (action.do === 'chatOff') acts.chatOff = true
    if (action.do !== 'handle') continue
    acts.group ??= action.group
    if (action.priority > acts.priority) acts.priority = action.priority
    for (const id of action.labels) named.add(id)
  }
  return { ...acts, labels: await standingLabels(sql, site, [...named]) }
}

/** A label that was taken away since, or that is another shop's, is none. */
async function standingLabels(sql: Sql, site: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await sql.all<{ id: string }>(
    `select "id" from "labels" where "site" = ? and "removedAt" is null and "id" in (${marks(ids.length)}) order by "id"`,
    site,
    ...ids,
  )
  return rows.map(({ id }) => id)
}
