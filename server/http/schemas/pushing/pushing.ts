import { z } from '@hono/zod-openapi'
import { INTERFACE_LOCALES } from '#shared'
import { CALL_KINDS } from '#protocol'

const LONGEST_ENDPOINT = 1_000
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const KEY = /^[\w-]+=*$/

export const PushKeyAnswer = z.object({ key: z.string().describe('VAPID, base64url') })
const Endpoint = z.url().max(LONGEST_ENDPOINT)
export const PushBody = z.object({
  endpoint: Endpoint.describe('As the browser names it'),
  keys: z.object({ p256dh: z.string().regex(KEY).max(200), auth: z.string().regex(KEY).max(100) }),
  locale: z.enum(INTERFACE_LOCALES),
  kinds: z.array(z.enum(CALL_KINDS)).max(CALL_KINDS.length),
  words: z.boolean().describe('Whether a message may hold what the visitor wrote'),
  quiet: z
    .object({
      from: z.string().regex(TIME),
      to: z.string().regex(TIME),
      timeZone: z.string().min(1).max(64),
    })
    .nullable(),
})
export const PushEndBody = z.object({ endpoint: Endpoint })
