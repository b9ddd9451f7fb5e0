import { CATEGORY_MARK, foldWords, isOfCategory, type Locale, type Page } from '#shared'
import type { Product, ProductCategory, ProductRecord, Site } from '../catalogue.ts'
import { productIn } from '../catalogue.ts'
import { nameInPage, pageKeys, skuKey, urlKey } from './product-keys.ts'
import type { ProductFilter, ProductStore } from './product-store.ts'

/** What is looked up of products: a shop's feed where it has one, else what `content/` names. */
export interface Products {
  /** Whether this shop's products come from a feed. */
  isFed(site: string): boolean
  product(site: string, slugOrSku: string, locale: Locale): Promise<Product | null>
  /** The product that a page of the shop sells. */
  ofPage(site: Site, page: string, locale: Locale): Promise<Product | null>
  bySkuKeys(site: string, keys: readonly string[], locale: Locale): Promise<ReadonlyMap<string, Product>>
  list(site: string, locale: Locale, filter: ProductFilter): Promise<Page<Product>>
  categories(site: string, locale: Locale): Promise<ProductCategory[]>
  /** Whether a link to its page leads anywhere. */
  hasPage(site: string, slug: string): boolean
  /** Products that answers speak of, known at once: `learn` has read them before. */
  about(answer: About): Product[]
  /** What answers may speak of, by name: products and categories of them. What is not there (any more) is left out. */
  named(about: About): Promise<{ about: string; name: string }[]>
  learn(answers: Iterable<About>): Promise<void>
  /** Reads which shops have feeds, and all that answers speak of, again. */
  reload(answers: Iterable<About>): Promise<void>
  /** Names for the speller. */
  names(site: string): string[]
}
interface About {
  site: string
  locale: Locale
  products: readonly string[]
}

const key = (site: string, locale: Locale, about: string) => `${site} ${locale} ${about}`

export function openProducts({ store, held }: { store: ProductStore; held: () => readonly ProductRecord[] }): Products {
  let fed = new Map<string, Set<string>>()
  let spokenOf = new Map<string, Product>()
  const index = heldIndex(held)

  async function read(answers: Iterable<About>, into: Map<string, Product>): Promise<void> {
    const wanted = new Map<string, { site: string; locale: Locale; products: Set<string> }>()
    for (const { site, locale, products } of answers) {
      if (products.length === 0 || !fed.has(site)) continue
      const group = wanted.get(`${site} ${locale}`) ?? { site, locale, products: new Set() }
      wanted.set(`${site} ${locale}`, group)
      for (const one of products) group.products.add(one)
    }
    for (const { site, locale, products } of wanted.values()) {
      const all = [...products]
      const found = await store.bySkus(
        site,
        locale,
        all.filter((one) => !isOfCategory(one)),
      )
      for (const [sku, product] of found) into.set(key(site, locale, sku), product)
      for (const about of all.filter(isOfCategory)) {
        const any = await store.one(site, locale, 'category', [about.slice(CATEGORY_MARK.length)])
        if (any) into.set(key(site, locale, about), any)
      }
    }
  }

  const products: Products = {
    isFed: (site) => fed.has(site),
    async product(site, slugOrSku, locale) {
      const wanted = slugOrSku.toLowerCase()
      if (fed.has(site)) {
        const bySlug = await store.one(site, locale, 'slug', [wanted])
        return (
          bySlug ??
          store
            .one(site, locale, 'sku', [slugOrSku])
            .then((one) => one ?? store.one(site, locale, 'skuKey', [skuKey(slugOrSku)]))
        )
      }
      const { slugs, skus } = index()
      const record = slugs.get(`${site} ${wanted}`) ?? skus.get(`${site} ${skuKey(wanted)}`)
      return record ? productIn(record, locale) : null
    },
    async ofPage(site, page, locale) {
      const named = nameInPage(site, page)
      if (fed.has(site.id)) {
        const byUrl = await store.one(site.id, locale, 'urlKey', pageKeys(page, site.url))
        if (byUrl || !named) return byUrl
        return named.by === 'slug'
          ? store.one(site.id, locale, 'slug', [named.name])
          : store.one(site.id, locale, 'skuKey', [skuKey(named.name)])
      }
      const { slugs, skus, urls } = index()
      const byUrl = pageKeys(page, site.url)
        .map((one) => urls.get(`${site.id} ${one}`))
        .find((one) => one !== undefined)
      const record =
        byUrl ??
        (named
          ? named.by === 'slug'
            ? slugs.get(`${site.id} ${named.name}`)
            : skus.get(`${site.id} ${skuKey(named.name)}`)
          : undefined)
      return record ? productIn(record, locale) : null
    },
    async bySkuKeys(site, keys, locale) {
      if (fed.has(site)) return store.bySkuKeys(site, locale, keys)
      const { skus } = index()
      return new Map(
        keys.flatMap((one) => {
          const record = skus.get(`${site} ${one}`)
          return record ? [[one, productIn(record, locale)] as const] : []
        }),
      )
    },
    async list(site, locale, filter) {
      if (fed.has(site)) return store.list(site, locale, filter)
      const { text = '', category, page, perPage } = filter
      const words = foldWords(text).split(' ')
      const all = held()
        .filter((one) => one.site === site)
        .map((one) => productIn(one, locale))
        .filter(
          (one) =>
            (category === undefined || one.categories[0]?.id === category) &&
            words.every((word) => foldWords(`${one.name} ${one.sku}`).includes(word)),
        )
      return { items: all.slice((page - 1) * perPage, page * perPage), page, perPage, total: all.length }
    },
    async categories(site, locale) {
      if (fed.has(site)) return store.categories(site, locale)
      const all = held()
        .filter((one) => one.site === site)
        .map((one) => productIn(one, locale))
      return [...Map.groupBy(all, (one) => one.categories[0]?.id ?? '')].flatMap(([id, some]) => {
        const [own, ...above] = some[0]?.categories ?? []
        return own
          ? [{ id, name: own.name, above: above.map(({ name }) => name).reverse(), products: some.length }]
          : []
      })
    },
    hasPage: (site, slug) => fed.get(site)?.has(slug) ?? index().slugs.has(`${site} ${slug}`),
    about({ site, locale, products: about }) {
      if (fed.has(site)) return about.flatMap((one) => spokenOf.get(key(site, locale, one)) ?? [])
      const { skus, categories } = index()
      return about.flatMap((one) => {
        const record = isOfCategory(one)
          ? categories.get(`${site} ${one.slice(CATEGORY_MARK.length)}`)
          : skus.get(`${site} ${skuKey(one)}`)
        return record ? [productIn(record, locale)] : []
      })
    },
    async named({ site, locale, products: all }) {
      const found = new Map<string, Product>()
      if (fed.has(site)) await read([{ site, locale, products: all }], found)
      return all.flatMap((about) => {
        const one = fed.has(site)
          ? found.get(key(site, locale, about))
          : products.about({ site, locale, products: [about] })[0]
        const name = isOfCategory(about) ? one?.categories[0]?.name : one?.name
        return name === undefined ? [] : [{ about, name }]
      })
    },
    learn: (answers) => read(answers, spokenOf),
    async reload(answers) {
      const sites = new Set((await store.counts()).map(({ site }) => site))
      const fresh = new Map<string, Set<string>>()
      for (const site of sites) fresh.set(site, await store.slugs(site))
      fed = fresh
      const known = new Map<string, Product>()
      await read(answers, known)
      spokenOf = known
    },
    names: (site) =>
      fed.has(site)
        ? [...spokenOf.values()].flatMap(({ name, sku }) => [name, sku])
        : held()
            .filter((one) => one.site === site)
            .flatMap(({ name, sku }) => [name.ru, name.en, sku]),
  }
  return products
}

/** The files' products by what they are asked for, made anew when they were read anew. */
function heldIndex(held: () => readonly ProductRecord[]) {
  let of: readonly ProductRecord[] | null = null
  let made = indexed([])
  return () => {
    const now = held()
    if (now !== of) {
      of = now
      made = indexed(now)
    }
    return made
  }
}

function indexed(records: readonly ProductRecord[]) {
  const slugs = new Map<string, ProductRecord>()
  const skus = new Map<string, ProductRecord>()
  const urls = new Map<string, ProductRecord>()
  const categories = new Map<string, ProductRecord>()
  for (const record of records) {
    slugs.set(`${record.site} ${record.slug}`, record)
    skus.set(`${record.site} ${skuKey(record.sku)}`, record)
    const url = record.url === null ? null : urlKey(record.url)
    if (url !== null) urls.set(`${record.site} ${url}`, record)
    const [own] = record.categories
    if (own && !categories.has(`${record.site} ${own.id}`)) categories.set(`${record.site} ${own.id}`, record)
  }
  return { slugs, skus, urls, categories }
}
