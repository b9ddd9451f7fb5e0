import type { Kysely } from 'kysely'
import { slugOf } from '#shared'
import type { Person } from '../actor.ts'
import type { Database } from '../storage/open-database.ts'
import type { CatalogueRecords, FileCatalogue, ProductRecord, Site, SitePatch } from './catalogue.ts'
import type { CategoryRecord } from './categories/category-record.ts'
import { categoryNow, type KeptCategories } from './categories/kept-categories.ts'
import { USUAL_SETTINGS } from './site-settings.ts'

/** What files say, and what was decided beside them. */
type Kind =
  | 'category'
  | 'category_of_site'
  | 'product'
  | 'site'
  | 'site_categories'
  | 'site_change'
  | 'site_made'
  | 'site_named'
const OF_FILES: Kind[] = ['category', 'category_of_site', 'product', 'site']
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
const BEFORE_FEEDS = {
  ...{ currency: 'RUB', oldPrice: null, availability: null, vendor: null },
  ...{ picture: null, morePictures: [], url: null },
}

export type CatalogueStore = ReturnType<typeof sqlCatalogueStore>

/** Each list keeps the order in which it is shown. */
export function sqlCatalogueStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<CatalogueTables>

  async function replaceRows(rows: CatalogueTables['catalogue'][], kinds: Kind[]): Promise<void> {
    const write = async (inner: Kysely<CatalogueTables>) => {
      const before = await inner.selectFrom('catalogue').selectAll().where('kind', 'in', kinds).execute()
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
  }

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
      const kept = Object.fromEntries(
        rows
          .filter((row) => row.kind === 'site_categories')
          .map((row) => [row.key, JSON.parse(row.record) as KeptCategories]),
      )
      return {
        categories: of<CategoryRecord>('category'),
        categoriesOfSites: ofSites(rows),
        kept,
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
              oftenAsked: (site.oftenAsked ?? []).map((target) => withCategoryNow(target, kept[site.id])),
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
    async replace(fresh: FileCatalogue): Promise<void> {
      await replaceRows(rowsOf(fresh), OF_FILES)
    },

    /** The same of categories alone. */
    async replaceCategories(fresh: Pick<FileCatalogue, 'categories' | 'categoriesOfSites'>): Promise<void> {
      await replaceRows(rowsOf({ ...fresh, products: [], sites: [] }), ['category', 'category_of_site'])
    },

    /** What the files say for this site, and what was made of it. */
    async keptCategories(site: string): Promise<{ files: CategoryRecord[]; kept: KeptCategories | null }> {
      const rows = await db
        .selectFrom('catalogue')
        .selectAll()
        .where((eb) =>
          eb.or([
            eb('kind', 'in', ['category', 'category_of_site']),
            eb.and([eb('kind', '=', 'site_categories'), eb('key', '=', site)]),
          ]),
        )
        .orderBy('position')
        .orderBy('key')
        .execute()
      const own = rows.find((row) => row.kind === 'site_categories')
      const shared = rows.filter((row) => row.kind === 'category').map((row) => JSON.parse(row.record))
      return { files: ofSites(rows)[site] ?? shared, kept: own ? JSON.parse(own.record) : null }
    },

    /** False: it is not as it was read (any more). */
    async keepCategories(site: string, kept: KeptCategories, before: KeptCategories | null): Promise<boolean> {
      const record = JSON.stringify(kept)
      const row = { kind: 'site_categories' as const, key: site, position: 0, record }
      if (before === null) {
        const made = await db
          .insertInto('catalogue')
          .values(row)
          .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
          .executeTakeFirst()
        return Number(made.numInsertedOrUpdatedRows ?? 0) > 0
      }
      const changed = await db
        .updateTable('catalogue')
        .set({ record })
        .where('kind', '=', 'site_categories')
        .where('key', '=', site)
        .where('record', '=', JSON.stringify(before))
        .executeTakeFirst()
      return Number(changed.numUpdatedRows) > 0
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

function rowsOf({ categories, categoriesOfSites, products, sites }: FileCatalogue): CatalogueTables['catalogue'][] {
  const list = (kind: Kind, records: readonly { key: string; record: object }[]) =>
    records.map(({ key, record }, position) => ({ kind, key, position, record: JSON.stringify(record) }))
  return [
    ...list(
      'category',
      categories.map((record) => ({ key: record.slug, record })),
    ),
    ...Object.entries(categoriesOfSites).flatMap(([site, own]) =>
      list(
        'category_of_site',
        own.map((record) => ({ key: `${site}/${record.slug}`, record })),
      ),
    ),
    ...list(
      'product',
      products.map((record) => ({ key: `${record.site}/${record.sku}`, record })),
    ),
    ...list(
      'site',
      sites.map((record) => ({ key: record.id, record })),
    ),
  ]
}

/** Categories that files give to single sites, by site. */
function ofSites(rows: readonly CatalogueTables['catalogue'][]): Record<string, CategoryRecord[]> {
  const found = Map.groupBy(
    rows.filter((row) => row.kind === 'category_of_site'),
    (row) => row.key.slice(0, row.key.indexOf('/')),
  )
  return Object.fromEntries([...found].map(([site, some]) => [site, some.map((row) => JSON.parse(row.record))]))
}

function withCategoryNow(target: string, kept: KeptCategories | undefined): string {
  const [category = '', slug = ''] = target.split('/')
  return `${categoryNow(kept, category)}/${slug}`
}

const defaultFirst = (sites: Site[], id: string | undefined): Site[] => [
  ...sites.filter((site) => site.id === id),
  ...sites.filter((site) => site.id !== id),
]
