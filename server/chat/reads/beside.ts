import type { ConversationDetail } from '#protocol'
import { type ConversationRow, type DeskMember, isLeadOn } from '../conversation.ts'
import { readableBy } from '../moves/membership.ts'
import { marks, type Sql } from '../sql.ts'
import { onePerson } from './one-person.ts'

/** More than one person ever has open, or anybody merges. */
const MOST = 10

export type Beside = Pick<ConversationDetail, 'alsoOpen' | 'merged' | 'mergedInto'>
type Row = Pick<ConversationRow, 'id' | 'question' | 'state' | 'visitorId' | 'operatorId' | 'createdAt' | 'lastSeq'>
const COLUMNS = '"id", "question", "state", "visitorId", "operatorId", "createdAt", "lastSeq"'

/** What else of the same person is open, what was merged into this one, and into which this was; nothing where there is nothing. */
export async function besideOf(
  sql: Pick<Sql, 'all' | 'one'>,
  row: ConversationRow,
  reader: DeskMember,
): Promise<Beside> {
  const [alsoOpen, merged, into] = await Promise.all([
    row.state === 'solved' ? [] : openOf(sql, row, reader),
    sql.all<Row>(
      `select ${COLUMNS} from "conversations" where "mergedInto" = ? and "state" = 'solved' order by "createdAt", "id" limit ${MOST}`,
      row.id,
    ),
    row.mergedInto === null
      ? undefined
      : sql.one<Row>(`select ${COLUMNS} from "conversations" where "id" = ?`, row.mergedInto),
  ])
  return {
    ...(alsoOpen.length > 0 ? { alsoOpen } : {}),
    ...(merged.length > 0
      ? { merged: merged.map(({ id, question, createdAt, lastSeq }) => ({ id, question, createdAt, lastSeq })) }
      : {}),
    ...(into ? { mergedInto: { id: into.id, question: into.question, state: into.state } } : {}),
  }
}

async function openOf(
  sql: Pick<Sql, 'all' | 'one'>,
  row: ConversationRow,
  reader: DeskMember,
): Promise<NonNullable<Beside['alsoOpen']>> {
  const { ids } = await onePerson(sql, row)
  const readable = readableBy(reader)
  const found = await sql.all<Row>(
    `select ${COLUMNS} from "conversations" where "site" = ? and "visitorId" in (${marks(ids.length)}) and "id" <> ?
     and "state" <> 'solved' and "heldBecause" is null and ${readable.where} order by "createdAt" desc, "id" limit ${MOST}`,
    row.site,
    ...ids,
    row.id,
    ...readable.values,
  )
  const holds = row.state === 'active' && (row.operatorId === reader.id || isLeadOn(reader, row.site))
  return found.map((one) => ({
    id: one.id,
    question: one.question,
    state: one.state,
    createdAt: one.createdAt,
    mayMerge:
      holds &&
      (row.visitorId !== one.visitorId || one.createdAt <= row.createdAt) &&
      (one.operatorId === null ||
        one.operatorId === reader.id ||
        one.operatorId === row.operatorId ||
        isLeadOn(reader, row.site)),
  }))
}
