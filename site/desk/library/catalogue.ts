import { LOCALES, type Locale } from '#shared'
import { signal } from '@preact/signals'
import type { Category } from '../shapes.ts'
import { get, post } from '../http.ts'

/** Categories, and names of products, read once per language until `forgetCatalogue`: they change with a feed, not with the hour. */
const categories = signal<Partial<Record<Locale, readonly Category[]>>>({})
const names = signal<Readonly<Record<string, string>>>({})
const wanted = new Set<string>()
const NAMES_AT_ONCE = 200
const asked = new Set<string>()
/** Languages whose categories were answered, or were not to be had. */
const settled = signal<readonly Locale[]>([])

export function categoriesIn(locale: Locale): readonly Category[] {
  void readCategories(locale)
  return categories.value[locale] ?? []
}

async function readCategories(locale: Locale): Promise<void> {
  if (asked.has(locale)) return
  asked.add(locale)
  const answered = await get('/desk/categories', { query: { locale } })
  if (answered.ok) categories.value = { ...categories.peek(), [locale]: answered.value.items }
  else asked.delete(locale)
  settled.value = [...settled.peek(), locale]
}

/** Whether titles of categories will not change any more: a list drawn before would grow when they come. */
export function categoriesKnown(): boolean {
  for (const locale of LOCALES) categoriesIn(locale)
  return LOCALES.every((locale) => settled.value.includes(locale))
}

/** What an answer is about, by its name; its number until the name has come, or where there is none any more. */
export function productName(about: string, locale: Locale): string {
  const key = `${locale} ${about}`
  const known = names.value[key]
  if (known === undefined && !asked.has(key)) {
    asked.add(key)
    if (wanted.size === 0) queueMicrotask(() => void askNames())
    wanted.add(key)
  }
  return known ?? about
}

/** One call for all that a screen shows. */
async function askNames(): Promise<void> {
  const keys = [...wanted]
  wanted.clear()
  for (const locale of LOCALES) {
    const about = keys.filter((key) => key.startsWith(`${locale} `)).map((key) => key.slice(locale.length + 1))
    for (let at = 0; at < about.length; at += NAMES_AT_ONCE) {
      const some = about.slice(at, at + NAMES_AT_ONCE)
      const answered = await post('/desk/product-names', { body: { locale, about: some } })
      if (answered.ok) knowNames(locale, answered.value.items)
      else for (const one of some) asked.delete(`${locale} ${one}`)
    }
  }
}

/** Names that came with something else need not be asked for. */
export function knowNames(locale: Locale, items: readonly { about: string; name: string }[]): void {
  names.value = {
    ...names.peek(),
    ...Object.fromEntries(items.map(({ about, name }) => [`${locale} ${about}`, name])),
  }
}

/** What a feed has changed is read anew where it is needed next. */
export function forgetCatalogue(): void {
  asked.clear()
  settled.value = []
  categories.value = {}
  names.value = {}
}
