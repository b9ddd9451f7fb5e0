import { z } from '@hono/zod-openapi'
import { IdParam, LocaleParam, MisspellingAnswer, PageQuery, pageOf, SiteParam, TextRangeAnswer } from './common.ts'

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small Latin letters, digits and hyphens')
  .max(100)
const Audience = z.enum(['public', 'operators'])
const State = z.enum(['draft', 'in_review', 'published', 'retired'])
const content = {
  category: Slug,
  slug: Slug,
  question: z.string().max(500),
  body: z.string().max(60_000),
  audience: Audience,
  products: z.array(z.string().max(64)).max(50),
  shortcut: z
    .string()
    .regex(/^[\p{L}\p{N}-]{1,40}$/u)
    .nullable(),
}
export const NewAnswerBody = z
  .object({
    site: SiteParam,
    locale: LocaleParam,
    ...content,
    phrasings: z.array(z.string().max(500)).max(100),
    from: z.string().max(64).nullable().optional(),
  })
  .openapi('NewAnswer')
export const PatchAnswerBody = z.object({
  patch: z.object(content).partial(),
  expectedRevision: z.number().int().min(1),
})
export const PreviewBody = z.object({
  site: SiteParam,
  locale: LocaleParam,
  question: content.question,
  body: content.body,
  audience: Audience,
})
export const AnswerParams = z.object({ id: IdParam })
export const PhrasingParams = z.object({ id: IdParam, phrasingId: IdParam })
export const BrowseQuery = z.object({
  ...PageQuery,
  state: State.optional(),
  locale: LocaleParam.optional(),
  category: Slug.optional(),
  audience: Audience.optional(),
  product: z.string().max(64).optional(),
  author: z.string().max(64).optional(),
  text: z.string().max(500).optional(),
})

export const LocaleQuery = z.object({ locale: LocaleParam })
export const DifferenceQuery = z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(1) })
export const SendBackBody = z.object({ comment: z.string().max(2_000) })
export const RestoreBody = z.object({ revision: z.number().int().min(1) })
export const PhrasingBody = z.object({ text: z.string().max(500) })

const PersonAnswer = z.object({ id: z.string(), name: z.string() })
const contentAnswer = {
  site: z.string(),
  locale: LocaleParam,
  category: z.string(),
  slug: z.string(),
  question: z.string(),
  body: z.string(),
  audience: Audience,
  products: z.array(z.string()),
  shortcut: z.string().nullable(),
}
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
export const AnswerDetailAnswer = z.object({ answer: AnswerAnswer, live: AnswerAnswer.nullable(), html: z.string() })
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
  changed: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
})
export const ContentProblemAnswer = z.object({
  code: z.string(),
  names: z.array(z.string()).optional(),
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
  /** Without a category where nothing similar suggests one. */
  draft: NewAnswerBody.extend({ category: z.string() }),
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
  summary: z.string(),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
})
