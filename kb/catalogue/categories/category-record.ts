import type { Locale } from '#shared'
import type { Audience } from '../../answers/answer.ts'

/** A category of answers in all languages. */
export interface CategoryRecord {
  slug: string
  /** Name of a Lucide icon. */
  icon: string
  audience: Audience
  title: Record<Locale, string>
  description: Record<Locale, string>
}
