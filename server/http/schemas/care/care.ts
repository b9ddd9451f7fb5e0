import { z } from '@hono/zod-openapi'
import { DUE_KINDS, WrittenCare } from '#kb'
import { LocaleParam } from '../common.ts'

/** What is not named stays as it is. */
export const CareBody = z.object({ care: WrittenCare, expectedRevision: z.number().int().min(1) })
export const DueAnswer = z.object({
  id: z.string(),
  question: z.string(),
  locale: LocaleParam,
  audience: z.enum(['public', 'operators']),
  state: z.string(),
  revision: z.number(),
  owner: z.string().nullable(),
  kind: z.enum(DUE_KINDS).describe('It is over, ends within a week, is to be read again, or begins'),
  on: z.string().describe('The day, by the calendar of the site'),
})
