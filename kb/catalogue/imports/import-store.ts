import type { Locale, Page } from '#shared'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../storage/open-database.ts'
import type { Product } from '../catalogue.ts'
import type { ProductRow } from '../products/product-row.ts'
import type { ProductTables } from '../products/product-store.ts'
import type { CatalogueImport, CatalogueSource, ImportState, ProductDifference } from './catalogue-import.ts'

interface ImportTables extends ProductTables {
  catalogueImports: { id: string; site: string; locale: Locale; state: ImportState; at: string; record: string }
  catalogueSources: { site: string; locale: Locale; nextAt: string | null; record: string }
}
export type ImportStore = ReturnType<typeof sqlImportStore>

/** A slice is one commit of a few milliseconds: messages are stored in between. */
const SLICE = 400
const SAMPLES = 10
const KEPT_IMPORTS = 50
const ROW = ['sku', 'skuKey', 'slug', 'urlKey', 'name', 'category', 'words', 'hash', 'record'] as const

/** What of a feed waits to be taken, and what was imported. All that looks at every row is read where nobody waits. */
export function sqlImportStore(database: Pick<Database, 'db' | 'reports' | 'kind'>) {
  const db = database.db as Kysely<ImportTables>
  const reports = database.reports as Kysely<ImportTables>

  const rowOf = (one: CatalogueImport) => ({
    id: one.id,
    site: one.site,
    locale: one.locale,
    state: one.state,
    at: one.at,
    record: JSON.stringify(one),
  })
  const standing = (site: string, locale: Locale) =>
    reports.selectFrom('products').where('products.site', '=', site).where('products.locale', '=', locale)
  const inFeed = (id: string) =>
    sql<boolean>`exists (select 1 from "feedRows" f where f."importId" = ${id} and f."sku" = "products"."sku")`
  const stands = (site: string, locale: Locale, same: 'same' | 'any') =>
    sql<boolean>`exists (select 1 from "products" p where p."site" = ${site} and p."locale" = ${locale} and p."sku" = "feedRows"."sku"${
      same === 'same' ? sql` and p."hash" = "feedRows"."hash"` : sql``
    })`
  const countOf = async (query: { executeTakeFirstOrThrow(): Promise<{ n: number | string | bigint }> }) =>
    Number((await query.executeTakeFirstOrThrow()).n)

  /**
   * PostgreSQL takes an import that came since it last counted for a single row, and then compares each product with each row of the
   * feed: minutes for fifty thousand.
   */
  async function counted(): Promise<void> {
    if (database.kind !== 'postgres') return
    for (const table of ['feedRows', 'products'] as const) await sql`analyze ${sql.table(table)}`.execute(db)
  }

  return {
    async put(one: CatalogueImport): Promise<void> {
      const row = rowOf(one)
      await db
        .insertInto('catalogueImports')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ state: row.state, record: row.record }))
        .execute()
    },
    /** False: it is not (any more) in the state it is taken from. */
    async move(one: CatalogueImport, from: ImportState): Promise<boolean> {
      const { state, record } = rowOf(one)
      const moved = await db
        .updateTable('catalogueImports')
        .set({ state, record })
        .where('id', '=', one.id)
        .where('state', '=', from)
        .executeTakeFirst()
      return Number(moved.numUpdatedRows) === 1
    },
    async find(site: string, id: string): Promise<CatalogueImport | null> {
      const row = await db
        .selectFrom('catalogueImports')
        .select('record')
        .where('site', '=', site)
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? JSON.parse(row.record) : null
    },
    async list(site: string, page: number, perPage: number): Promise<Page<CatalogueImport>> {
      const all = db.selectFrom('catalogueImports').where('site', '=', site)
      const rows = await all
        .select('record')
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(perPage)
        .offset((page - 1) * perPage)
        .execute()
      const total = await countOf(all.select((eb) => eb.fn.countAll().as('n')) as never)
      return { items: rows.map(({ record }) => JSON.parse(record)), page, perPage, total }
    },
    async inState(...states: ImportState[]): Promise<CatalogueImport[]> {
      const rows = await db.selectFrom('catalogueImports').select('record').where('state', 'in', states).execute()
      return rows.map(({ record }) => JSON.parse(record))
    },
    /** All but the newest, which a reader still looks at. */
    async forgetOld(site: string): Promise<void> {
      const old = await db
        .selectFrom('catalogueImports')
        .select('id')
        .where('site', '=', site)
        .where('state', 'not in', ['reading', 'ready', 'applying'])
        .orderBy('at', 'desc')
        .limit(KEPT_IMPORTS)
        .offset(KEPT_IMPORTS)
        .execute()
      if (old.length > 0)
        await db
          .deleteFrom('catalogueImports')
          .where(
            'id',
            'in',
            old.map(({ id }) => id),
          )
          .execute()
    },

    async stage(importId: string, rows: readonly ProductRow[]): Promise<void> {
      await db
        .insertInto('feedRows')
        .values(rows.map((row) => ({ importId, ...row })))
        .execute()
    },
    async unstage(importId: string): Promise<void> {
      for (;;) {
        const some = await reports
          .selectFrom('feedRows')
          .select('sku')
          .where('importId', '=', importId)
          .limit(SLICE)
          .execute()
        if (some.length === 0) return
        await db
          .deleteFrom('feedRows')
          .where('importId', '=', importId)
          .where(
            'sku',
            'in',
            some.map(({ sku }) => sku),
          )
          .execute()
      }
    },

    /** How the staged feed differs from what stands, with some of each. */
    async differences({ id, site, locale }: Pick<CatalogueImport, 'id' | 'site' | 'locale'>) {
      await counted()
      const staged = reports.selectFrom('feedRows').where('feedRows.importId', '=', id)
      const fresh = staged.where(sql<boolean>`not ${stands(site, locale, 'any')}`)
      const changed = staged
        .innerJoin('products', (join) =>
          join
            .onRef('products.sku', '=', 'feedRows.sku')
            .on('products.site', '=', site)
            .on('products.locale', '=', locale),
        )
        .whereRef('products.hash', '<>', 'feedRows.hash')
      const gone = standing(site, locale).where(sql<boolean>`not ${inFeed(id)}`)
      const samples = {
        added: await fresh.select(['feedRows.sku', 'feedRows.name']).orderBy('feedRows.sku').limit(SAMPLES).execute(),
        changed: (
          await changed
            .select([
              'feedRows.sku',
              'feedRows.name',
              'feedRows.record',
              'products.name as was',
              'products.record as before',
            ])
            .orderBy('feedRows.sku')
            .limit(SAMPLES)
            .execute()
        ).map((row) => ({ sku: row.sku, name: row.name, changed: changedFields(row) })),
        gone: await gone.select(['products.sku', 'products.name']).orderBy('products.sku').limit(SAMPLES).execute(),
      }
      return {
        added: await countOf(fresh.select((eb) => eb.fn.countAll().as('n')) as never),
        changed: await countOf(changed.select((eb) => eb.fn.countAll().as('n')) as never),
        gone: await countOf(gone.select((eb) => eb.fn.countAll().as('n')) as never),
        standing: await countOf(standing(site, locale).select((eb) => eb.fn.countAll().as('n')) as never),
        samples,
      }
    },

    /** Makes the standing products those of the staged feed, slice by slice; begun again it goes on where it was. */
    async apply({ id, site, locale }: Pick<CatalogueImport, 'id' | 'site' | 'locale'>): Promise<void> {
      let last = ''
      for (;;) {
        const next = await reports
          .selectFrom('feedRows')
          .select('sku')
          .where('importId', '=', id)
          .where('sku', '>', last)
          .where(sql<boolean>`not ${stands(site, locale, 'same')}`)
          .orderBy('sku')
          .limit(SLICE)
          .execute()
        if (next.length === 0) break
        last = next.at(-1)?.sku ?? ''
        await db
          .insertInto('products')
          .columns(['site', 'locale', ...ROW])
          .expression((eb) =>
            eb
              .selectFrom('feedRows')
              .select([
                sql<string>`cast(${site} as text)`.as('site'),
                sql<Locale>`cast(${locale} as text)`.as('locale'),
                ...ROW,
              ])
              .where('importId', '=', id)
              .where(
                'sku',
                'in',
                next.map(({ sku }) => sku),
              ),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['site', 'locale', 'sku'])
              .doUpdateSet((eb) => Object.fromEntries(ROW.slice(1).map((name) => [name, eb.ref(`excluded.${name}`)]))),
          )
          .execute()
      }
      for (;;) {
        const gone = await standing(site, locale)
          .select('products.sku')
          .where(sql<boolean>`not ${inFeed(id)}`)
          .limit(SLICE)
          .execute()
        if (gone.length === 0) break
        await db
          .deleteFrom('products')
          .where('site', '=', site)
          .where('locale', '=', locale)
          .where(
            'sku',
            'in',
            gone.map(({ sku }) => sku),
          )
          .execute()
      }
    },

    async sources(site?: string): Promise<CatalogueSource[]> {
      let all = db.selectFrom('catalogueSources').select('record').orderBy('site').orderBy('locale')
      if (site !== undefined) all = all.where('site', '=', site)
      return (await all.execute()).map(({ record }) => JSON.parse(record))
    },
    async putSource(source: CatalogueSource): Promise<void> {
      const { site, locale, nextAt } = source
      const record = JSON.stringify(source)
      await db
        .insertInto('catalogueSources')
        .values({ site, locale, nextAt, record })
        .onConflict((conflict) => conflict.columns(['site', 'locale']).doUpdateSet({ nextAt, record }))
        .execute()
    },
    /** Of these article numbers, those that the feed names. */
    async stagedSkus(id: string, skus: readonly string[]): Promise<Set<string>> {
      const found = new Set<string>()
      for (let at = 0; at < skus.length; at += SLICE) {
        const rows = await reports
          .selectFrom('feedRows')
          .select('sku')
          .where('importId', '=', id)
          .where('sku', 'in', skus.slice(at, at + SLICE))
          .execute()
        for (const { sku } of rows) found.add(sku)
      }
      return found
    },
    /** False: it is not as it was read (any more). */
    async replaceSource(before: CatalogueSource, after: CatalogueSource): Promise<boolean> {
      const replaced = await db
        .updateTable('catalogueSources')
        .set({ nextAt: after.nextAt, record: JSON.stringify(after) })
        .where('site', '=', before.site)
        .where('locale', '=', before.locale)
        .where('record', '=', JSON.stringify(before))
        .executeTakeFirst()
      return Number(replaced.numUpdatedRows) === 1
    },
    /** Of several nodes one moves the time on, and fetches. */
    async claim({ site, locale, nextAt }: CatalogueSource, next: CatalogueSource): Promise<boolean> {
      const claimed = await db
        .updateTable('catalogueSources')
        .set({ nextAt: next.nextAt, record: JSON.stringify(next) })
        .where('site', '=', site)
        .where('locale', '=', locale)
        .where('nextAt', '=', nextAt)
        .executeTakeFirst()
      return Number(claimed.numUpdatedRows) === 1
    },
  }
}

const SAID: readonly (keyof Product)[] = [
  'price',
  'oldPrice',
  'currency',
  'availability',
  'vendor',
  'url',
  'picture',
  'summary',
]

function changedFields(row: {
  name: string
  record: string
  was: string
  before: string
}): NonNullable<ProductDifference['changed']> {
  const now: Product = JSON.parse(row.record)
  const before: Product = JSON.parse(row.before)
  const found = SAID.filter((field) => now[field] !== before[field]).map((field) => ({
    field,
    from: String(before[field] ?? ''),
    to: String(now[field] ?? ''),
  }))
  const path = ({ categories }: Product) =>
    categories
      .map(({ name }) => name)
      .reverse()
      .join(' › ')
  const facts = ({ attributes }: Product) => attributes.map(({ name, value }) => `${name}: ${value}`)
  if (row.name !== row.was) found.unshift({ field: 'name' as never, from: row.was, to: row.name })
  if (path(now) !== path(before)) found.push({ field: 'category' as never, from: path(before), to: path(now) })
  const [pictures, picturesBefore] = [now, before].map((one) => (one.morePictures ?? []).join(' '))
  if (pictures !== picturesBefore)
    found.push({ field: 'morePictures' as never, from: picturesBefore ?? '', to: pictures ?? '' })
  const [are, were] = [facts(now), facts(before)]
  if (are.join('\n') !== were.join('\n'))
    found.push({
      field: 'attributes' as never,
      from: were.filter((one) => !are.includes(one)).join('; '),
      to: are.filter((one) => !were.includes(one)).join('; '),
    })
  return found.map(({ field, from, to }) => ({ field, from: from.slice(0, 200), to: to.slice(0, 200) }))
}
