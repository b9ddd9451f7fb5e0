import type { SearchEntry } from '../matcher.ts'

/**
 * Lifts for the looked-at product, its kind, the page's category; never enough to hide the rest. Chosen by hand on the demo
 * library: with 0.75 "how to wash" finds the looked-at product's care, and the shop's questions asked there keep their answers.
 */
export const LIFT = { product: 0.75, ofCategory: 0.5, productCategory: 0.12, category: 0.08 }

/** Where a visitor is: read once, asked of every answer. */
export interface LookedAt {
  product: string | undefined
  productCategories: readonly string[]
  /** Kinds of product and categories of answers this belongs to. */
  categories: ReadonlySet<string>
  /** The parts of the page's address, in small letters. */
  places: ReadonlySet<string>
}

export const lookedAt = (
  context: { product?: string; productCategories?: readonly string[]; page?: string },
  categories: ReadonlySet<string>,
): LookedAt => ({
  product: context.product,
  productCategories: context.productCategories ?? [],
  categories,
  places: new Set(context.page?.toLowerCase().split(/[/?#&=]+/)),
})

export function contextLift(entry: SearchEntry, { product, productCategories, categories, places }: LookedAt): number {
  if (product && entry.products.includes(product)) return LIFT.product
  if (entry.ofCategories?.some((id) => productCategories.includes(id))) return LIFT.ofCategory
  if (places.size > 0 && entry.products.some((sku) => places.has(sku.toLowerCase()))) return LIFT.product
  if (entry.productCategories?.some((category) => categories.has(category))) return LIFT.productCategory
  if (categories.has(entry.category) || places.has(entry.category.toLowerCase())) return LIFT.category
  return 0
}
