import { z } from '@hono/zod-openapi'
import {
  ANSWER_STATES,
  AVAILABILITIES,
  KEPT,
  KeptContent,
  WRITTEN,
  WRITTEN_PHRASING,
  WRITTEN_PHRASINGS,
  WrittenPatch,
} from '#kb'
import { ANSWER_FIELDS, ANSWER_LIMITS, EDITED_FIELDS } from '#shared'
import { PROBLEM_CODES } from '../problems/problem-texts.ts'
import {
  AnswerIdParam,
  LocaleParam,
  MisspellingAnswer,
  PageQuery,
  pageOf,
  PhrasingIdParam,
  SiteParam,
  TextRangeAnswer,
} from './common.ts'

const Slug = KEPT.slug.max(ANSWER_FIELDS.slug.limit)
export const Audience = KEPT.audience
export const State = z.enum(ANSWER_STATES)
export const NewAnswerBody = z
  .object({
    ...WRITTEN,
    site: SiteParam,
    locale: LocaleParam,
    /** Empty: made of the question. */
    slug: WRITTEN.slug.or(z.literal('')),
    phrasings: WRITTEN_PHRASINGS,
    sharedWith: WRITTEN.sharedWith.exactOptional(),
    validFrom: WRITTEN.validFrom.exactOptional(),
    validUntil: WRITTEN.validUntil.exactOptional(),
    reviewBy: WRITTEN.reviewBy.exactOptional(),
    owner: WRITTEN.owner.exactOptional(),
    from: z.string().max(64).nullable().optional(),
  })
  .openapi('NewAnswer')
export const PatchAnswerBody = z.object({ patch: WrittenPatch, expectedRevision: z.number().int().min(1) })
/** Of a text that is being written: what is wrong with it is among the answers. */
export const PreviewBody = KeptContent.pick({ question: true, body: true, audience: true }).extend({
  site: SiteParam,
  locale: LocaleParam,
})
export const AnswerParams = z.object({ id: AnswerIdParam })
export const PhrasingParams = z.object({ id: AnswerIdParam, phrasingId: PhrasingIdParam })
export const BrowseQuery = z.object({
  ...PageQuery,
  state: State.optional(),
  locale: LocaleParam.optional(),
  category: Slug.optional(),
  audience: Audience.optional(),
  product: z.string().max(ANSWER_FIELDS.products.each).optional(),
  author: z.string().max(64).optional(),
  text: z.string().max(500).optional(),
})

export const LocaleQuery = z.object({ locale: LocaleParam })
export const DifferenceQuery = z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(1) })
export const SendBackBody = z.object({ comment: z.string().max(ANSWER_LIMITS.comment) })
export const RestoreBody = z.object({ revision: z.number().int().min(1) })
export const PhrasingBody = z.object({ text: WRITTEN_PHRASING })

const PersonAnswer = z.object({ id: z.string(), name: z.string() })
const contentAnswer = { ...KeptContent.shape, locale: LocaleParam }
export const OutcomesAnswer = z.object({ helped: z.number(), notHelped: z.number(), opened: z.number() })
export const AnswerAnswer = z
  .object({
    id: z.string(),
    ...contentAnswer,
    state: State,
    revision: z.number(),
    liveRevision: z.number().nullable(),
    phrasings: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        source: z.enum(['content', 'editor', 'promotion', 'outcome']),
        at: z.string(),
      }),
    ),
    author: PersonAnswer,
    approvedBy: PersonAnswer.nullable(),
    selfApproved: z.boolean(),
    returnedWith: z.string().nullable(),
    from: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
    publishedAt: z.string().nullable(),
    outcomes: OutcomesAnswer.optional(),
  })
  .openapi('Answer')
export const OneAnswer = z.object({ answer: AnswerAnswer })
export const AnswerDetailAnswer = z.object({
  answer: AnswerAnswer,
  live: AnswerAnswer.nullable(),
  html: z.string(),
  owner: z
    .object({ name: z.string(), mail: z.string() })
    .optional()
    .describe('To leads, of an answer that another shop keeps: that shop, and where it is asked for a change'),
})
export const AnswersAnswer = pageOf(AnswerAnswer)
export const RevisionAnswer = z.object({
  answerId: z.string(),
  ...contentAnswer,
  revision: z.number(),
  author: PersonAnswer,
  at: z.string(),
  act: z.string(),
  comment: z.string().nullable(),
})
const DiffPartAnswer = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export const DifferenceAnswer = z.object({
  question: z.array(DiffPartAnswer),
  body: z.array(DiffPartAnswer),
  changed: z.array(z.object({ field: z.enum(EDITED_FIELDS), from: z.string(), to: z.string() })),
})
export const ContentProblemAnswer = z.object({
  code: z.enum(PROBLEM_CODES),
  field: z.string().optional(),
  limit: z.number().optional(),
  names: z.array(z.string()).optional(),
  targets: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  at: z.array(TextRangeAnswer).optional(),
  words: z.array(MisspellingAnswer).optional(),
  found: z.array(TextRangeAnswer.extend({ kind: z.string(), text: z.string() })).optional(),
})
export const PreviewAnswer = z.object({ html: z.string(), problems: z.array(ContentProblemAnswer) })
export const CountsAnswer = z.object({
  draft: z.number(),
  in_review: z.number(),
  published: z.number(),
  retired: z.number(),
})
export const HitAnswer = z.object({
  id: z.string(),
  question: z.string(),
  excerpt: z.string(),
  url: z.string(),
  score: z.number(),
  category: z.string(),
  locale: LocaleParam,
  audience: Audience,
  words: z.array(z.string()),
  phrasing: z.string().optional(),
})
export const ProposalAnswer = z.object({
  /** Not held to any limit yet, and without a category where nothing similar suggests one: the operator writes on. */
  draft: KeptContent.extend({
    locale: LocaleParam,
    phrasings: z.array(z.string()),
    from: z.string().nullable().optional(),
  }),
  others: z.array(z.string()),
  names: z.array(z.string()),
  removed: z.array(z.object({ field: z.enum(['question', 'body', 'phrasing']), kind: z.string(), text: z.string() })),
  misspelled: z.object({ question: z.array(MisspellingAnswer), body: z.array(MisspellingAnswer) }),
  similar: z.array(HitAnswer),
})
export const CategoryAnswer = z.object({
  slug: z.string(),
  icon: z.string(),
  title: z.string(),
  description: z.string(),
  audience: Audience,
  answers: z.number(),
})
export const ProductAnswer = z.object({
  sku: z.string(),
  slug: z.string(),
  name: z.string(),
  category: z.string(),
  price: z.number(),
  currency: z.string(),
  oldPrice: z.number().nullable(),
  availability: z.enum(AVAILABILITIES).nullable(),
  vendor: z.string().nullable(),
  summary: z.string(),
  picture: z.string().nullable(),
  url: z.string().nullable(),
  categories: z.array(z.object({ id: z.string(), name: z.string() })).describe('From its own up to the broadest'),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
})
export const ProductsQuery = LocaleQuery.extend({
  text: z.string().max(200).optional(),
  category: z.string().max(120).optional(),
  page: PageQuery.page,
  perPage: z.coerce.number().int().min(1).max(100).default(100),
})
export const ProductCategoriesQuery = LocaleQuery.extend({
  text: z.string().max(200).optional(),
  perPage: z.coerce.number().int().min(1).max(10_000).default(10_000),
})
export const ProductNamesBody = z.object({
  locale: LocaleParam,
  about: z.array(z.string().max(ANSWER_FIELDS.products.each)).max(200),
})
export const ProductNameAnswer = z.object({ about: z.string().describe('As an answer names it'), name: z.string() })
export const ProductCategoryAnswer = z.object({
  id: z.string(),
  name: z.string(),
  above: z.array(z.string()).describe('Names of those above it, broadest first'),
  products: z.number().describe('Right in it'),
})
