import { type Compilable, type Kysely, sql } from 'kysely'
import type { AnswerId } from '../ids.ts'
import type { VisitTables } from './visit-tables.ts'

/** Which column counts the visitors of a kind of visit. */
const COUNTED_AS = { helped: 'helped', not_helped: 'notHelped', opened: 'opened' } as const
/** Saying that it helped is worth three who only opened it. */
const WORTH = { helped: 3, not_helped: -3, opened: 1 } as const
type Counted = keyof typeof COUNTED_AS

/** Few at a time: each is counted from all its visits, and others have their turn in between. */
const BATCH = 20

const isCounted = (kind: string): kind is Counted => kind in COUNTED_AS

/** What counts a visit, to be stored together with it and before it: each visitor counts once per answer and kind. */
export function tally(
  db: Kysely<VisitTables>,
  visit: { answerId: string; kind: string; visitor: string },
): Compilable[] {
  const { answerId, kind, visitor } = visit
  if (!isCounted(kind)) return []
  const column = COUNTED_AS[kind]
  const known = db
    .selectFrom('visits')
    .select('kind')
    .where('answerId', '=', answerId)
    .where('kind', '=', kind)
    .where('visitor', '=', visitor)
  const one = (counted: Counted) => sql<number>`cast(${counted === kind ? 1 : 0} as integer)`
  const insert = db
    .insertInto('answerTallies')
    .columns(['answerId', 'helped', 'notHelped', 'opened', 'worth'])
    .expression(
      db
        .selectNoFrom([
          sql<string>`cast(${answerId} as text)`.as('answerId'),
          one('helped').as('helped'),
          one('not_helped').as('notHelped'),
          one('opened').as('opened'),
          sql<number>`cast(${WORTH[kind]} as integer)`.as('worth'),
        ])
        .where(({ not, exists }) => not(exists(known))),
    )
    .onConflict((conflict) =>
      conflict.column('answerId').doUpdateSet((eb) => ({
        [column]: eb(`answerTallies.${column}`, '+', 1),
        worth: eb('answerTallies.worth', '+', WORTH[kind]),
      })),
    )
  return [insert]
}

/** Counts anew from the visits that are there: these answers, or all of them. */
export async function recount(tx: Kysely<VisitTables>, answerIds?: readonly string[]): Promise<void> {
  if (!answerIds) {
    await tx.deleteFrom('answerTallies').execute()
    await countInto(tx)
    return
  }
  for (let at = 0; at < answerIds.length; at += BATCH) {
    const some = answerIds.slice(at, at + BATCH)
    await tx.deleteFrom('answerTallies').where('answerId', 'in', some).execute()
    await countInto(tx, some)
  }
}

const visitors = (kind: Counted) => sql<number>`count(distinct case when "kind" = ${kind} then "visitor" end)`
const worth = sql<number>`${WORTH.helped} * ${visitors('helped')} + (${WORTH.not_helped}) * ${visitors('not_helped')} + ${visitors('opened')}`

async function countInto(tx: Kysely<VisitTables>, answerIds?: readonly string[]): Promise<void> {
  await tx
    .insertInto('answerTallies')
    .columns(['answerId', 'helped', 'notHelped', 'opened', 'worth'])
    .expression(({ selectFrom }) =>
      selectFrom('visits')
        .where('answerId', 'is not', null)
        .where('kind', 'in', Object.keys(COUNTED_AS))
        .$if(answerIds !== undefined, (query) => query.where('answerId', 'in', [...(answerIds ?? [])]))
        .groupBy('answerId')
        .select((eb) => [
          eb.ref('answerId').$notNull().as('answerId'),
          visitors('helped').as('helped'),
          visitors('not_helped').as('notHelped'),
          visitors('opened').as('opened'),
          worth.as('worth'),
        ]),
    )
    .execute()
}

/** Answers with their counts; one nobody judged or opened is not among them. */
export async function tallies(db: Kysely<VisitTables>, ids: readonly AnswerId[]) {
  const found: VisitTables['answerTallies'][] = []
  for (let at = 0; at < ids.length; at += BATCH)
    found.push(
      ...(await db
        .selectFrom('answerTallies')
        .selectAll()
        .where('answerId', 'in', ids.slice(at, at + BATCH))
        .execute()),
    )
  return found
}
