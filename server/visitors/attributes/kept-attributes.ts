import type { Kysely } from 'kysely'
import type { Database } from '#kb'

/** One fact of a visitor. */
export interface AttributeRow {
  site: string
  /** A visitor's id, or the watched browser of somebody who has not written. */
  subject: string
  name: string
  value: string
  /** 1: the shop's server said it, signed; 0: its page did. */
  verified: number
  at: string
}
export interface AttributeTables {
  visitorAttributes: AttributeRow
}

export const attributeMigrations = {
  '2009-visitor-attributes': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('visitorAttributes')
        .addColumn('site', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('verified', 'integer', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('visitorAttributesKey', ['site', 'subject', 'name'])
        .execute()
      await db.schema.createIndex('visitorAttributesByTime').on('visitorAttributes').columns(['at']).execute()
    },
  },
}

/** Values of one statement. */
const AT_ONCE = 500
const PRUNED_AT_ONCE = 500
/** How a visitor's id begins; that of a browser has no `s` in it. */
const VISITOR = 'vis_%'

export function keptAttributes(database: Pick<Database, 'db'>) {
  const db: Kysely<AttributeTables & { conversations: { site: string; visitorId: string } }> = database.db
  return {
    /** What a page says never replaces what the shop's server has signed. */
    async put(row: AttributeRow): Promise<void> {
      await db
        .insertInto('visitorAttributes')
        .values(row)
        .onConflict((conflict) => {
          const again = conflict.columns(['site', 'subject', 'name']).doUpdateSet((eb) => ({
            value: eb.ref('excluded.value'),
            verified: eb.ref('excluded.verified'),
            at: eb.ref('excluded.at'),
          }))
          return row.verified === 1 ? again : again.where('visitorAttributes.verified', '=', 0)
        })
        .execute()
    },
    async take({ site, subject, name, verified }: Omit<AttributeRow, 'at' | 'value'>): Promise<void> {
      const gone = db
        .deleteFrom('visitorAttributes')
        .where('site', '=', site)
        .where('subject', '=', subject)
        .where('name', '=', name)
      await (verified === 1 ? gone : gone.where('verified', '=', 0)).execute()
    },
    /** In any order. */
    async of(site: string, subjects: readonly string[]): Promise<AttributeRow[]> {
      const all: AttributeRow[] = []
      for (let at = 0; at < subjects.length; at += AT_ONCE)
        all.push(
          ...(await db
            .selectFrom('visitorAttributes')
            .selectAll()
            .where('site', '=', site)
            .where('subject', 'in', subjects.slice(at, at + AT_ONCE))
            .execute()),
        )
      return all
    },
    async forget(site: string, subject: string): Promise<void> {
      await db.deleteFrom('visitorAttributes').where('site', '=', site).where('subject', '=', subject).execute()
    },
    /** Some of what is old of those who have no conversation. True: there may be more. */
    async prune(site: string, before: { visitors: string; browsers: string }): Promise<boolean> {
      const old = await db
        .selectFrom('visitorAttributes')
        .select(['subject', 'name'])
        .where('site', '=', site)
        .where(({ and, eb, or }) =>
          or([
            and([eb('subject', 'like', VISITOR), eb('at', '<', before.visitors)]),
            and([eb('subject', 'not like', VISITOR), eb('at', '<', before.browsers)]),
          ]),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('conversations')
                .select('conversations.visitorId')
                .whereRef('conversations.visitorId', '=', 'visitorAttributes.subject')
                .whereRef('conversations.site', '=', 'visitorAttributes.site'),
            ),
          ),
        )
        .limit(PRUNED_AT_ONCE)
        .execute()
      for (const { subject, name } of old)
        await db
          .deleteFrom('visitorAttributes')
          .where('site', '=', site)
          .where('subject', '=', subject)
          .where('name', '=', name)
          .execute()
      return old.length === PRUNED_AT_ONCE
    },
  }
}
