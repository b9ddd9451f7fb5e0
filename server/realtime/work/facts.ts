import type { Page } from '#shared'
import type { WorkFact } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import { marks, type SqlValue } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import type { FactsAsked } from './contract.ts'
import { daysUntil } from './days-of.ts'
import { groupsOf } from './groups.ts'
import { COLUMNS, SOURCES } from './sources.ts'

type Parts = Pick<Core, 'reports' | 'site' | 'sql' | 'views'>

/** What stands beside a fact, by table; what it does not have is null. */
const MORE = {
  journal: '"fact"."how" as "how", null as "openMs", null as "targetMs", "fact"."stars" as "stars"',
  responses: 'null as "how", "fact"."openMs" as "openMs", "fact"."targetMs" as "targetMs", null as "stars"',
  messages: 'null as "how", null as "openMs", null as "targetMs", null as "stars"',
}

export async function factsOf(
  core: Parts,
  site: string,
  asked: FactsAsked,
  { page, perPage }: { page: number; perPage: number },
): Promise<Page<WorkFact>> {
  const zone = (await core.site(site))?.timeZone ?? 'UTC'
  const [first, last] = [daysUntil(asked.from, 1, zone)[0], daysUntil(asked.until, 1, zone)[0]]
  const { table, where } = SOURCES[asked.figure]
  const { person, at } = COLUMNS[table]
  const whose = await narrowed(core, site, asked, person)
  const from = `from "${table}" as "fact" join "conversations" on "conversations"."id" = "fact"."conversationId"
    where "${table === 'messages' ? 'conversations' : 'fact'}"."site" = ? and ${where} and ${at} >= ? and ${at} < ? and ${whose.where}`
  const values = [site, isoAt(first?.fromMs ?? 0), isoAt(last?.untilMs ?? 0), ...whose.values]
  const [counted, rows, operators] = await Promise.all([
    core.reports.one<{ n: number }>(`select count(*) as "n" ${from}`, ...values),
    core.reports.all<Omit<WorkFact, 'operator'> & { personId: string | null }>(
      `select ${at} as "at", "fact"."conversationId" as "conversation", "conversations"."question" as "question", ${person} as "personId", ${MORE[table]},
         ${table === 'journal' ? `case when "fact"."stars" is null then null else "conversations"."ratingComment" end` : 'null'} as "comment"
       ${from} order by ${at} desc, "fact"."conversationId" limit ? offset ?`,
      ...values,
      perPage,
      (page - 1) * perPage,
    ),
    core.views.operators(),
  ])
  const names = new Map(operators.map(({ id, name }) => [id, name]))
  const number = (value: number | null) => (value === null ? null : Number(value))
  return {
    items: rows.map(({ personId, openMs, targetMs, stars, ...fact }) => ({
      ...fact,
      operator: (personId && names.get(personId)) || null,
      openMs: number(openMs),
      targetMs: number(targetMs),
      stars: number(stars),
    })),
    page,
    perPage,
    total: Number(counted?.n ?? 0),
  }
}

async function narrowed(
  core: Pick<Core, 'sql'>,
  site: string,
  { by, key }: FactsAsked,
  person: string,
): Promise<{ where: string; values: SqlValue[] }> {
  if (key === null || by === 'day') return { where: '1 = 1', values: [] }
  if (by === 'operator') return { where: `${person} = ?`, values: [key] }
  if (by === 'label')
    return {
      where: `"conversations"."id" in (select "conversationId" from "conversationLabels" join "labels" on "labels"."id" = "labelId" where "labelId" = ? and "labels"."site" = ?)`,
      values: [key, site],
    }
  const members = [...(await groupsOf(core))].flatMap(([id, groups]) => (groups.includes(key) ? [id] : []))
  return members.length === 0
    ? { where: '1 = 0', values: [] }
    : { where: `${person} in (${marks(members.length)})`, values: members }
}
