import { z } from '@hono/zod-openapi'
import { COLUMN_FIELDS } from '#shared'
import { FEED_FAULTS, IMPORT_STATES, IMPORT_WAYS } from '#kb'
import { LocaleParam, PageQuery, pageOf } from './common.ts'

export const FeedFaultAnswer = z.object({
  code: z.enum(FEED_FAULTS),
  line: z.number().nullable().describe('Of the feed, from 1'),
  detail: z.string().nullable().describe("The parser's own words, a status; for `columns_needed` the headings as JSON"),
})
const Difference = z.object({
  sku: z.string(),
  name: z.string(),
  changed: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })).optional(),
})
export const ImportAnswer = z
  .object({
    id: z.string(),
    site: z.string(),
    locale: LocaleParam,
    way: z.enum(IMPORT_WAYS),
    name: z.string(),
    state: z
      .enum(IMPORT_STATES)
      .describe('`ready`: waits until somebody takes it. `refused`: see `fault`; nothing was changed'),
    at: z.string(),
    by: z.object({ id: z.string(), name: z.string() }).nullable(),
    appliedAt: z.string().nullable(),
    offers: z.number(),
    added: z.number(),
    changed: z.number(),
    gone: z.number(),
    skippedTotal: z.number(),
    skipped: z.array(
      z.object({ line: z.number(), sku: z.string(), why: z.enum(['no_sku', 'no_name', 'no_price', 'twice']) }),
    ),
    samples: z.object({ added: z.array(Difference), changed: z.array(Difference), gone: z.array(Difference) }),
    fault: FeedFaultAnswer.nullable(),
    heldBack: z.boolean().describe('It would take away most products: somebody has to look at it first'),
    instead: z
      .object({ products: z.number(), goneTotal: z.number(), gone: z.array(Difference) })
      .nullable()
      .default(null)
      .describe('Of the first feed: products of files that it takes the place of, and those it does not name'),
  })
  .openapi('CatalogueImport')
export const ImportsAnswer = pageOf(ImportAnswer)
export const ImportsQuery = z.object(PageQuery)

const Columns = z.partialRecord(z.enum(COLUMN_FIELDS), z.string().min(1).max(200))
const Attributes = z
  .array(z.string().min(1).max(200))
  .max(300)
  .nullable()
  .describe('Columns of a table shown as facts about a product; null: all but those that look internal')
export const SourceAnswer = z.object({
  locale: LocaleParam,
  url: z.string().nullable(),
  everyMinutes: z.number(),
  currency: z.string(),
  columns: Columns,
  attributes: Attributes.default(null),
  further: z
    .array(z.object({ name: z.string(), internal: z.boolean() }))
    .default([])
    .describe('Columns of the last table to choose `attributes` from'),
  checkedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  fault: FeedFaultAnswer.nullable(),
})
export const SourceBody = z.object({
  url: z.string().trim().max(1_000).nullable(),
  everyMinutes: z.number().int().min(15).max(10_080),
  currency: z.string().regex(/^[A-Z]{3}$/),
  columns: Columns,
  attributes: Attributes.optional(),
})
export const CatalogueAnswer = z.object({
  products: z.array(z.object({ locale: LocaleParam, products: z.number() })),
  ofFiles: z.number().describe('Products of files, shown for as long as no feed has come'),
  sources: z.array(SourceAnswer),
  waiting: z.array(ImportAnswer).describe('What waits to be taken, and what could not be read since the last good one'),
})
export const FetchedAnswer = z.object({
  import: ImportAnswer.nullable().describe('null: nothing new since the last time'),
})
export const KeyAnswer = z.object({ key: z.string(), address: z.string() })
export const FeedLocaleParams = z.object({ locale: LocaleParam })
