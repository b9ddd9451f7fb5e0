/**
 * What an answer says, described once. From here come the type, the columns and revisions, what a change may hold, the
 * HTTP bodies and answers, the front matter of a file, the difference of two revisions and the fields of the desk's editor.
 *
 * To add a field, write its name, empty value and limit in `kb/shared/answer-content.ts`. The compiler then asks for all
 * the rest: both schemas below, the step that makes its column (`kb/answers/store/answers-migrations.ts`), its input
 * (`site/desk/library/answer-fields.tsx`), and the text `answer.<field>` in each language of the desk.
 */

import { z } from 'zod'
import { ok, refuse, type Result } from '../result.ts'
import { ANSWER_LIMITS as LIMIT, EDITED_FIELDS, type EditedContent, type EditedField, LOCALES } from '#shared'
import type { ContentRefused } from './refusals.ts'

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const SHORTCUT = /^[\p{L}\p{N}-]+$/u
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
const unixLines = (text: string): string => text.replaceAll('\r\n', '\n').trim()
/** As it is found again: small letters in one form, without the slash before it. */
const asTyped = (text: string): string => text.normalize('NFC').trim().replace(/^\//, '').toLowerCase()

type SchemasOf<Fields> = { [Field in keyof Fields]: z.ZodType<Fields[Field]> }

/** What is kept. Without limits: what was written under other limits can still be read and shown. */
export const KEPT = {
  category: z.string(),
  slug: z.string(),
  question: z.string(),
  body: z.string(),
  audience: z.enum(['public', 'operators']),
  products: z.array(z.string()),
  shortcut: z.string().nullable(),
} satisfies SchemasOf<EditedContent>

/** What may be written: tidied, then held to its limit. A message is the code of the refusal. */
export const WRITTEN = {
  category: z.string().regex(SLUG, 'category_unknown').max(LIMIT.category),
  slug: z.string().regex(SLUG, 'slug_invalid').max(LIMIT.slug),
  question: z.string().overwrite(oneLine).min(1, 'question_empty').max(LIMIT.question),
  body: z.string().overwrite(unixLines).min(1, 'body_empty').max(LIMIT.body),
  audience: KEPT.audience,
  products: z.array(z.string().min(1).max(LIMIT.sku)).max(LIMIT.products),
  shortcut: z.string().overwrite(asTyped).regex(SHORTCUT, 'shortcut_invalid').max(LIMIT.shortcut).nullable(),
} satisfies SchemasOf<EditedContent>

/** Empty ones are left out by whoever takes them. */
export const WRITTEN_PHRASING = z.string().overwrite(oneLine).max(LIMIT.phrasing)
export const WRITTEN_PHRASINGS = z.array(WRITTEN_PHRASING).max(LIMIT.phrasings)

/** Where an answer belongs; it stands once the answer exists. */
const place = { site: z.string(), locale: z.enum(LOCALES) }
export const KeptContent = z.object({ ...place, ...KEPT })
export const WrittenContent = z.object({ ...place, ...WRITTEN })
/** A change: the fields it changes. */
export const WrittenPatch = z.object(WRITTEN).partial()

export type AnswerContent = z.output<typeof KeptContent>
export type AnswerPatch = z.output<typeof WrittenPatch>
export const CONTENT_FIELDS = KeptContent.keyof().options

/** Its content alone, of anything that holds one. */
export const contentOf = (from: AnswerContent): AnswerContent => KeptContent.parse(from)

/** Tidied and within its limits, or the first reason why not. `schema` is one of the above, or a part of one. */
export function readWritten<T>(schema: z.ZodType<T>, written: unknown): Result<T, ContentRefused> {
  const read = schema.safeParse(written)
  if (read.success) return ok(read.data)
  const [issue] = read.error.issues
  if (!issue) throw read.error
  return refuse(refusalOf(issue))
}

/** Every reason why it is not taken. */
export const writtenFaults = (schema: z.ZodType, written: unknown): ContentRefused[] =>
  schema.safeParse(written).error?.issues.map(refusalOf) ?? []

function refusalOf(issue: z.core.$ZodIssue): ContentRefused {
  const field = fieldOf(issue.path)
  if (issue.code === 'too_big' && field)
    return { code: issue.origin === 'array' ? 'too_many_entries' : 'too_long', field, limit: Number(issue.maximum) }
  const code = CODES.find((known) => known === issue.message)
  if (!code) throw new Error(`content of another type: ${issue.path.join('.')}: ${issue.message}`)
  return { code, field: field ?? 'phrasings' }
}

const CODES = ['question_empty', 'body_empty', 'category_unknown', 'slug_invalid', 'shortcut_invalid'] as const
const FIELDS = [...EDITED_FIELDS, 'phrasings'] as const
const fieldOf = ([first]: readonly PropertyKey[]): EditedField | 'phrasings' | null =>
  FIELDS.find((field) => field === first) ?? null
