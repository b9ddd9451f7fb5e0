import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#kb'

const SECRET_BYTES = 32

/** Server tables that belong to no other concept. */
export const secretMigrations = {
  '2000-secrets': {
    up: (db: Database['db']) =>
      db.schema
        .createTable('secrets')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute(),
  },
}

/** A 256-bit secret in hex, made on first use and shared by all nodes through the database. */
export async function sharedSecret(database: Database, name: string): Promise<string> {
  const db: Kysely<{ secrets: { name: string; value: string } }> = database.db
  const made = randomBytes(SECRET_BYTES).toString('hex')
  await db
    .insertInto('secrets')
    .values({ name, value: made })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow()
  return row.value
}
