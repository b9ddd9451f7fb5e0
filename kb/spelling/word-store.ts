import type { Page } from '#shared'
import type { Actor } from '../actor.ts'
import type { DictionaryWord } from './spelling.ts'

/**
 * Port: the shop's own words. Shipped ones come from files and are replaced at each import; the others are proposed on
 * the desk and decided by a lead. `word` may carry a model (`промокод/код`): it then bends like the model.
 */
export interface WordStore {
  list(filter: { state?: DictionaryWord['state']; page: number; perPage: number }): Promise<Page<DictionaryWord>>
  /** Every approved word, shipped or from the desk. */
  approved(): Promise<{ word: string; shipped: boolean }[]>
  find(word: string): Promise<DictionaryWord | null>
  /** False if the word is there already. */
  add(word: string, state: DictionaryWord['state'], actor: Actor, now: number): Promise<boolean>
  approve(word: string, actor: Actor, now: number): Promise<boolean>
  remove(word: string): Promise<boolean>
  replaceShipped(words: readonly string[], actor: Actor, now: number): Promise<void>
}

export const wordKey = (word: string): string => word.replace(/\/.*$/, '').toLowerCase()
