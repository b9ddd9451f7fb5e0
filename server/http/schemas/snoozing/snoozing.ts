import { z } from '@hono/zod-openapi'

export const SnoozeBody = z.object({
  snooze: z
    .object({
      until: z.iso
        .datetime()
        .nullable()
        .describe('At the latest; it comes back earlier if the visitor writes. `null`: when they write'),
    })
    .nullable()
    .describe('`null` brings it back at once'),
})
