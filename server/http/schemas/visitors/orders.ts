import { z } from '@hono/zod-openapi'
import { ORDER_FAULTS } from '../../../visitors/orders/ask-hook.ts'

export const OrderQuery = z.object({
  number: z.string().trim().max(40).optional().describe('Another than the one the visitor speaks of'),
})
export const OrderAnswer = z
  .object({
    number: z.string().nullable().describe('null: the visitor has named none'),
    link: z.string().nullable().describe("The order at the shop's own desk"),
    order: z
      .object({
        status: z.string(),
        items: z.array(z.object({ name: z.string(), quantity: z.number() })),
        link: z.string().nullable(),
      })
      .nullable(),
    because: z.enum(ORDER_FAULTS).nullable().describe('Why the shop says nothing of it; null: it does, or has no hook'),
    visitorMaySee: z.boolean(),
  })
  .openapi('OrderLookUp')
