/**
 * What an author writes of an answer, before anything is written: the fields in the order they are shown, and their types.
 * The schema in `kb/answers/content.ts` gives each its rule; see the recipe there for adding a field.
 */
export const emptyAnswer = () => ({
  /** The same `category` and `slug` in two locales are translations of each other. */
  category: '',
  slug: '',
  question: '',
  /** Markdown with `answer:category/slug` links and placeholders (placeholders only where audience is `operators`). */
  body: '',
  /** `public`: visitors see it. `operators`: only the desk does (a template). */
  audience: 'public' as 'public' | 'operators',
  /** SKUs this answer is about; empty: the whole shop. */
  products: [] as string[],
  /** What an operator types after `/`; templates only. */
  shortcut: null as string | null,
})

export type EditedContent = ReturnType<typeof emptyAnswer>
export type EditedField = keyof EditedContent
export const EDITED_FIELDS = Object.keys(emptyAnswer()) as EditedField[]

/** The one limit of each: texts in characters, lists in entries. What is longer is refused with its field, never cut. */
export const ANSWER_LIMITS = {
  category: 100,
  slug: 100,
  question: 300,
  body: 20_000,
  products: 50,
  sku: 40,
  shortcut: 30,
  phrasing: 300,
  phrasings: 100,
  comment: 2_000,
} as const
