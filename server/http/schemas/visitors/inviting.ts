import { z } from '@hono/zod-openapi'
import type { InvitationCard } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { AnswerIdParam, IdParam, ReaderLocaleParam, SiteParam } from '../common.ts'
import { VisitIdParam } from '../visitors.ts'

export const InviteBody = z.strictObject({ text: z.string().trim().min(1).max(600) })
export const InvitedAnswer = z.object({ id: z.string() })
export const InvitationTemplateBody = z.strictObject({ template: AnswerIdParam, locale: ReaderLocaleParam })
export const InvitationTemplateAnswer = z.object({ text: z.string(), unfilled: z.array(z.string()) })

const OfVisit = { site: SiteParam, visit: VisitIdParam }
export const StillThereQuery = z.object({
  ...OfVisit,
  depth: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe('How far down the page they have been, in hundredths'),
  unanswered: z.literal('1').optional().describe('They searched in this page and found no answer'),
})
export const StillThereAnswer = z.object({
  watched: z.boolean().describe('false: this site watches nobody; the page tells no more'),
  invitation: z.string().nullable().describe('Id of the invitation that stands for this visit'),
  depth: z.boolean().describe('A scenario asks how far down the page they have been'),
  answers: z.array(z.string()).describe('Ids of answers to offer first'),
  again: z.number().describe('In how many milliseconds the page asks again'),
})
export const InvitationParams = z.object({ id: IdParam })
export const ShowBody = z.strictObject({
  ...OfVisit,
  tab: z.string().regex(/^[0-9A-Za-z-]{8,40}$/),
  locale: ReaderLocaleParam,
})
export const CardOfInvitation = answering<InvitationCard>()(
  z.object({
    text: z.string(),
    automatic: z.string().nullable().describe('That no person has written it, in words; null: one has'),
    face: z.object({
      name: z.string(),
      role: z.string().optional(),
      photo: z.string().optional(),
      initials: z.string(),
      hue: z.number(),
    }),
    consent: z
      .object({ text: z.string(), version: z.string(), link: z.string().nullable(), tick: z.boolean() })
      .nullable(),
  }),
)
export const CloseBody = z.strictObject(OfVisit)
export const AnswerBody = z.strictObject({
  visit: VisitIdParam,
  site: SiteParam,
  text: z.string().trim().min(1).max(4_000),
  clientMessageId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  timeZone: z.string().max(64).nullable(),
  agreed: z.string().max(40).optional(),
})
export const BegunAnswer = z.object({ conversation: z.string() })
