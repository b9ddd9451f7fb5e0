import { type Kysely, sql } from 'kysely'
import type { Database } from '#kb'

/** What somebody may do on one site. `admin` is a role of the whole installation and stands with the person. */
export const SITE_ROLES = ['operator', 'lead'] as const
export type SiteRole = (typeof SITE_ROLES)[number]
export type SiteRoles = Readonly<Record<string, SiteRole>>

interface MemberRow {
  personId: string
  site: string
  role: SiteRole
}

/** Until now everybody was a member of every site there was, in the one role they had. */
export const memberMigrations = (kind: Database['kind']) => ({
  '2005-members': {
    up: async (db: Database['db']) => {
      await db.schema
        .createTable('members')
        .addColumn('personId', 'text', (column) => column.notNull())
        .addColumn('site', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('membersKey', ['personId', 'site'])
        .execute()
      await db.schema.createIndex('membersBySite').on('members').columns(['site']).execute()
      // A database that begins holds neither people nor sites.
      if (!(await hasTable(db, kind, 'user')) || !(await hasTable(db, kind, 'catalogue'))) return
      await sql`insert into "members" ("personId", "site", "role")
        select "user"."id", "catalogue"."key", case when "user"."role" = 'lead' then 'lead' else 'operator' end
        from "user" join "catalogue" on "catalogue"."kind" = 'site' where "user"."role" <> 'admin'`.execute(db)
      const rows = await sql<MemberRow>`select "personId", "site" from "members" order by "site"`.execute(db)
      for (const [id, sites] of Map.groupBy(rows.rows, ({ personId }) => personId))
        await sql`update "operators" set "sites" = ${JSON.stringify(sites.map(({ site }) => site))} where "id" = ${id}`.execute(
          db,
        )
    },
  },
  '2006-invitation-site': {
    /** Null: an admin, of every site. */
    up: async (db: Database['db']) => {
      await db.schema.alterTable('invitations').addColumn('site', 'text').execute()
      if (!(await hasTable(db, kind, 'catalogue'))) return
      // Then the first in the alphabet was the one that had a desk.
      await sql`update "invitations" set "site" = (select min("key") from "catalogue" where "kind" = 'site')
        where "role" <> 'admin' and "mail" <> ''`.execute(db)
    },
  },
})

async function hasTable(db: Database['db'], kind: Database['kind'], name: string): Promise<boolean> {
  const found =
    kind === 'sqlite'
      ? await sql<{
          name: string
        }>`select "name" from "sqlite_master" where "type" = 'table' and "name" = ${name}`.execute(db)
      : await sql<{
          name: string
        }>`select "table_name" as "name" from information_schema.tables where "table_schema" = current_schema() and "table_name" = ${name}`.execute(
          db,
        )
  return found.rows.length > 0
}

/** Who works on which site, as what. */
export function membersOf(database: Pick<Database, 'db'>) {
  const db: Kysely<{ members: MemberRow }> = database.db
  const collected = (rows: readonly MemberRow[]): SiteRoles =>
    Object.fromEntries(rows.map(({ site, role }) => [site, SITE_ROLES.find((one) => one === role) ?? 'operator']))
  return {
    of: async (personId: string): Promise<SiteRoles> =>
      collected(await db.selectFrom('members').selectAll().where('personId', '=', personId).execute()),
    all: async (): Promise<Map<string, SiteRoles>> =>
      new Map(
        [...Map.groupBy(await db.selectFrom('members').selectAll().execute(), ({ personId }) => personId)].map(
          ([id, rows]) => [id, collected(rows)],
        ),
      ),
    put: async (personId: string, site: string, role: SiteRole): Promise<void> => {
      await db
        .insertInto('members')
        .values({ personId, site, role })
        .onConflict((conflict) => conflict.columns(['personId', 'site']).doUpdateSet({ role }))
        .execute()
    },
    remove: async (personId: string, site: string): Promise<void> => {
      await db.deleteFrom('members').where('personId', '=', personId).where('site', '=', site).execute()
    },
    removeAll: async (personId: string): Promise<void> => {
      await db.deleteFrom('members').where('personId', '=', personId).execute()
    },
  }
}
