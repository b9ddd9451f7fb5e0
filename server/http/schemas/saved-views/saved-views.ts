import { z } from '@hono/zod-openapi'
import { CHANNELS, DESK_LISTS, LATELY_DAYS, type ListFilter, RATINGS, type SavedView } from '#protocol'
import { answering, asking } from '../bound.ts'
import { IdParam } from '../common.ts'

/** What a list is narrowed to; of an address everything is text. */
export const FILTER_QUERY = {
  label: IdParam.optional().describe('Only those that have this label'),
  operator: IdParam.optional().describe('Whose it is, or was'),
  group: z.string().trim().min(1).max(60).optional().describe('It waits for this group, or is with somebody of it'),
  site: z.string().max(60).optional(),
  channel: z.enum(CHANNELS).optional().describe('`mail`: answered by mail'),
  days: z.enum(LATELY_DAYS).optional().describe('It began within so many days'),
  from: z.iso.datetime().optional().describe('It began then or later'),
  to: z.iso.datetime().optional().describe('It began before then'),
  rating: z.enum(RATINGS).optional().describe('`good`: four or five stars; `bad`: one or two'),
  late: z.literal('yes').optional().describe('An answer took longer than was promised'),
}
const Filter = asking<ListFilter>()(z.strictObject(FILTER_QUERY))
const Name = z.string().trim().min(1).max(40)

export const SavedViewAnswer = answering<SavedView>()(
  z
    .object({
      id: z.string(),
      site: z.string(),
      name: z.string(),
      list: z.enum(DESK_LISTS),
      filter: Filter,
      shared: z.boolean().describe('Everybody of the site sees it'),
      own: z.boolean().describe('Whether whoever asks may change it'),
    })
    .openapi('SavedView'),
)
export const NewSavedViewBody = z.object({
  name: Name,
  list: z.enum(DESK_LISTS),
  filter: Filter,
  shared: z.boolean().describe('Leads only'),
})
export const SavedViewBody = NewSavedViewBody.partial().extend({
  removed: z.boolean().optional().describe('`true` takes it away, `false` gives it back'),
})
export const SavedViewMadeAnswer = z.object({ id: z.string() })
