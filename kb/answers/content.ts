/** What an answer says, as schemas of what `kb/shared/answer-content.ts` describes. */

import { z } from 'zod'
import { ok, refuse, type Result } from '../result.ts'
import { ANSWER_FIELDS, ANSWER_LIMITS as LIMIT, EDITED_FIELDS, type EditedField, LOCALES, tidyPhrasing } from '#shared'
import type { ContentRefused } from './refusals.ts'

type Fields = typeof ANSWER_FIELDS
type SchemaOf<Field> = Field extends { of: readonly (infer Value extends string)[] }
  ? z.ZodEnum<{ [One in Value]: One }>
  : Field extends { kind: 'list' }
    ? z.ZodArray<z.ZodString>
    : Field extends { optional: true } | { kind: 'date' }
      ? z.ZodNullable<z.ZodString>
      : z.ZodString
type Schemas = { [Field in EditedField]: SchemaOf<Fields[Field]> }

/** What is kept has no limits: what was written under other limits can still be read and shown. */
function keptAs(field: Fields[EditedField]): z.ZodType {
  if (field.kind === 'choice') return z.enum(field.of)
  if (field.kind === 'list') return z.array(z.string())
  return field.kind === 'date' || 'optional' in field ? z.string().nullable() : z.string()
}

/** What is written is tidied, then held to its form and limit. A message is the code of the refusal. */
function writtenAs(field: Fields[EditedField]): z.ZodType {
  if (field.kind === 'choice') return keptAs(field)
  if (field.kind === 'list') return z.array(z.string().min(1).max(field.each)).max(field.limit)
  if (field.kind === 'date') return z.iso.date(field.wrong).nullable()
  let text = z.string()
  if ('tidy' in field) text = text.overwrite(field.tidy)
  if ('empty' in field) text = text.min(1, field.empty)
  if ('form' in field) text = text.regex(field.form, field.wrong)
  text = text.max(field.limit)
  return 'optional' in field ? text.nullable() : text
}

/** One cast for both: which schema stands for which description is said by `SchemaOf` and done by the two above. */
const schemasBy = (as: (field: Fields[EditedField]) => z.ZodType) =>
  Object.fromEntries(EDITED_FIELDS.map((name) => [name, as(ANSWER_FIELDS[name])])) as unknown as Schemas

export const KEPT = schemasBy(keptAs)
export const WRITTEN = schemasBy(writtenAs)

/** Empty ones are left out by whoever takes them. */
export const WRITTEN_PHRASING = z.string().overwrite(tidyPhrasing).max(LIMIT.phrasing)
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

/** What a lead changes of a published answer without a review. */
export const WrittenCare = WrittenPatch.pick({ validFrom: true, validUntil: true, reviewBy: true, owner: true })
export type AnswerCare = z.output<typeof WrittenCare>

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

const CODES = EDITED_FIELDS.map((name) => ANSWER_FIELDS[name]).flatMap((field) => [
  ...('wrong' in field ? [field.wrong] : []),
  ...('empty' in field ? [field.empty] : []),
])
const FIELDS = [...EDITED_FIELDS, 'phrasings'] as const
const fieldOf = ([first]: readonly PropertyKey[]): EditedField | 'phrasings' | null =>
  FIELDS.find((field) => field === first) ?? null
