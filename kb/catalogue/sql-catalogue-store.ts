import type { Kysely } from 'kysely'
import type { Person } from '../actor.ts'
import type { Database } from '../storage/open-database.ts'
import type { CatalogueRecords, CategoryRecord, ProductRecord, Site, SitePatch } from './catalogue.ts'
import { USUAL_SETTINGS } from './site-settings.ts'

interface CatalogueTables {
  catalogue: { kind: 'category' | 'product' | 'site' | 'site_change'; key: string; position: number; record: string }
}

/** What an admin changed of a site on the desk, and who did it last. */
interface SiteChange {
  patch: SitePatch
  by: Person
  at: string
}

const BATCH = 200

export type CatalogueStore = ReturnType<typeof sqlCatalogueStore>

/** Each list keeps the order in which it is shown. */
export function sqlCatalogueStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<CatalogueTables>
  return {
    async load(): Promise<CatalogueRecords> {
      const rows = await db.selectFrom('catalogue').selectAll().orderBy('position').orderBy('key').execute()
      const of = <T>(kind: string): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.record))
      const changes = new Map(
        rows
          .filter((row) => row.kind === 'site_change')
          .map((row) => [row.key, (JSON.parse(row.record) as SiteChange).patch]),
      )
      return {
        categories: of<CategoryRecord>('category'),
        products: of<ProductRecord>('product'),
        // A site stored by an earlier version lacks what was added since.
        sites: of<Site>('site').map((site) => ({
          ...USUAL_SETTINGS,
          ...site,
          oftenAsked: site.oftenAsked ?? [],
          ...changes.get(site.id),
        })),
      }
    },

    /** Replaces everything that files say; what was changed of a site on the desk stays over it. */
    async replace({ categories, products, sites }: CatalogueRecords): Promise<void> {
      const rows = [
        ...categories.map((record, position) => ({
          kind: 'category' as const,
          key: record.slug,
          position,
          record: JSON.stringify(record),
        })),
        ...products.map((record, position) => ({
          kind: 'product' as const,
          key: record.sku,
          position,
          record: JSON.stringify(record),
        })),
        ...sites.map((record, position) => ({
          kind: 'site' as const,
          key: record.id,
          position,
          record: JSON.stringify(record),
        })),
      ]
      const write = async (inner: Kysely<CatalogueTables>) => {
        await inner.deleteFrom('catalogue').where('kind', '!=', 'site_change').execute()
        for (let at = 0; at < rows.length; at += BATCH)
          await inner
            .insertInto('catalogue')
            .values(rows.slice(at, at + BATCH))
            .execute()
      }
      await (db.isTransaction ? write(db) : db.transaction().execute(write))
    },

    async changeSite(id: string, patch: SitePatch, by: Person, at: string): Promise<void> {
      const before = await db
        .selectFrom('catalogue')
        .select('record')
        .where('kind', '=', 'site_change')
        .where('key', '=', id)
        .executeTakeFirst()
      const change: SiteChange = {
        patch: { ...(before ? (JSON.parse(before.record) as SiteChange).patch : {}), ...patch },
        by,
        at,
      }
      const record = JSON.stringify(change)
      await db
        .insertInto('catalogue')
        .values({ kind: 'site_change', key: id, position: 0, record })
        .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ record }))
        .execute()
    },
  }
}
