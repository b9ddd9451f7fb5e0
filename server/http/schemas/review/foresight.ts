import { z } from '@hono/zod-openapi'
import { FORESEEN_WAYS, WrittenPatch } from '#kb'
import { AnswerIdParam, LocaleParam } from '../common.ts'
import { SynonymGroups } from '../matching.ts'

/** The step that is about to be taken with this answer. */
export const StepBody = z.object({
  act: z.enum(['publish', 'retire', 'merge']),
  /** With `publish`: with these changes. */
  patch: WrittenPatch.optional(),
  /** With `merge`: the answer that takes its question and phrasings. */
  into: AnswerIdParam.optional(),
})
export const SynonymsBody = SynonymGroups
const OutcomeAnswer = z.object({
  verdict: z.enum(['answer', 'suggest', 'escalate']),
  answer: z.object({ id: z.string(), question: z.string() }).nullable(),
})
export const ForeseenAnswer = z.object({
  days: z.number(),
  questions: z.number(),
  asked: z.number(),
  totals: z.object({ lost: z.number(), gained: z.number(), moved: z.number() }),
  listed: z.array(
    z.object({
      text: z.string(),
      locale: LocaleParam,
      count: z.number(),
      way: z.enum(FORESEEN_WAYS),
      from: OutcomeAnswer,
      to: OutcomeAnswer,
    }),
  ),
  byWordsAlone: z.boolean(),
})
/** The lead's own changes to what was submitted, made on this revision. */
export const AmendBody = z.object({
  patch: WrittenPatch.omit({ sharedWith: true }),
  expectedRevision: z.number().int().min(1),
})
export const SimilarAnswer = z.object({ id: z.string(), question: z.string(), likeness: z.number() })
