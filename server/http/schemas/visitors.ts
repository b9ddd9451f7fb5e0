import { z } from '@hono/zod-openapi'
import { INVITATION_ENDINGS } from '#protocol'
import type { InvitationState } from '../../realtime/live.ts'
import { DEVICES } from '../../visitors/monitor/watched-visits.ts'
import { answering } from './bound.ts'
import { SiteParam } from './common.ts'
import { AttributeBrief, BrowserId } from './visitors/attributes.ts'

/** Without query and fragment: those may hold secrets of the shop's visitor. */
const PageUrl = z
  .string()
  .max(500)
  .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'an http address')
const Short = z.string().trim().max(100)
export const VisitIdParam = BrowserId

/** What a page of the shop tells of a visit. Without `page`: somebody is still there. */
export const SightingBody = z.strictObject({
  site: SiteParam,
  visit: BrowserId,
  browser: BrowserId,
  number: z.number().int().min(1).max(1_000_000),
  pages: z.number().int().min(1).max(100_000),
  page: z.strictObject({ url: PageUrl, title: z.string().trim().max(200) }).optional(),
  from: z
    .strictObject({
      referrer: z.string().trim().max(300),
      source: Short,
      campaign: Short,
      phrase: z.string().trim().max(200),
    })
    .partial()
    .optional(),
  language: z.string().max(20),
  timeZone: z.string().max(60),
  left: z.boolean().optional(),
})
export const SightingAnswer = z.object({
  watched: z.boolean().describe('false: this site watches nobody; the page tells no more'),
})
export const RefusalBody = z.strictObject({ site: SiteParam, browser: BrowserId })

export const HereQuery = z.object({
  after: z.coerce.number().int().min(0).optional().describe('`at` of the last answer: only what has changed since'),
})
export const VisitAnswer = z
  .object({
    id: z.string(),
    number: z.number().describe('1: the first visit of this browser'),
    startedAt: z.string(),
    pageSince: z.string(),
    url: z.string(),
    title: z.string(),
    pages: z.number(),
    referrer: z.string().nullable(),
    source: z.string().nullable(),
    campaign: z.string().nullable(),
    phrase: z.string().nullable(),
    language: z.string(),
    timeZone: z.string(),
    device: z.enum(DEVICES),
    country: z.string().nullable().describe('ISO 3166-1, by the time zone, else by address; null: neither says'),
    city: z.string().nullable().describe('By address, where GEOIP_FILE knows cities'),
    wrote: z.boolean().describe('They have had a conversation'),
    attributes: z.array(AttributeBrief),
  })
  .openapi('Visit')
const StandingInvitation = answering<InvitationState>()(
  z.object({
    id: z.string(),
    visit: z.string(),
    by: z.object({ id: z.string(), name: z.string() }),
    shown: z.boolean(),
    automatic: z.boolean().describe('A scenario shows it'),
    ending: z.enum(INVITATION_ENDINGS).nullable().describe('null: it stands'),
  }),
)
export const HereAnswer = z.object({
  at: z.number(),
  total: z.number(),
  items: z.array(VisitAnswer),
  gone: z.array(z.string()),
  invitations: z
    .array(StandingInvitation)
    .describe('Cards that stand on this site, and how those of the last minutes ended'),
})
const PageSeenAnswer = z.object({ number: z.number(), url: z.string(), title: z.string(), at: z.string() })
const PagesOfVisit = z.object({ visit: VisitAnswer, pages: z.array(PageSeenAnswer) })
export const WholeVisitAnswer = PagesOfVisit.extend({ here: z.boolean().describe('It goes on now') })
export const VisitDetailAnswer = PagesOfVisit.extend({
  conversations: z.array(z.object({ id: z.string(), question: z.string(), state: z.string(), createdAt: z.string() })),
})
