import { dateIn } from '#shared'
import type { JournalEntry } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import { marks, type SqlValue } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import { holdsWords, wordsOfSearch } from '../searching/find-conversations.ts'
import { daysUntil } from '../work/days-of.ts'
import type { Journal, JournalAsked } from './contract.ts'
import { type Source, sourcesOf } from './sources.ts'

type Parts = Pick<Core, 'now' | 'places' | 'reports' | 'site' | 'views'>

interface Row {
  id: string
  at: string
  act: JournalEntry['act']
  how: string | null
  personId: string | null
  otherId: string | null
  toGroup: string | null
  stars: number | null
  conversationId: string | null
  address: string | null
}

interface Narrowed {
  where: string
  values: SqlValue[]
}

export function journalOn(core: Parts): Journal {
  return {
    lastDays: (site, days) => lastDays(core, site, days),
    journal: async (site, asked, { page, perPage }) => {
      const empty = { items: [], page, perPage, total: 0 }
      const words = wordsOfSearch(asked.words)
      if (asked.words.trim() !== '' && words.length === 0) return empty
      const held = words.length > 0 ? await holdsWords(core.reports, words) : undefined
      if (held === null) return empty
      const between = await lastDays(core, site, asked.days)
      const sources = sourcesOf(site, asked.kind).flatMap((source) => {
        const narrowed = narrow(source, asked, between, held)
        return narrowed ? [{ ...source, ...narrowed }] : []
      })
      const total = await countOf(core, sources)
      const rows = await rowsOf(core, sources, { page, perPage })
      return { items: await told(core, site, rows), page, perPage, total }
    },
  }
}

async function lastDays(core: Pick<Core, 'now' | 'site'>, site: string, days: number): Promise<[string, string]> {
  const zone = (await core.site(site))?.timeZone ?? 'UTC'
  const all = daysUntil(dateIn(zone, core.now()), days, zone)
  return [isoAt(all[0]?.fromMs ?? 0), isoAt(all.at(-1)?.untilMs ?? 0)]
}

/** null: nothing of this source can be meant. */
function narrow(
  source: Source,
  { conversation, person }: JournalAsked,
  between: [string, string],
  held: Narrowed | undefined,
): Narrowed | null {
  const where = [source.where]
  const values = [...source.values]
  const add = (part: string, ...more: SqlValue[]) => {
    where.push(part)
    values.push(...more)
  }
  if (conversation !== null || held) {
    if (source.conversation === null) return null
    if (conversation !== null) add(`${source.conversation} = ?`, conversation)
    if (held) add(`${source.conversation} in (select "id" from "conversations" where ${held.where})`, ...held.values)
  }
  if (conversation === null) add(`${source.at} >= ? and ${source.at} < ?`, ...between)
  if (person !== null) {
    const other = source.from === '"journal"' ? '"otherId"' : source.from === '"availability"' ? '"byId"' : null
    if (other) add(`(${source.person} = ? or ${other} = ?)`, person, person)
    else add(`${source.person} = ?`, person)
  }
  return { where: where.join(' and '), values }
}

async function countOf(core: Parts, sources: readonly Source[]): Promise<number> {
  const counts = await Promise.all(
    sources.map(({ from, where, values }) =>
      core.reports.one<{ n: number }>(`select count(*) as "n" from ${from} where ${where}`, ...values),
    ),
  )
  return counts.reduce((sum, found) => sum + Number(found?.n ?? 0), 0)
}

/** The newest of each table, then the newest of those: no table is read further than the page reaches. */
function rowsOf(core: Parts, sources: readonly Source[], { page, perPage }: { page: number; perPage: number }) {
  if (sources.length === 0) return Promise.resolve([])
  const reach = page * perPage
  // As ids are made, not as a language sorts words.
  const id = core.reports.kind === 'postgres' ? '"id" collate "C"' : '"id"'
  const each = sources.map(
    ({ columns, from, where, at }, place) =>
      `select * from (select ${columns} from ${from} where ${where} order by ${at} desc limit ?) as "source${place}"`,
  )
  return core.reports.all<Row>(
    `select * from (${each.join(' union all ')}) as "entries" order by "at" desc, ${id} desc limit ? offset ?`,
    ...sources.flatMap(({ values }) => [...values, reach]),
    perPage,
    reach - perPage,
  )
}

async function told(core: Parts, site: string, rows: readonly Row[]): Promise<JournalEntry[]> {
  const ids = [...new Set(rows.flatMap(({ conversationId }) => conversationId ?? []))]
  const [operators, questions, shop] = await Promise.all([
    core.views.operators(),
    ids.length === 0
      ? []
      : core.reports.all<{ id: string; question: string }>(
          `select "id", "question" from "conversations" where "site" = ? and "id" in (${marks(ids.length)})`,
          site,
          ...ids,
        ),
    core.site(site),
  ])
  const names = new Map(operators.map(({ id, name }) => [id, name]))
  const asked = new Map(questions.map(({ id, question }) => [id, question]))
  const nameOf = (id: string | null) => (id && names.get(id)) || null
  const language = shop?.defaultLocale ?? 'en'
  return Promise.all(
    rows.map(async ({ personId, otherId, toGroup, conversationId, stars, ...row }) => ({
      ...row,
      person: nameOf(personId),
      other: nameOf(otherId),
      group: toGroup,
      stars: stars === null ? null : Number(stars),
      conversation: conversationId,
      question: (conversationId && asked.get(conversationId)) || null,
      place: row.address && core.places ? await core.places.of(row.address, language) : null,
    })),
  )
}
