import { z } from '@hono/zod-openapi'
import { LONGEST_OVERLAP_DAYS } from '../../../visitors/identity/identity-secrets.ts'
import { IdParam } from '../common.ts'

export const SecretAnswer = z.object({ secret: z.string() })
/** Without the secret itself: that is shown alone, and the audit log says to whom. */
export const IdentitySecretAnswer = z
  .object({
    id: z.string(),
    number: z.number(),
    madeAt: z.string(),
    madeBy: z.string().nullable(),
    until: z.string().nullable().describe('null: the current one; else until when it is accepted'),
  })
  .openapi('IdentitySecret')
export const ExchangeBody = z.strictObject({
  current: IdParam.describe('The current secret as one sees it'),
  until: z.iso.datetime().describe(`Until when it is still accepted, at most ${LONGEST_OVERLAP_DAYS} days ahead`),
})
export const SecretIdParam = z.object({ id: IdParam })
