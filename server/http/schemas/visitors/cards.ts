import { z } from '@hono/zod-openapi'
import { BLOCK_SCOPES, MARKS } from '#protocol'
import type { VisitorCard } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { IdParam } from '../common.ts'

export const CardAnswer = answering<VisitorCard>()(
  z
    .object({
      names: z.array(z.string()),
      mails: z.array(z.string()),
      verifiedIds: z.array(z.string()),
      firstAt: z.string(),
      conversations: z.array(
        z.object({
          id: z.string(),
          question: z.string(),
          state: z.string(),
          byMail: z.boolean(),
          createdAt: z.string(),
          stars: z.number().nullable(),
          ratingComment: z.string().nullable(),
          mark: z.enum(MARKS).nullable(),
        }),
      ),
      others: z.number().describe('Conversations this person may not open'),
      marks: z.object({ off_topic: z.number(), abuse: z.number() }),
      visits: z.array(
        z.object({
          at: z.string(),
          kind: z.string(),
          query: z.string(),
          answerId: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
      notes: z.array(
        z.object({
          id: z.string(),
          text: z.string(),
          by: z.object({ id: z.string(), name: z.string() }),
          createdAt: z.string(),
        }),
      ),
      blocked: z.object({ scope: z.enum(BLOCK_SCOPES), until: z.string().nullable() }).nullable(),
      joins: z.array(
        z.object({
          id: z.string(),
          how: z.enum(['verified', 'hand']),
          byName: z.string().nullable(),
          createdAt: z.string(),
        }),
      ),
      alike: z.array(
        z.object({
          conversationId: z.string(),
          name: z.string().nullable(),
          mail: z.string(),
          question: z.string(),
        }),
      ),
    })
    .openapi('VisitorCard'),
)
export const VisitorNoteBody = z.object({ text: z.string().trim().min(1).max(2_000) })
export const NotedAnswer = z.object({ id: z.string() })
export const JoinBody = z.object({ conversationId: IdParam.describe('A conversation of the same person') })
