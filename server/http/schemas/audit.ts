import { z } from '@hono/zod-openapi'
import type { HeldOfVisitor } from '../../realtime/live.ts'
import { AUDIT_KINDS, isAuditKind } from '../../audit/audit-log.ts'
import { answering } from './bound.ts'
import { PageQuery } from './common.ts'

const AUDIT_KIND_NAMES = Object.keys(AUDIT_KINDS).filter(isAuditKind)
export const AuditAnswer = z.object({
  items: z.array(
    z.object({
      seq: z.number(),
      at: z.string(),
      act: z.string(),
      actor: z.object({ id: z.string(), name: z.string() }).nullable(),
      address: z.string(),
      object: z.string().nullable(),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
    }),
  ),
  page: z.number(),
  perPage: z.number(),
  total: z.number(),
  firstBroken: z.number().nullable().openapi({
    description: 'Number of the first entry that was changed or whose predecessor was removed; null: none',
  }),
})
export const AuditQuery = z.object({
  ...PageQuery,
  kind: z.enum(AUDIT_KIND_NAMES).optional(),
  person: z.string().max(64).optional().openapi({ description: 'Id: what they did, and what was done to them' }),
})
export const EraseBody = z.object({ wholeVisitor: z.boolean() })
export const ErasedAnswer = z.object({ conversations: z.number(), messages: z.number() })
export const HeldQuery = z.object({
  private: z.enum(['true', 'false']).default('false').describe('With the attributes that the shop calls private'),
})
/** Everything kept of one visitor, as a file. */
export const HeldAnswer = answering<HeldOfVisitor>()(
  z
    .object({
      visitorId: z.string(),
      conversations: z.array(
        z.object({
          id: z.string(),
          state: z.string(),
          name: z.string().nullable(),
          mail: z.string().nullable(),
          question: z.string(),
          packet: z.unknown(),
          stars: z.number().nullable(),
          ratingComment: z.string().nullable(),
          labels: z.array(z.string()),
          createdAt: z.string(),
          solvedAt: z.string().nullable(),
          messages: z.array(
            z.object({
              author: z.string(),
              authorName: z.string().nullable(),
              kind: z.string(),
              text: z.string(),
              sentAt: z.string(),
              editedAt: z.string().nullable(),
              files: z.array(
                z.object({
                  id: z.string(),
                  name: z.string(),
                  type: z.string(),
                  size: z.number(),
                  url: z.string().describe('Signed; holds for an hour at most'),
                  until: z.string(),
                }),
              ),
            }),
          ),
          letters: z.array(
            z.object({
              recipient: z.string(),
              kind: z.string(),
              createdAt: z.string(),
              sentAt: z.string().nullable(),
            }),
          ),
          received: z.array(
            z.object({ sender: z.string(), subject: z.string(), text: z.string(), receivedAt: z.string() }),
          ),
        }),
      ),
      notes: z.array(z.object({ text: z.string(), byName: z.string(), createdAt: z.string() })),
      tasks: z.array(
        z.object({ text: z.string(), byName: z.string(), createdAt: z.string(), doneAt: z.string().nullable() }),
      ),
      blocks: z.array(
        z.object({ scope: z.string(), reason: z.string(), until: z.string().nullable(), createdAt: z.string() }),
      ),
      invitations: z.array(
        z.object({
          text: z.string(),
          operatorName: z.string(),
          createdAt: z.string(),
          shownAt: z.string().nullable(),
          ending: z.string().nullable(),
        }),
      ),
      pages: z.array(z.object({ url: z.string(), title: z.string(), at: z.string() })),
      attributes: z.array(z.object({ name: z.string(), value: z.string(), verified: z.boolean(), at: z.string() })),
      visits: z.array(
        z.object({
          at: z.string(),
          kind: z.string(),
          query: z.string(),
          answerId: z.string().nullable(),
          reason: z.string().nullable(),
        }),
      ),
    })
    .openapi('HeldOfVisitor'),
)
