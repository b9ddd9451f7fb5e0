import { z } from '@hono/zod-openapi'
import { AUDIT_KINDS, isAuditKind } from '../../audit/audit-log.ts'
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
