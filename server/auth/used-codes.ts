import { createHmac } from 'node:crypto'
import { symmetricDecrypt } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import type { Auth } from './auth.ts'

export const usedCodeMigrations = {
  '2004-used-codes': {
    up: (db: Database['db']) =>
      db.schema
        .createTable('usedCodes')
        .addColumn('personId', 'text', (column) => column.primaryKey())
        .addColumn('counter', 'integer', (column) => column.notNull())
        .execute(),
  },
}

const PERIOD_MS = 30_000
/** As better-auth accepts them: the code of now, and one before and after for clocks that differ. */
const AROUND = [-1, 0, 1]

export interface UsedCodes {
  /** Uses up a code that was just accepted; false: it, or a later one, was used before (RFC 6238 §5.2). Of two at once, one is true. */
  spend(personId: string, code: string, now: number): Promise<boolean>
  /** The key is gone, and with it what was used of it. */
  forget(personId: string): Promise<void>
}

/** Remembers per person the last accepted counter, so that a code seen over a shoulder or on the wire is worth nothing. */
export function usedCodes(database: Database, auth: Auth): UsedCodes {
  const db: Kysely<{
    usedCodes: { personId: string; counter: number }
    twoFactor: { userId: string; secret: string }
  }> = database.db
  return {
    spend: async (personId, code, now) => {
      const kept = await db.selectFrom('twoFactor').select('secret').where('userId', '=', personId).executeTakeFirst()
      if (!kept) return false
      const key = await symmetricDecrypt({ key: (await auth.$context).secretConfig, data: kept.secret })
      const current = Math.floor(now / PERIOD_MS)
      const counter = AROUND.map((step) => current + step).findLast((each) => codeOf(key, each) === code)
      if (counter === undefined) return false
      const written = await db
        .insertInto('usedCodes')
        .values({ personId, counter })
        .onConflict((conflict) =>
          conflict.column('personId').doUpdateSet({ counter }).where('usedCodes.counter', '<', counter),
        )
        .executeTakeFirst()
      return Number(written.numInsertedOrUpdatedRows ?? 0) > 0
    },
    forget: async (personId) => {
      await db.deleteFrom('usedCodes').where('personId', '=', personId).execute()
    },
  }
}

/** Six digits (RFC 4226). */
function codeOf(key: string, counter: number): string {
  const moment = Buffer.alloc(8)
  moment.writeBigUInt64BE(BigInt(counter))
  const mac = createHmac('sha1', key).update(moment).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0')
}
