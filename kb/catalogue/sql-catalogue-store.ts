import type { Kysely } from 'kysely'
import { slugOf } from '#shared'
import type { Person } from '../actor.ts'
import type { Database } from '../storage/open-database.ts'
import type { CatalogueRecords, CategoryRecord, ProductRecord, Site, SitePatch } from './catalogue.ts'
import { USUAL_SETTINGS } from './site-settings.ts'

/** What files say, and what was decided beside them. */
type Kind = 'category' | 'product' | 'site' | 'site_change' | 'site_made' | 'site_named'
const OF_FILES: Kind[] = ['category', 'product', 'site']
interface CatalogueTables {
  catalogue: { kind: Kind; key: string; position: number; record: string }
}

/** `default`: whose help centre is shown where no other is asked for. `of_files`: whose the answers are that name no site in their files. */
export type NamedSite = 'default' | 'of_files'

/** What an admin changed of a site on the desk, and who did it last. */
interface SiteChange {
  patch: SitePatch
  by: Person
  at: string
}

const BATCH = 200
/** What a product stored by an earlier version says nothing of. */
type BeforeFeeds = { category?: ProductRecord['name'] } & Pick<
  ProductRecord,
  'sku' | 'slug' | 'name' | 'price' | 'summary' | 'attributes'
>
const BEFORE_FEEDS = { currency: 'RUB', oldPrice: null, availability: null, vendor: null, picture: null, url: null }

export type CatalogueStore = ReturnType<typeof sqlCatalogueStore>

/** Each list keeps the order in which it is shown. */
export function sqlCatalogueStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<CatalogueTables>
  return {
    async load(): Promise<CatalogueRecords> {
      const rows = await db.selectFrom('catalogue').selectAll().orderBy('position').orderBy('key').execute()
      const of = <T>(kind: Kind): T[] => rows.filter((row) => row.kind === kind).map((row) => JSON.parse(row.record))
      const files = of<Site>('site')
      const changes = new Map(
        rows
          .filter((row) => row.kind === 'site_change')
          .map((row) => [row.key, (JSON.parse(row.record) as SiteChange).patch]),
      )
      return {
        categories: of<CategoryRecord>('category'),
        products: of<Partial<ProductRecord> & BeforeFeeds>('product').map(({ category, ...product }) => ({
          ...BEFORE_FEEDS,
          site: files[0]?.id ?? '',
          categories: category ? [{ id: slugOf(category.en), name: category }] : [],
          ...product,
        })),
        sites: defaultFirst(
          // A file takes the place of a site that was made at the desk under the same name.
          [...new Map([...of<Site>('site_made'), ...files].map((site) => [site.id, site])).values()]
            // A site stored by an earlier version lacks what was added since.
            .map((site) => ({
              ...USUAL_SETTINGS,
              ...site,
              oftenAsked: site.oftenAsked ?? [],
              ...changes.get(site.id),
            })),
          rows.find((row) => row.kind === 'site_named' && row.key === 'default')?.record,
        ),
      }
    },

    /** The site of this name, once it was decided; null: not yet. */
    async named(name: NamedSite): Promise<string | null> {
      const row = await db
        .selectFrom('catalogue')
        .select('record')
        .where('kind', '=', 'site_named')
        .where('key', '=', name)
        .executeTakeFirst()
      return row?.record ?? null
    },

    async name(name: NamedSite, id: string): Promise<void> {
      await db
        .insertInto('catalogue')
        .values({ kind: 'site_named', key: name, position: 0, record: id })
        .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ record: id }))
        .execute()
    },

    /** Of a library of before, when the first file in the alphabet was the default: the site that most answers belong to. */
    async ofMostAnswers(): Promise<string | null> {
      const row = await (db as unknown as Kysely<{ answers: { site: string } }>)
        .selectFrom('answers')
        .select('site')
        .groupBy('site')
        .orderBy((eb) => eb.fn.countAll(), 'desc')
        .orderBy('site')
        .executeTakeFirst()
      return row?.site ?? null
    },

    /** False: there is one of this id. */
    async makeSite(site: Site): Promise<boolean> {
      const ofFile = await db
        .selectFrom('catalogue')
        .select('key')
        .where('kind', '=', 'site')
        .where('key', '=', site.id)
        .executeTakeFirst()
      if (ofFile) return false
      const made = await db
        .insertInto('catalogue')
        .values({ kind: 'site_made', key: site.id, position: 0, record: JSON.stringify(site) })
        .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
        .executeTakeFirst()
      return Number(made.numInsertedOrUpdatedRows ?? 0) > 0
    },

    /** Makes it what files say now, writing only what differs; what was changed of a site at the desk stays over it, and so do sites that were made there. */
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
          key: `${record.site}/${record.sku}`,
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
        const before = await inner.selectFrom('catalogue').selectAll().where('kind', 'in', OF_FILES).execute()
        const known = new Map(before.map((row) => [`${row.kind} ${row.key}`, row]))
        const changed = rows.filter((row) => {
          const stored = known.get(`${row.kind} ${row.key}`)
          known.delete(`${row.kind} ${row.key}`)
          return stored?.record !== row.record || stored.position !== row.position
        })
        for (let at = 0; at < changed.length; at += BATCH)
          await inner
            .insertInto('catalogue')
            .values(changed.slice(at, at + BATCH))
            .onConflict((conflict) =>
              conflict.columns(['kind', 'key']).doUpdateSet((eb) => ({
                record: eb.ref('excluded.record'),
                position: eb.ref('excluded.position'),
              })),
            )
            .execute()
        for (const { kind, key } of known.values())
          await inner.deleteFrom('catalogue').where('kind', '=', kind).where('key', '=', key).execute()
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

const defaultFirst = (sites: Site[], id: string | undefined): Site[] => [
  ...sites.filter((site) => site.id === id),
  ...sites.filter((site) => site.id !== id),
]
