import { mailboxOf } from '#shared'
import type { Sql } from '../../sql.ts'
import { done, type Outcome } from '../outcome.ts'

/** Whoever answers a letter of ours, or opens its link, is who its address belongs to. */
export async function confirmMailbox(sql: Sql, r: { conversationId: string; mail: string }): Promise<Outcome<null>> {
  await sql.run(
    'insert into "confirmedMailboxes" ("conversationId", "mailbox") values (?, ?) on conflict do nothing',
    r.conversationId,
    mailboxOf(r.mail),
  )
  return done(null)
}

export const isConfirmed = async (sql: Sql, mailbox: string): Promise<boolean> =>
  (await sql.one('select 1 as "yes" from "confirmedMailboxes" where "mailbox" = ? limit 1', mailbox)) !== undefined
