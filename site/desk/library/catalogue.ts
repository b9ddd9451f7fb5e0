import { LOCALES, type Locale } from '#shared'
import { signal } from '@preact/signals'
import type { Answered } from '../api.ts'
import type { Category, Product } from '../shapes.ts'
import { get } from '../http.ts'

/** Categories and products, read once per language until `forgetCatalogue`: they change with a feed, not with the hour. */
const categories = signal<Partial<Record<Locale, readonly Category[]>>>({})
const products = signal<Partial<Record<Locale, readonly Product[]>>>({})
const asked = new Set<string>()
/** Languages whose categories were answered, or were not to be had. */
const settled = signal<readonly Locale[]>([])

async function once<T>(
  what: 'categories' | 'products',
  locale: Locale,
  read: () => Promise<Answered<{ items: T[] }>>,
  put: (items: readonly T[]) => void,
): Promise<void> {
  const key = `${what} ${locale}`
  if (asked.has(key)) return
  asked.add(key)
  const answered = await read()
  if (answered.ok) put(answered.value.items)
  else asked.delete(key)
  if (what === 'categories') settled.value = [...settled.peek(), locale]
}

export function categoriesIn(locale: Locale): readonly Category[] {
  void once(
    'categories',
    locale,
    () => get('/desk/categories', { query: { locale } }),
    (items) => {
      categories.value = { ...categories.peek(), [locale]: items }
    },
  )
  return categories.value[locale] ?? []
}

/** Whether titles of categories will not change any more: a list drawn before would grow when they come. */
export function categoriesKnown(): boolean {
  for (const locale of LOCALES) categoriesIn(locale)
  return LOCALES.every((locale) => settled.value.includes(locale))
}

export function productsIn(locale: Locale): readonly Product[] {
  void once(
    'products',
    locale,
    () => get('/desk/products', { query: { locale } }),
    (items) => {
      products.value = { ...products.peek(), [locale]: items }
    },
  )
  return products.value[locale] ?? []
}

/** What a feed has changed is read anew where it is needed next. */
export function forgetCatalogue(): void {
  asked.clear()
  settled.value = []
  categories.value = {}
  products.value = {}
}
