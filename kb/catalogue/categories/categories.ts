import type { Result } from '../../result.ts'
import type { CategoryRecord } from './category-record.ts'
import type { CategoryRefused, WrittenCategory } from './kept-categories.ts'

/** A category in all its languages, with how many answers stand in it in whatever state, and how many visitors find. */
export interface ShopCategory extends CategoryRecord {
  answers: number
  shown: number
}

/**
 * A shop's categories of answers. Whatever is changed is the shop's own from then on: files may still add to it, and change what
 * nobody touched. Answers move with a category that gets another address; every old address leads to where its answer is now.
 */
export interface Categories {
  list(site: string): Promise<ShopCategory[]>
  /** An empty `slug` is made of the title. */
  add(site: string, written: WrittenCategory): Promise<Changed>
  change(site: string, slug: string, patch: Partial<WrittenCategory>): Promise<Changed>
  order(site: string, slugs: readonly string[]): Promise<Changed>
  /** `category_used`: it has answers and no `into` they could go to. */
  remove(site: string, slug: string, into: string | null): Promise<Changed>
}
/** `moved`: how many answers that visitors see went along. */
type Changed = Result<{ moved: number; to: string }, CategoryRefused>
