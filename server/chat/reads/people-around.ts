import type { InterfaceLocale } from '#shared'
import type { Face } from '#protocol'
import type { ConversationRow } from '../conversation.ts'
import { faceIn, type FaceRecord, keptFaces, presentFace } from '../faces.ts'
import { connectedOperators, hasLease, serves } from '../moves/presence/presence.ts'
import type { Sql } from '../sql.ts'
import { NOBODY, type PeopleAround } from './present-conversation.ts'
import type { OperatorRow, Reads } from './reads.ts'

const MOST_SHOWN = 4
/** Whoever was not seen at the desk for so long is not said to answer there. */
const SEEN_MS = 30 * 24 * 3_600_000

export interface PeopleViews {
  around(row: ConversationRow, now: number): Promise<PeopleAround>
  /** The same of many that wait. */
  aroundQueued(rows: readonly ConversationRow[], now: number): Promise<PeopleAround[]>
  /** Who answers at this site. `at`: those who are there now and those who have said who they are; `known`: only the latter, whatever the hour. */
  team(site: string, locale: InterfaceLocale, now: number, which: 'at' | 'known'): Promise<Face[]>
  faces(now: number): Promise<FaceRecord[]>
  forgetFaces(): void
}

/** The people about a conversation and at a site, as visitors see them. */
export function peopleViews(
  sql: Sql,
  reads: Pick<Reads, 'operators'>,
  addressOf: (photo: string) => string,
): PeopleViews {
  const kept = keptFaces(sql)
  const shown = (records: FaceRecord[], person: { id: string; name: string }, where: Where): Face =>
    presentFace(faceIn(records, person, where), addressOf)

  const team: PeopleViews['team'] = async (site, locale, now, which) => {
    const [records, operators, connected] = await Promise.all([
      kept.all(now),
      reads.operators(),
      connectedOperators(sql, now),
    ])
    const isHere = (one: OperatorRow) => one.available === 1 && connected.has(one.id)
    const isKnown = ({ id, lastSeenAt }: OperatorRow) =>
      records.some(({ personId }) => personId === id) &&
      (connected.has(id) || (lastSeenAt !== null && Date.parse(lastSeenAt) > now - SEEN_MS))
    return operators
      .filter((one) => serves(one, site, locale) && (isKnown(one) || (which === 'at' && isHere(one))))
      .map((one) => ({ here: which === 'at' && isHere(one), face: shown(records, one, { site, locale }) }))
      .filter(({ face }) => face.name !== '')
      .sort((a, b) => Number(b.here) - Number(a.here) || Number('photo' in b.face) - Number('photo' in a.face))
      .slice(0, MOST_SHOWN)
      .map(({ face }) => face)
  }
  return {
    team,
    faces: kept.all,
    forgetFaces: kept.forget,
    aroundQueued,
    around: async (row, now) => {
      if (row.state === 'queued') return (await aroundQueued([row], now))[0] ?? NOBODY
      const records = await kept.all(now)
      const where = { site: row.site, locale: row.locale }
      const { operatorId, operatorName } = row
      if (operatorId === null) return { operator: {}, next: [], faces: await wrote(row, records) }
      const { name: _, ...face } = shown(records, { id: operatorId, name: operatorName ?? '' }, where)
      const here = row.state === 'active' ? { here: await hasLease(sql, 'operator', operatorId, now) } : {}
      return { operator: { ...face, ...here }, next: [], faces: await wrote(row, records) }
    },
  }

  async function aroundQueued(rows: readonly ConversationRow[], now: number): Promise<PeopleAround[]> {
    const [records, operators, connected] = await Promise.all([
      kept.all(now),
      reads.operators(),
      connectedOperators(sql, now),
    ])
    const here = operators.filter((one) => one.available === 1 && connected.has(one.id))
    return Promise.all(
      rows.map(async (row) => {
        const offered = operators.find(({ id }) => id === row.offeredTo)
        const next = offered ? [offered] : here.filter((one) => serves(one, row.site, row.locale)).slice(0, MOST_SHOWN)
        return {
          operator: {},
          next: next.map((one) => shown(records, one, row)).filter(({ name }) => name !== ''),
          // Nobody has written to somebody who never had an operator.
          faces: row.acceptedAt === null ? [] : await wrote(row, records),
        }
      }),
    )
  }

  /** Whoever took part, besides its operator, and has a photograph. */
  async function wrote(row: ConversationRow, records: FaceRecord[]): Promise<Face[]> {
    if (!records.some(({ photo }) => photo !== null)) return []
    const people = await sql.all<{ id: string; name: string }>(
      `select distinct "authorId" as "id", "authorName" as "name" from "messages" where "conversationId" = ? and "author" = 'operator'
       and "kind" = 'text' and "authorId" is not null and "authorName" is not null`,
      row.id,
    )
    return people
      .filter(({ id }) => id !== row.operatorId)
      .map((one) => ({ ...shown(records, one, row), name: one.name }))
      .filter(({ photo }) => photo !== undefined)
  }
}
type Where = Pick<ConversationRow, 'site' | 'locale'>
