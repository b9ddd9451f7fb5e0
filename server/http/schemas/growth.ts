import { z } from '@hono/zod-openapi'
import { GAP_STAGES } from '#kb'
import { HitAnswer } from './answers.ts'
import { LocaleParam, MisspellingAnswer, PageQuery } from './common.ts'

export const WordAnswer = z.object({
  word: z.string(),
  state: z.enum(['proposed', 'approved']),
  by: z.string(),
  at: z.string(),
})
const GapCare = {
  owner: z.string().trim().max(80).nullable().describe('Who writes the answer, as the shop calls them'),
  dueOn: z.iso.date().nullable(),
  stage: z.enum(GAP_STAGES),
}
export const GapCareBody = z.object(GapCare)
export const GapAnswer = z.object({
  ...GapCare,
  id: z.string(),
  label: z.string(),
  locale: LocaleParam,
  count: z.number(),
  lastAt: z.string(),
  answeredBy: HitAnswer.nullable(),
  questions: z.array(
    z.object({ text: z.string(), at: z.string(), kind: z.string(), conversation: z.string().nullable() }),
  ),
})
export const NumbersAnswer = z.object({
  searches: z.number(),
  answered: z.number(),
  escalated: z.number(),
  helped: z.number(),
  notHelped: z.number(),
  published: z.number(),
  endings: z.object({
    visits: z.number(),
    helped: z.number(),
    silent: z.number(),
    nothing: z.number(),
    person: z.number(),
    recent: z.number(),
  }),
})
export const UnhelpfulAnswer = z.object({
  id: z.string(),
  question: z.string(),
  locale: LocaleParam,
  helped: z.number(),
  notHelped: z.number(),
  reasons: z.array(z.object({ text: z.string(), at: z.string() })),
})
const Days = z.coerce.number().int().min(1).max(365).default(28)
const Word = z.string().min(1).max(80)
export const DaysQuery = z.object({ days: Days })
/** Each is looked up in the library anew once it has changed: a hundred at once would be four tenths of a second of that. */
const MOST_GAPS = 50
export const GapsQuery = z.object({
  ...PageQuery,
  perPage: z.coerce.number().int().min(1).max(MOST_GAPS).default(30),
  locale: LocaleParam.optional(),
  days: Days,
})
export const WordsQuery = z.object({ ...PageQuery, state: z.enum(['proposed', 'approved']).optional() })
export const WordBody = z.object({ word: Word })
export const WordDecisionBody = z.object({ word: Word, approve: z.boolean() })
export const SpelledBody = z.object({ text: z.string().max(20_000) })
export const SpelledAnswer = z.object({ words: z.array(MisspellingAnswer), starting: z.boolean() })
