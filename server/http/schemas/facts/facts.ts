import { z } from '@hono/zod-openapi'
import { ANSWER_STATES } from '#kb'
import { LocaleParam } from '../common.ts'

export const FactQuery = z.object({
  name: z
    .string()
    .regex(/^(?:value|site)\.[a-z0-9-]{1,40}$/)
    .describe('As it stands in an answer: `value.delivery`, `site.phone`'),
})
const Said = {
  id: z.string(),
  question: z.string(),
  locale: LocaleParam,
  audience: z.string(),
  state: z.enum(ANSWER_STATES),
}
export const FactUsesAnswer = z.object({
  items: z.array(z.object({ ...Said, sentences: z.array(z.string()) })),
  total: z.number(),
})
export const TypedByHandAnswer = z.object({
  items: z.array(z.object({ ...Said, fact: z.string(), found: z.string(), sentence: z.string() })),
  total: z.number(),
})
