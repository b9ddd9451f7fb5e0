import type { SearchEntry } from '../matcher.ts'

/**
 * Lifts for the looked-at product, its kind, the page's category; never enough to hide the rest. Chosen by hand on the demo
 * library: with 0.75 "how to wash" finds the looked-at product's care, and the shop's questions asked there keep their answers.
 */
export const LIFT = { product: 0.75, productCategory: 0.12, category: 0.08 }

export function contextLift(
  entry: SearchEntry,
  context: { product?: string; category?: string; page?: string },
  categories: ReadonlySet<string>,
): number {
  if (context.product && entry.products.includes(context.product)) return LIFT.product
  if (context.page && entry.products.some((sku) => pageNames(context.page!, sku))) return LIFT.product
  if (entry.productCategories?.some((category) => categories.has(category))) return LIFT.productCategory
  if (categories.has(entry.category) || (context.page && pageNames(context.page, entry.category))) return LIFT.category
  return 0
}

const pageNames = (page: string, name: string): boolean =>
  page
    .toLowerCase()
    .split(/[/?#&=]+/)
    .includes(name.toLowerCase())
