import { ASKED_FIELDS, type Text } from '#shared'
import { z } from '@hono/zod-openapi'
import type { AnswerResponse, Availability, OutcomeRequest, SearchHit, SearchResponse, WidgetContext } from '#protocol'
import { answering, asking } from './bound.ts'
import { FaceAnswer } from './faces.ts'
import { FileOfferAnswer } from './files.ts'
import { LocaleParam, ReaderLocaleParam, SiteParam } from './common.ts'

export const MAX_QUERY_LENGTH = 2_000

export const SearchQuery = z.object({
  q: z.string().max(MAX_QUERY_LENGTH),
  locale: ReaderLocaleParam,
  site: SiteParam,
  product: z.string().max(64).optional(),
  page: z.string().max(500).optional(),
  typing: z
    .enum(['1', 'paused'])
    .optional()
    .describe(
      '`1`: still being typed, so the verdict is always `suggest`. `paused`: for a while; a question of two words of matter gets its verdict.',
    ),
  limit: z.coerce.number().int().min(1).max(20).default(5),
})

export const SearchHitAnswer = answering<SearchHit>()(
  z
    .object({ id: z.string(), question: z.string(), excerpt: z.string(), url: z.string(), score: z.number() })
    .openapi('SearchHit'),
)
export const RepairAnswer = z.object({ from: z.string(), to: z.string(), kind: z.string() })
export const SearchAnswer = answering<SearchResponse>()(
  z
    .object({
      verdict: z.enum(['answer', 'suggest', 'escalate']),
      intent: z
        .enum(['greeting', 'thanks', 'person'])
        .nullable()
        .describe('Words that want no answer: greet back, or lead to a person. Nothing was searched.'),
      confidence: z.number(),
      hits: z.array(SearchHitAnswer),
      repaired: z.array(RepairAnswer),
      searched: z
        .string()
        .describe('As searched, repairs applied. Empty: nothing was; the hits are what fits the page.'),
      product: z
        .object({ sku: z.string(), name: z.string(), price: z.number(), url: z.string() })
        .nullable()
        .optional()
        .describe('Named by its article number'),
    })
    .openapi('Search'),
)

export const ContextQuery = z.object({
  site: SiteParam,
  locale: ReaderLocaleParam,
  product: z.string().max(64).optional(),
  page: z.string().max(500).optional(),
  presence: z
    .literal('apart')
    .optional()
    .describe('Who is there is asked at `/widget/availability`; this answer then holds for a minute.'),
})
export const AvailabilityQuery = z.object({ site: SiteParam, locale: ReaderLocaleParam })
export const AvailabilityAnswer = answering<Availability>()(
  z
    .object({
      online: z.boolean(),
      staffed: z.boolean().optional(),
      open: z.boolean(),
      opensAt: z.string().nullable(),
      closesAt: z.string().nullable(),
      timeZone: z.string(),
      waiting: z.number(),
      expectedWaitMs: z.number().nullable(),
    })
    .openapi('Availability'),
)
export const BrandAnswer = z.object({
  color: z.string(),
  colorDark: z.string(),
  radius: z.number(),
  logo: z.string().nullable(),
  font: z.string().nullable(),
})
const OwnLookAnswer = z
  .object({
    texts: z.record(z.string(), z.unknown() as unknown as z.ZodType<Text>).optional(),
    font: z.string().optional(),
    logo: z.object({ light: z.string(), dark: z.string() }).optional(),
    consent: z
      .object({ text: z.string(), version: z.string(), link: z.string().nullable(), tick: z.boolean() })
      .optional(),
    known: z.string().optional().describe('Said to strangers, where only those the shop vouches for may write'),
    form: z
      .object({
        fields: z.partialRecord(z.enum(ASKED_FIELDS), z.enum(['asked', 'needed'])),
        subjects: z.array(z.object({ label: z.string(), needs: z.array(z.enum(ASKED_FIELDS)) })),
      })
      .optional(),
    preview: z.literal(true).optional(),
    ways: z
      .array(
        z.object({
          kind: z.enum(['phone', 'telegram', 'whatsapp', 'vk', 'max']),
          url: z.string(),
          text: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('OwnLook')
export const WidgetContextAnswer = answering<WidgetContext>()(
  z
    .object({
      site: z.object({
        id: z.string(),
        name: z.string(),
        greeting: z.string(),
        mail: z.string(),
        helpCentre: z.string(),
        locales: z.array(LocaleParam),
      }),
      brand: BrandAnswer,
      availability: AvailabilityAnswer.optional(),
      letters: z.boolean().optional(),
      files: FileOfferAnswer.optional(),
      own: OwnLookAnswer.optional(),
      team: z.array(FaceAnswer).optional(),
      hours: z.array(z.object({ day: z.number(), spans: z.array(z.tuple([z.string(), z.string()])) })),
      hits: z.array(SearchHitAnswer),
      product: z
        .object({
          sku: z.string(),
          name: z.string(),
          price: z.number(),
          currency: z.string(),
          availability: z.enum(['in_stock', 'to_order', 'out_of_stock']).nullable(),
          picture: z.string().nullable(),
          attributes: z
            .array(z.object({ name: z.string(), value: z.string() }))
            .optional()
            .describe('The first few of them'),
          url: z.string(),
        })
        .optional()
        .describe("Sold on this page, where the shop's catalogue knows it"),
    })
    .openapi('WidgetContext'),
)
export const PublicAnswer = answering<AnswerResponse>()(
  z
    .object({
      id: z.string(),
      question: z.string(),
      html: z.string(),
      url: z.string(),
      category: z.object({ slug: z.string(), title: z.string() }),
      related: z.array(SearchHitAnswer),
      links: z
        .array(z.object({ id: z.string(), url: z.string() }))
        .describe('Answers the text links to: a panel opens them in place.'),
    })
    .openapi('PublicAnswer'),
)
export const OutcomeBody = asking<OutcomeRequest>()(
  z.object({
    site: SiteParam,
    locale: ReaderLocaleParam,
    helped: z.boolean(),
    query: z.string().max(MAX_QUERY_LENGTH).optional(),
    reason: z.string().max(1_000).optional(),
  }),
)
/** The same from a page without JavaScript; `outcome-form.ts` reads it. */
export const OutcomeForm = z.object({
  helped: z.string().describe('`1`, `yes` or `true`; anything else is a no'),
  query: z.string().optional(),
  reason: z.string().optional(),
})
