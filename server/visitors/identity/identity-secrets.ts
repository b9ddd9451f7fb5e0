import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import { newId } from '#shared'
import { sharedSecret } from '../../secrets.ts'

/** What a shop's server signs its visitors with, and what we sign our questions to it with. */
export interface IdentitySecret {
  id: string
  site: string
  /** First 1; two exchanges at once make one and a conflict. */
  number: number
  secret: string
  madeAt: string
  /** Name of who exchanged it; null: made by itself. */
  madeBy: string | null
  /** Until when it is valid; null: it is the current one. */
  until: string | null
}

export interface IdentitySecrets {
  /** What an account's visitor id is made of: the first secret of the site, also after it has ended, so that an exchange makes strangers of nobody. */
  idKey(site: string): Promise<string>
  current(site: string, now: number): Promise<string>
  /** The current one first, then those that are still accepted, the newest first. */
  valid(site: string, now: number): Promise<string[]>
  /** The newest first, with those that have ended. */
  list(site: string, now: number): Promise<Omit<IdentitySecret, 'secret'>[]>
  /** A new one; `current`, the id of the one before, is accepted until then. */
  exchange(
    exchange: { site: string; current: string; until: string; by: string },
    now: number,
  ): Promise<{ ok: true } | { ok: false; code: 'conflict' | 'full' }>
  /** An old one is accepted no more, from now on. */
  end(site: string, id: string, now: number): Promise<{ ok: true } | { ok: false; code: 'not_found' | 'wrong_state' }>
}

interface Tables {
  identitySecrets: IdentitySecret
}

export const identityMigrations = {
  '2400-identity-secrets': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('identitySecrets')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('secret', 'text', (c) => c.notNull())
        .addColumn('madeAt', 'text', (c) => c.notNull())
        .addColumn('madeBy', 'text')
        .addColumn('until', 'text')
        .addUniqueConstraint('identitySecretsByNumber', ['site', 'number'])
        .execute()
    },
  },
}

/** Accepted at once: each is tried for every claim. */
export const MOST_VALID = 4
const MOST_LISTED = 20
const SECRET_BYTES = 32
export const LONGEST_OVERLAP_DAYS = 90

export function identitySecrets(database: Database): IdentitySecrets {
  const db: Kysely<Tables> = database.db
  const idKey = (site: string) => sharedSecret(database, `identity:${site}`)
  const all = (site: string) =>
    db
      .selectFrom('identitySecrets')
      .selectAll()
      .where('site', '=', site)
      .orderBy('number', 'desc')
      .limit(MOST_LISTED)
      .execute()
  const rowsOf = async (site: string, now: number): Promise<IdentitySecret[]> => {
    const rows = await all(site)
    if (rows.length > 0) return rows
    // Made before there was anything to exchange, or now.
    const first = { site, number: 1, secret: await idKey(site), madeBy: null, until: null }
    await db
      .insertInto('identitySecrets')
      .values({ id: newId('isc', now), madeAt: new Date(now).toISOString(), ...first })
      .onConflict((conflict) => conflict.columns(['site', 'number']).doNothing())
      .execute()
    return all(site)
  }
  const isValid = ({ until }: IdentitySecret, now: number) => until === null || Date.parse(until) > now
  const valid = async (site: string, now: number) =>
    (await rowsOf(site, now)).filter((one) => isValid(one, now)).map(({ secret }) => secret)
  return {
    idKey,
    valid,
    current: async (site, now) => (await rowsOf(site, now))[0]!.secret,
    list: async (site, now) => (await rowsOf(site, now)).map(({ secret: _, ...rest }) => rest),
    exchange: async ({ site, current, until, by }, now) => {
      const rows = await rowsOf(site, now)
      const [newest] = rows
      if (newest?.id !== current) return { ok: false, code: 'conflict' }
      if (rows.filter((one) => isValid(one, now)).length >= MOST_VALID) return { ok: false, code: 'full' }
      return db.transaction().execute(async (trx) => {
        const made = await trx
          .insertInto('identitySecrets')
          .values({
            id: newId('isc', now),
            site,
            number: newest.number + 1,
            secret: randomBytes(SECRET_BYTES).toString('hex'),
            madeAt: new Date(now).toISOString(),
            madeBy: by,
            until: null,
          })
          .onConflict((conflict) => conflict.columns(['site', 'number']).doNothing())
          .executeTakeFirst()
        if (made.numInsertedOrUpdatedRows !== 1n) return { ok: false, code: 'conflict' } as const
        await trx.updateTable('identitySecrets').set({ until }).where('id', '=', current).execute()
        await trx
          .deleteFrom('identitySecrets')
          .where('site', '=', site)
          .where('number', '<=', newest.number + 1 - MOST_LISTED)
          .execute()
        return { ok: true } as const
      })
    },
    end: async (site, id, now) => {
      const [newest, ...older] = await rowsOf(site, now)
      if (newest?.id === id) return { ok: false, code: 'wrong_state' }
      const one = older.find((old) => old.id === id)
      if (!one) return { ok: false, code: 'not_found' }
      if (isValid(one, now))
        await db
          .updateTable('identitySecrets')
          .set({ until: new Date(now).toISOString() })
          .where('id', '=', id)
          .execute()
      return { ok: true }
    },
  }
}
