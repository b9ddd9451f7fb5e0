import type { WorkFigure } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import { listIn } from '../../chat/list-in.ts'
import { LONGEST_STRETCH_MS } from '../../chat/moves/presence/availability.ts'
import type { Sql } from '../../chat/sql.ts'
import { count, type CountedEach, inSeconds, ofId } from './counted.ts'

export interface Stretch {
  site: string
  fromMs: number
  /** Excluded. */
  untilMs: number
}
export interface CountedDay {
  people: CountedEach
  labels: CountedEach
}

const FROM_JOURNAL = ['taken', 'solved', 'ended', 'rated', 'declined', 'lapsed', 'transferred', 'promoted'] as const
const ACTS = FROM_JOURNAL.map((one) => `'${one}'`).join(', ')
/** Nobody's: not of a person's row, but of everybody's. */
const NOBODY = ''

type Keyed<T> = T & { key: string | null }

/** Everything people did in a stretch of time, by person and by label; `now` is where stretches that last still end. */
export async function countWork(sql: Sql, stretch: Stretch, now: number): Promise<CountedDay> {
  const [people, labels] = await Promise.all([countBy(sql, stretch, 'person'), countBy(sql, stretch, 'label')])
  await countHours(sql, stretch, now, people)
  return { people, labels }
}

/** Whether there is anything to count: most shops are younger than a year, and a look costs less than counting each day. */
export async function isWorkIn(sql: Sql, { site, fromMs, untilMs }: Stretch): Promise<boolean> {
  const [from, until] = [isoAt(fromMs), isoAt(untilMs)]
  const found = await sql.one(
    `select 1 as "yes" where exists (select 1 from "journal" where "site" = ? and "act" in (${ACTS}) and "at" >= ? and "at" < ?)
     or exists (select 1 from "responses" where "site" = ? and "kind" in ('first_response', 'reply') and "at" >= ? and "at" < ?)
     or exists (select 1 from "availability" where "fromAt" >= ? and "fromAt" < ?)
     or exists (select 1 from "messages" join "conversations" on "conversations"."id" = "conversationId"
       where "site" = ? and "templateId" is not null and "sentAt" >= ? and "sentAt" < ?)`,
    ...[site, from, until],
    ...[site, from, until],
    ...[isoAt(fromMs - 2 * LONGEST_STRETCH_MS), until],
    ...[site, from, until],
  )
  return found !== undefined
}

async function countBy(sql: Sql, { site, fromMs, untilMs }: Stretch, by: 'person' | 'label'): Promise<CountedEach> {
  const each: CountedEach = {}
  const between = [site, isoAt(fromMs), isoAt(untilMs)] as const
  const labelled = '"conversationLabels"."labelId"'
  const joined =
    by === 'label' ? 'join "conversationLabels" on "conversationLabels"."conversationId" = "fact"."conversationId"' : ''
  const key = (person: string) => `${by === 'label' ? labelled : person} as "key"`
  const [acts, waits, templates] = await Promise.all([
    sql.all<Keyed<{ act: WorkFigure; n: number; stars: number | null; low: number }>>(
      `select ${key('"personId"')}, "act", count(*) as "n", sum("stars") as "stars",
         sum(case when "stars" <= 2 then 1 else 0 end) as "low"
       from "journal" as "fact" ${joined}
       where "site" = ? and "fact"."at" >= ? and "fact"."at" < ? and "act" in (${ACTS})
       group by 1, 2`,
      ...between,
    ),
    sql.all<Keyed<{ kind: 'first_response' | 'reply'; openMs: number; targetMs: number | null }>>(
      `select ${key('"operatorId"')}, "kind", "openMs", "targetMs" from "responses" as "fact" ${joined}
       where "site" = ? and "fact"."at" >= ? and "fact"."at" < ? and "kind" in ('first_response', 'reply')`,
      ...between,
    ),
    sql.all<Keyed<{ n: number; edited: number }>>(
      `select ${key('"authorId"')}, count(*) as "n", sum("templateEdited") as "edited" from "messages" as "fact"
       join "conversations" on "conversations"."id" = "fact"."conversationId" ${joined}
       where "conversations"."site" = ? and "sentAt" >= ? and "sentAt" < ? and "templateId" is not null group by 1`,
      ...between,
    ),
  ])
  for (const { key: id, act, n, stars, low } of acts) {
    const counted = ofId(each, id ?? NOBODY)
    count(counted, act, Number(n))
    if (act !== 'rated') continue
    counted.stars = Number(stars)
    count(counted, 'rated_low', Number(low))
  }
  for (const { key: id, kind, openMs, targetMs } of waits) {
    const counted = ofId(each, id ?? NOBODY)
    count(counted, kind, 1)
    if (targetMs !== null && Number(openMs) > Number(targetMs)) count(counted, `${kind}_late`, 1)
    const [times, aimed] = kind === 'reply' ? (['reply', 'replyAimed'] as const) : (['first', 'firstAimed'] as const)
    ;(counted[times] ??= []).push(inSeconds(Number(openMs)))
    if (targetMs !== null) counted[aimed] = (counted[aimed] ?? 0) + 1
  }
  for (const { key: id, n, edited } of templates) {
    const counted = ofId(each, id ?? NOBODY)
    count(counted, 'templates', Number(n))
    count(counted, 'templates_edited', Number(edited ?? 0))
  }
  return each
}

/** The part of each stretch of availability that lies in this one. */
async function countHours(sql: Sql, { site, fromMs, untilMs }: Stretch, now: number, each: CountedEach): Promise<void> {
  const found = await sql.all<{ personId: string; sites: string | null; fromAt: string; untilAt: string | null }>(
    'select * from "availability" where "fromAt" >= ? and "fromAt" < ? and ("untilAt" is null or "untilAt" > ?)',
    // One that lasts is closed a little after it became too long.
    isoAt(fromMs - 2 * LONGEST_STRETCH_MS),
    isoAt(untilMs),
    isoAt(fromMs),
  )
  for (const { personId, sites, fromAt, untilAt } of found) {
    if (sites !== null && !listIn(sites).includes(site)) continue
    const from = Math.max(Date.parse(fromAt), fromMs)
    const until = Math.min(untilAt === null ? now : Date.parse(untilAt), untilMs)
    if (until <= from) continue
    const counted = ofId(each, personId)
    counted.availableMs = (counted.availableMs ?? 0) + until - from
  }
}
