import { type Kysely, sql } from 'kysely'
import type { Database } from '#kb'
import { MOST_SCENARIOS, newId, type ScenarioCaps, USUAL_CAPS } from '#shared'
import { isoAt } from '../../chat/conversation.ts'
import type { ArmFigures, Scenario, ScenarioDraft, ScenarioFigures } from './contract.ts'

interface ScenarioRow {
  id: string
  site: string
  name: string
  running: number
  conditions: string
  action: string
  controlShare: number
  createdAt: string
  changedAt: string
}
interface Tables {
  scenarios: ScenarioRow
  scenarioCaps: { site: string; visit: number; day: number; total: number }
}

const ARM: ArmFigures = { visits: 0, conversations: 0, complaints: 0, orders: 0 }
const NOTHING: ScenarioFigures = { shown: ARM, control: ARM, cards: { drawn: 0, answered: 0, closed: 0 } }

const read = (row: ScenarioRow): Scenario => ({
  ...row,
  running: row.running === 1,
  conditions: JSON.parse(row.conditions),
  action: JSON.parse(row.action),
})
const written = ({ name, running, conditions, action, controlShare }: ScenarioDraft) => ({
  name,
  running: Number(running),
  conditions: JSON.stringify(conditions),
  action: JSON.stringify(action),
  controlShare,
})

export function keptScenarios(database: Pick<Database, 'db'>) {
  const db: Kysely<Tables> = database.db
  return {
    of: async (site: string): Promise<Scenario[]> =>
      (
        await db
          .selectFrom('scenarios')
          .selectAll()
          .where('site', '=', site)
          .orderBy('createdAt')
          .orderBy('id')
          .limit(MOST_SCENARIOS)
          .execute()
      ).map(read),
    running: async (): Promise<Scenario[]> =>
      (await db.selectFrom('scenarios').selectAll().where('running', '=', 1).orderBy('createdAt').execute()).map(read),
    /** null: the site has as many as it may. */
    async add(site: string, draft: ScenarioDraft, now: number): Promise<string | null> {
      const { n } = await db
        .selectFrom('scenarios')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('site', '=', site)
        .executeTakeFirstOrThrow()
      if (Number(n) >= MOST_SCENARIOS) return null
      const id = newId('scn', now)
      const at = isoAt(now)
      await db
        .insertInto('scenarios')
        .values({ id, site, ...written(draft), createdAt: at, changedAt: at })
        .execute()
      return id
    },
    /** False: no such scenario of this site. */
    async change(site: string, id: string, draft: ScenarioDraft, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('scenarios')
        .set({ ...written(draft), changedAt: isoAt(now) })
        .where('id', '=', id)
        .where('site', '=', site)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
    async remove(site: string, id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('scenarios')
        .where('id', '=', id)
        .where('site', '=', site)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    async caps(site: string): Promise<ScenarioCaps> {
      const row = await db.selectFrom('scenarioCaps').selectAll().where('site', '=', site).executeTakeFirst()
      return row ? { visit: row.visit, day: row.day, site: row.total } : USUAL_CAPS
    },
    async setCaps(site: string, { visit, day, site: total }: ScenarioCaps): Promise<void> {
      await db
        .insertInto('scenarioCaps')
        .values({ site, visit, day, total })
        .onConflict((conflict) => conflict.column('site').doUpdateSet({ visit, day, total }))
        .execute()
    },
    /** What came of each scenario of a site, as far back as its matches are kept. */
    async figures(site: string): Promise<Map<string, ScenarioFigures>> {
      // Whoever wrote first from the page they were on is known by the visit, or by the card that was answered.
      const { rows } = await sql<{
        scenario: string
        arm: 'shown' | 'control'
        visits: number
        conversations: number
        complaints: number
        orders: number
        drawn: number
        answered: number
        closed: number
      }>`
        select "scenario", "arm", count(*) as "visits",
          sum(case when "began" > 0 then 1 else 0 end) as "conversations",
          sum(case when "bad" > 0 then 1 else 0 end) as "complaints",
          sum(case when "ordered" > 0 then 1 else 0 end) as "orders",
          sum("drawn") as "drawn", sum("answered") as "answered", sum("closed") as "closed"
        from (
          select m."scenario", m."arm",
            (select count(*) from "conversations" c
              where c."site" = m."site" and c."visitorId" = coalesce(m."visitorId", w."visitorId")
                and c."createdAt" >= m."at" and c."createdAt" < m."until")
              + (case when i."conversationId" is not null then 1 else 0 end) as "began",
            (select count(*) from "conversations" c
              where c."site" = m."site" and c."stars" <= 2
                and (c."id" = i."conversationId" or (c."visitorId" = coalesce(m."visitorId", w."visitorId")
                and c."createdAt" >= m."at" and c."createdAt" < m."until"))) as "bad",
            (select count(*) from "goals" g
              where g."site" = m."site" and g."name" = 'order' and g."at" >= m."at" and g."at" < m."until"
                and (g."browser" = m."browser" or g."visitorId" = coalesce(m."visitorId", w."visitorId"))) as "ordered",
            case when i."shownAt" is not null then 1 else 0 end as "drawn",
            case when i."ending" = 'answered' then 1 else 0 end as "answered",
            case when i."ending" = 'closed' then 1 else 0 end as "closed"
          from "scenarioMatches" m
          left join "watchedVisits" w on w."id" = m."visit"
          left join "talkInvitations" i on i."id" = m."invitation"
          where m."site" = ${site}
        ) as "each"
        group by "scenario", "arm"`.execute(db)
      const figures = new Map<string, ScenarioFigures>()
      for (const { scenario, arm, ...row } of rows) {
        const of = figures.get(scenario) ?? NOTHING
        const counted = {
          visits: Number(row.visits),
          conversations: Number(row.conversations),
          complaints: Number(row.complaints),
          orders: Number(row.orders),
        }
        const cards = { drawn: Number(row.drawn), answered: Number(row.answered), closed: Number(row.closed) }
        figures.set(scenario, arm === 'shown' ? { ...of, shown: counted, cards } : { ...of, control: counted })
      }
      return figures
    },
  }
}
export type KeptScenarios = ReturnType<typeof keptScenarios>
export { NOTHING as NO_FIGURES }
