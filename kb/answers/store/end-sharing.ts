import type { Kysely } from 'kysely'
import type { AnswerId } from '../../ids.ts'
import type { AnswerTables } from './answer-rows.ts'

/**
 * Takes a site off the others that show an answer. In place, like a category that is called otherwise: it is not for the answer's
 * own shop to agree to, and no wording of it changes. Runs within the transaction it is given.
 */
export async function endSharing(db: Kysely<AnswerTables>, id: AnswerId, site: string, at: string): Promise<boolean> {
  const without = (list: string) => JSON.stringify((JSON.parse(list) as string[]).filter((one) => one !== site))
  const revisions = await db
    .selectFrom('revisions')
    .select(['revision', 'sharedWith'])
    .where('answerId', '=', id)
    .where('sharedWith', '!=', '[]')
    .execute()
  for (const { revision, sharedWith } of revisions)
    await db
      .updateTable('revisions')
      .set({ sharedWith: without(sharedWith) })
      .where('answerId', '=', id)
      .where('revision', '=', revision)
      .execute()
  const newest = await db.selectFrom('answers').select('sharedWith').where('id', '=', id).executeTakeFirst()
  if (newest)
    await db
      .updateTable('answers')
      .set({ sharedWith: without(newest.sharedWith), updatedAt: at })
      .where('id', '=', id)
      .execute()
  return revisions.length > 0
}
