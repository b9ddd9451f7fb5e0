import type { Page } from '#shared'
import type { Actor } from '../actor.ts'
import type { Result } from '../result.ts'
import type { TextRange } from '../text-range.ts'

export interface Misspelling extends TextRange {
  word: string
  suggestions: string[]
}

export interface DictionaryWord {
  word: string
  state: 'proposed' | 'approved'
  by: string
  at: string
}

export interface Spelling {
  /** Russian and English mixed in one text; shop words, product names, SKUs, links, mails, numbers and placeholders are known. Bounded: 20 000 characters. */
  check(text: string, site: string): Promise<Misspelling[]>
  /** Words of this site, and those that came with files and hold for all. */
  words(filter: {
    site: string
    state?: DictionaryWord['state']
    page: number
    perPage: number
  }): Promise<Page<DictionaryWord>>
  /** An operator asks; a lead's own word is approved at once. */
  propose(
    site: string,
    word: string,
    actor: Actor,
    now: number,
  ): Promise<Result<DictionaryWord, { code: 'not_a_word' | 'known_already' }>>
  decide(
    site: string,
    word: string,
    approve: boolean,
    actor: Actor,
    now: number,
  ): Promise<Result<DictionaryWord, { code: 'not_found' | 'not_allowed' }>>
}
