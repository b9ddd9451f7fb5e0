import { z } from '@hono/zod-openapi'
import { FOR_YOU_KINDS } from '#protocol'
import type { ForYouItem } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { IdParam, PageQuery } from '../common.ts'

const Item = z.object({
  id: z.string(),
  kind: z.enum(FOR_YOU_KINDS),
  site: z.string(),
  at: z.string(),
  read: z.boolean(),
  byName: z.string().nullable(),
  conversation: z.object({ id: z.string(), question: z.string(), state: z.string() }).nullable(),
  answer: z.object({ id: z.string(), question: z.string() }).nullable(),
  task: z.string().optional().describe('What is to be done'),
})
export const ForYouQuery = z.object(PageQuery)
export const ForYouAnswer = answering<{
  items: ForYouItem[]
  page: number
  perPage: number
  total: number
  unread: number
}>()(z.object({ items: z.array(Item), page: z.number(), perPage: z.number(), total: z.number(), unread: z.number() }))
export const ReadForYouBody = z.object({
  ids: z.array(IdParam).max(100).nullable().describe('null: everything'),
})
export const UnreadAnswer = z.object({ unread: z.number() })
