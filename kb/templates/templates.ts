import type { Locale } from '#shared'
import type { Audience } from '../answers/answer.ts'
import type { AnswerId } from '../ids.ts'
import type { Picture } from '../pictures/picture.ts'

/** Values for placeholders; a missing or empty one takes its fallback. */
export interface PlaceholderValues {
  visitor?: { name?: string | null }
  operator?: { name?: string | null }
  site?: {
    name?: string | null
    hours?: string | null
    phone?: string | null
    mail?: string | null
    address?: string | null
  }
  /** Of a site's own, by their names. */
  value?: Readonly<Record<string, string>>
  product?: { name?: string | null; sku?: string | null }
  order?: { number?: string | null }
  /** By name; what the shop calls private is not among them. */
  attributes?: Readonly<Record<string, string>>
}

export interface TemplateHit {
  id: AnswerId
  title: string
  shortcut: string | null
  /** As it was written, up to a length that can be shown: placeholders stand in it. */
  text: string
  /** What speaks for it: the words typed, those of the conversation, or words that merely resemble them; null: it is one of the shop's templates. */
  fit: 'typed' | 'answers' | 'resembles' | null
  audience: Audience
  /** Where visitors read it; null for what only operators see. */
  url: string | null
  score: number
}

export interface Templates {
  /**
   * Ranked for this conversation: `typed` is what stands after `/`, `conversation` the visitor's messages that count, oldest first, `searches`
   * what they searched for before, newest last, `often` what is inserted most, first: it orders the templates nothing else speaks for.
   */
  rank(query: {
    site: string
    locale: Locale
    typed: string
    conversation?: readonly string[]
    searches?: readonly string[]
    product?: string
    often?: readonly string[]
    /** Only what visitors can read: for a link instead of a text. */
    publicOnly?: boolean
    limit?: number
  }): Promise<TemplateHit[]>
  /** Plain text ready to insert, and the pictures that go with it as files. `unfilled` lists placeholders that had neither value nor fallback: the composer must not send them. */
  fill(
    id: AnswerId,
    values: PlaceholderValues,
  ): Promise<{ text: string; revision: number; unfilled: string[]; pictures: Picture[] } | null>
  /** Checks a text an operator is about to send: names of placeholders left in it. */
  unfilled(text: string): string[]
}
