import { z } from '@hono/zod-openapi'
import { ATTRIBUTE_KINDS, MOST_ATTRIBUTES } from '#shared'
import { SiteParam } from '../common.ts'

/** Made by the browser at random. */
export const BrowserId = z.string().regex(/^[0-9A-Za-z-]{20,40}$/)
const MOST_TOLD = 2 * MOST_ATTRIBUTES
/** Each is read by what the settings say of its name; what does not fit is named in the answer. */
const Values = z
  .record(z.string().max(60), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]))
  .refine((values) => Object.keys(values).length <= MOST_TOLD, `at most ${MOST_TOLD} values`)
export const ToldBody = z.strictObject({
  site: SiteParam,
  browser: BrowserId.optional().describe('Of a visitor who is watched; with a token both are one'),
  values: Values,
})
export const GoalBody = z.strictObject({
  site: SiteParam,
  browser: BrowserId.optional().describe('Of a visitor who is watched'),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .describe('`order`: an order was placed; other goals as the shop calls them'),
  number: z.string().min(1).max(80).optional().describe('Of the order: told twice it counts once. Kept as a digest'),
})
export const SignedBody = z.strictObject({
  site: SiteParam,
  id: z.string().min(1).max(200).describe('As in `identify`'),
  exp: z.number().int().describe('Seconds since 1970 until which this call holds, at most ten minutes ahead'),
  values: Values,
})
export const SIGNATURE_HEADER = 'x-firstline-signature'
export const SignatureHeader = z.object({
  [SIGNATURE_HEADER]: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("HMAC-SHA256 of the body with the site's secret, in hex"),
})
export const ToldAnswer = z.object({
  refused: z.array(
    z.object({
      name: z.string(),
      because: z.enum(['unknown', 'no_text', 'too_long', 'no_number', 'no_date', 'not_listed', 'no_link']),
    }),
  ),
})
const Shown = {
  name: z.string(),
  value: z.string(),
  verified: z.boolean().describe("The shop's server has signed it; else its page says so, which a visitor can change"),
}
export const AttributeAnswer = z
  .object({
    ...Shown,
    label: z.object({ ru: z.string(), en: z.string() }).nullable().describe('null: order, cart or page'),
    kind: z.enum(ATTRIBUTE_KINDS),
    private: z.boolean(),
    at: z.string(),
  })
  .openapi('Attribute')
/** As a row of the monitor needs it. */
export const AttributeBrief = z.object(Shown)
