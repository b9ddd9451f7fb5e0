import type { Locale } from '#shared'
import type { Audience } from '../answers/answer.ts'
import type { AnswerId } from '../ids.ts'

/** Values for placeholders; a missing or empty one takes its fallback. */
export interface PlaceholderValues {
  visitor?: { name?: string | null }
  operator?: { name?: string | null }
  site?: { name?: string | null; hours?: string | null }
  product?: { name?: string | null; sku?: string | null }
  order?: { number?: string | null }
}

export interface TemplateHit {
  id: AnswerId
  title: string
  shortcut: string | null
  excerpt: string
  audience: Audience
  /** Where visitors read it; null for what only operators see. */
  url: string | null
  score: number
}

export interface Templates {
  /** Ranked for this conversation: `typed` is what stands after `/`, `conversation` the visitor's last words, `often` what is inserted most, first: it orders the templates nothing else speaks for. */
  rank(query: {
    site: string
    locale: Locale
    typed: string
    conversation: string
    product?: string
    often?: readonly string[]
    /** Only what visitors can read: for a link instead of a text. */
    publicOnly?: boolean
    limit?: number
  }): Promise<TemplateHit[]>
  /** Plain text ready to insert. `unfilled` lists placeholders that had neither value nor fallback: the composer must not send them. */
  fill(id: AnswerId, values: PlaceholderValues): Promise<{ text: string; revision: number; unfilled: string[] } | null>
  /** Checks a text an operator is about to send: names of placeholders left in it. */
  unfilled(text: string): string[]
}
