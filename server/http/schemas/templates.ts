import { z } from '@hono/zod-openapi'
import { IdParam, ReaderLocaleParam } from './common.ts'

export const TemplatesQuery = z.object({
  q: z.string().max(200).default(''),
  conversation: IdParam.optional(),
  locale: ReaderLocaleParam.optional(),
  links: z.enum(['true']).optional(),
})
export const TemplateAnswer = z.object({
  id: z.string(),
  title: z.string(),
  shortcut: z.string().nullable(),
  text: z.string(),
  fit: z.enum(['typed', 'answers', 'resembles']).nullable(),
  audience: z.enum(['public', 'operators']),
  url: z.string().nullable(),
  score: z.number(),
})
export const FilledAnswer = z.object({
  text: z.string(),
  revision: z.number(),
  unfilled: z.array(z.string()),
  files: z
    .array(z.object({ name: z.string(), url: z.string() }))
    .describe('Pictures and videos that go with the text, to be attached as any other file'),
})
