/**
 * What an author writes of an answer, described once: the fields in the order they are shown, with kind, limit and form.
 * From here come the type, the columns and revisions, what a change may hold, the HTTP bodies and answers, the front
 * matter of a file, the difference of two revisions and the fields of the desk's editor.
 *
 * To add a field, write it here. The compiler then asks for all the rest: the step that makes its column
 * (`kb/answers/store/answers-migrations.ts`), its input (`site/desk/library/answer-fields.tsx`), and the text
 * `answer.<field>` in each language of the desk.
 */
type AnswerField =
  | {
      kind: 'text'
      /** Characters. What is longer is refused with its field, never cut. */
      limit: number
      /** How it is tidied before anything is asked of it; what is tidied twice stays the same. */
      tidy?: (text: string) => string
      form?: RegExp
      /** The code of the refusal where it has another form, or is empty and may not be. */
      wrong?: string
      empty?: string
      /** There need not be one: null. */
      optional?: true
    }
  /** A day of the calendar, `2026-11-30`; there need not be one: null. */
  | { kind: 'date'; wrong: string }
  /** The first is the usual one. */
  | { kind: 'choice'; of: readonly [string, ...string[]] }
  /** `limit` in entries, `each` in characters. */
  | { kind: 'list'; limit: number; each: number }

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
const unixLines = (text: string): string => text.replaceAll('\r\n', '\n').trim()
/** As it is found again: small letters in one form, without the slash before it. */
const asTyped = (text: string): string => text.normalize('NFC').trim().replace(/^\//, '').toLowerCase()

export const ANSWER_FIELDS = {
  /** The same `category` and `slug` in two locales are translations of each other. */
  category: { kind: 'text', limit: 100, form: SLUG, wrong: 'category_unknown' },
  slug: { kind: 'text', limit: 100, form: SLUG, wrong: 'slug_invalid' },
  question: { kind: 'text', limit: 300, tidy: oneLine, empty: 'question_empty' },
  /** Markdown with `answer:category/slug` links and placeholders (of conversations only where audience is `operators`). */
  body: { kind: 'text', limit: 20_000, tidy: unixLines, empty: 'body_empty' },
  /** `public`: visitors see it. `operators`: only the desk does (a template). */
  audience: { kind: 'choice', of: ['public', 'operators'] },
  /** SKUs this answer is about; empty: the whole shop. */
  products: { kind: 'list', limit: 50, each: 90 },
  /** What an operator types after `/`; templates only. */
  shortcut: {
    kind: 'text',
    limit: 30,
    tidy: asTyped,
    form: /^[\p{L}\p{N}-]+$/u,
    wrong: 'shortcut_invalid',
    optional: true,
  },
  /** Ids of other sites that show it too, each under its own name, numbers and values. */
  sharedWith: { kind: 'list', limit: 200, each: 40 },
  /** The first and the last day on which it is shown, by the calendar of its site. */
  validFrom: { kind: 'date', wrong: 'date_invalid' },
  validUntil: { kind: 'date', wrong: 'date_invalid' },
  /** By when somebody reads it again; it is shown all the same. */
  reviewBy: { kind: 'date', wrong: 'date_invalid' },
  /** Who cares for it, as the shop calls them: a colleague, a department. */
  owner: { kind: 'text', limit: 80, tidy: oneLine, optional: true },
} as const satisfies Record<string, AnswerField>

type Fields = typeof ANSWER_FIELDS
type ValueOf<Field> = Field extends { of: readonly (infer Value)[] }
  ? Value
  : Field extends { kind: 'list' }
    ? string[]
    : Field extends { optional: true } | { kind: 'date' }
      ? string | null
      : string

export type EditedField = keyof Fields
export type EditedContent = { -readonly [Field in EditedField]: ValueOf<Fields[Field]> }
export const EDITED_FIELDS = Object.keys(ANSWER_FIELDS) as EditedField[]

/** What is said of an answer's time and keeper: no reader sees it, and a lead changes it without a review. */
export const CARE_FIELDS = ['validFrom', 'validUntil', 'reviewBy', 'owner'] as const satisfies readonly EditedField[]

function emptyOf(field: AnswerField): string | string[] | null {
  if (field.kind === 'choice') return field.of[0]
  if (field.kind === 'list') return []
  if (field.kind === 'date') return null
  return field.optional ? null : ''
}

/** An answer before anything is written. */
export const emptyAnswer = (): EditedContent =>
  Object.fromEntries(EDITED_FIELDS.map((field) => [field, emptyOf(ANSWER_FIELDS[field])])) as EditedContent

/** The limits of what is written about an answer beside its fields: characters, and phrasings an answer may have. */
export const ANSWER_LIMITS = { phrasing: 300, phrasings: 100, comment: 2_000 } as const
/** How a phrasing is tidied; the question is tidied so too. */
export const tidyPhrasing = oneLine

/** Among the products an answer is about: a whole category of them, by its id. */
export const CATEGORY_MARK = 'category:'
export const isOfCategory = (about: string): boolean => about.startsWith(CATEGORY_MARK)
