import { z } from '@hono/zod-openapi'
import type { OffTopicReport } from '#protocol'
import { answering } from '../bound.ts'

const Share = z.object({ key: z.string(), all: z.number(), offTopic: z.number() })
export const OffTopicAnswer = answering<OffTopicReport>()(
  z.object({
    all: z.number(),
    offTopic: z.number(),
    messages: z.number(),
    operatorMs: z.number(),
    pages: z.array(Share),
    sources: z.array(Share).nullable(),
    hours: z.array(Share),
  }),
)
