import { z } from '@hono/zod-openapi'
import { BLOCK_KINDS, BLOCK_SCOPES, MARKS } from '#protocol'
import type { Block, BlockPreview } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { PageQuery } from '../common.ts'

const Kind = z.enum(BLOCK_KINDS)
const Scope = z.enum(BLOCK_SCOPES)
export const BlocksQuery = z.object({
  ...PageQuery,
  /** `1`: only those that hold now. */
  active: z.enum(['0', '1']).default('0'),
})
export const BlockAnswer = answering<Block>()(
  z
    .object({
      id: z.string(),
      scope: Scope,
      reason: z.string(),
      until: z.string().nullable(),
      conversationId: z.string().nullable(),
      createdAt: z.string(),
      liftedAt: z.string().nullable(),
      liftedBy: z.string().nullable(),
      kinds: z.array(Kind),
      country: z.string().nullable(),
      by: z.object({ id: z.string(), name: z.string() }),
      active: z.boolean(),
    })
    .openapi('Block'),
)
export const BlockPreviewAnswer = answering<BlockPreview>()(
  z.object({
    kinds: z.array(
      z.object({
        kind: Kind,
        others: z.number().describe('Other visitors who wrote from there within 90 days, or are there now'),
      }),
    ),
    country: z.string().nullable().describe('Of the clock this conversation began by'),
    marks: z.object({ off_topic: z.number(), abuse: z.number() }),
  }),
)
export const BlockBody = z.object({
  by: z.array(Kind).min(1).max(BLOCK_KINDS.length),
  scope: Scope,
  reason: z.string().trim().min(1).max(300),
  until: z.iso.datetime().nullable().describe('null: until it is lifted'),
  close: z.boolean().describe('The conversation ends with it, and says so'),
})
export const BlockedAnswer = z.object({ id: z.string() })
export const HeldBody = z.object({ passes: z.boolean() })
export const MarkBody = z.object({ mark: z.enum(MARKS).nullable() })
