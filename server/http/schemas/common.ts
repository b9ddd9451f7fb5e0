import { INTERFACE_LOCALES, LOCALES } from '#shared'
import { z } from '@hono/zod-openapi'
import type { AnswerId, PhrasingId } from '#kb'
import { ENDINGS } from '../../auth/ended-sessions.ts'
import { mailAddress } from '../../mail/mail-address.ts'
import { PROBLEM_CODES } from '../problems/problem-texts.ts'

/** A language answers are written in. */
export const LocaleParam = z.enum(LOCALES)
/** A language the interface speaks: of who reads, who writes to us, who is written to. */
export const ReaderLocaleParam = z.enum(INTERFACE_LOCALES)
export const SiteParam = z.string().regex(/^[a-z0-9-]{1,40}$/)
/** Of people, whose ids others make. */
export const PersonParams = z.object({ id: z.string().min(1).max(64) })
export const IdParam = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{20,40}$/)
/** Made by the client, before the first attempt. */
export const FileIdParam = z.string().regex(/^fil_[0-9A-Za-z]{20,40}$/)
/** Inside, ids of one kind are not taken for those of another. An id of another kind passes here and names nothing: it is answered like any that is not found. */
const idOf = <Id extends string>(form: z.ZodString) => form as unknown as z.ZodType<Id, string>
/** With the site's where another shop shows it. */
export const AnswerIdParam = idOf<AnswerId>(z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{20,40}(_[a-z0-9-]{1,40})?$/))
export const PhrasingIdParam = idOf<PhrasingId>(IdParam)
export const PageQuery = {
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  perPage: z.coerce.number().int().min(1).max(100).default(30),
}
export const Mail = mailAddress
/** As visitors see it. */
export const PersonName = z.string().trim().min(1).max(80)
export const Nothing = z.object({})

export const ProblemAnswer = z
  .object({
    code: z.enum(PROBLEM_CODES),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    retryAfterMs: z.number().optional(),
    errorId: z.string().optional(),
    reason: z.enum(ENDINGS).optional().openapi({ description: 'With `signed_out`: why the session is over' }),
    refused: z.looseObject({ code: z.enum(PROBLEM_CODES) }).optional(),
  })
  .openapi('Problem')

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), page: z.number(), perPage: z.number(), total: z.number() })
export const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export const TextRangeAnswer = z.object({ start: z.number(), end: z.number() })
export const MisspellingAnswer = TextRangeAnswer.extend({ word: z.string(), suggestions: z.array(z.string()) })
