import { z } from '@hono/zod-openapi'
import { HitAnswer } from './answers.ts'
import { LocaleParam, ReaderLocaleParam } from './common.ts'
import { MAX_QUERY_LENGTH, RepairAnswer } from './search.ts'

const Share = z.number().min(0).max(1)
export const ThresholdBody = z.object({ answer: Share, suggest: Share })
export const ThresholdAnswer = ThresholdBody.extend({ source: z.enum(['default', 'library', 'lead']) })
const Verdict = z.enum(['answer', 'suggest', 'escalate'])
const Shares = z.object({ answer: z.number(), right: z.number(), suggest: z.number(), escalate: z.number() })
export const PreviewAnswer = z.object({
  questions: z.number(),
  now: Shares,
  then: Shares,
  changes: z.array(
    z.object({ question: z.string(), answerId: z.string(), from: Verdict, to: Verdict, right: z.boolean() }),
  ),
})
export const SynonymGroups = z.object({
  groups: z
    .array(z.object({ locale: LocaleParam, words: z.array(z.string().trim().min(1).max(80)).min(2).max(30) }))
    .max(500),
})
export const LearntAnswer = z.object({
  id: z.string(),
  site: z.string(),
  effect: z.enum(['raises', 'lowers', 'absent']),
  question: z.string(),
  answerId: z.string().nullable(),
  answer: z.string().nullable(),
  visitors: z.number(),
  weight: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  source: z.enum(['visitors', 'operators']),
})
export const MatchAnswer = z.object({
  verdict: Verdict,
  confidence: z.number(),
  searched: z.string(),
  repaired: z.array(RepairAnswer),
  hits: z.array(HitAnswer),
  engine: z.enum(['embedded', 'meilisearch']),
  degraded: z.boolean(),
  because: z.object({
    words: z.array(z.string()),
    phrasing: z.object({ text: z.string(), at: z.string().optional() }).optional(),
    missing: z.array(z.string()).optional(),
    meaning: z.object({ text: z.string(), at: z.string().optional() }).optional(),
    learnt: z.string().optional(),
  }),
})
export const MatchQuery = z.object({ q: z.string().max(MAX_QUERY_LENGTH), locale: ReaderLocaleParam })
export const ThresholdsBody = z.object({ thresholds: ThresholdBody.nullable() })
