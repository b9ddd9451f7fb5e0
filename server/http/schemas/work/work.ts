import { z } from '@hono/zod-openapi'
import { WORK_BY, WORK_FIGURES, type WorkFact, type WorkReport } from '#protocol'
import { answering } from '../bound.ts'
import { PageQuery } from '../common.ts'
import { DaysQuery } from '../growth.ts'

const By = z.enum(WORK_BY)
const Figure = z.enum(WORK_FIGURES)
const Day = z.iso.date().describe('By the calendar of the site')

export const WorkQuery = DaysQuery.extend({ by: By.default('operator') })
export const WorkFactsQuery = z.object({
  ...PageQuery,
  figure: Figure,
  by: By.default('operator'),
  key: z.string().max(200).optional().describe('Of this row alone: id of an operator or label, or name of a group'),
  from: Day,
  until: Day,
})

const Times = z.object({
  medianMs: z.number().nullable(),
  p90Ms: z.number().nullable(),
  aimed: z.number(),
})
const Figures = z
  .object({
    counts: z.record(Figure, z.number()),
    firstResponse: Times,
    reply: Times,
    meanStars: z.number().nullable(),
    availableMs: z.number().nullable(),
  })
  .openapi('WorkFigures')
export const WorkReportAnswer = answering<WorkReport>()(
  z.object({
    from: z.string(),
    until: z.string(),
    before: z.object({ from: z.string(), until: z.string() }),
    rows: z.array(z.object({ key: z.string(), name: z.string(), now: Figures, before: Figures })),
    hasGroups: z.boolean(),
    total: z.object({ now: Figures, before: Figures }),
  }),
)
export const WorkFactAnswer = answering<WorkFact>()(
  z.object({
    at: z.string(),
    conversation: z.string(),
    question: z.string(),
    operator: z.string().nullable(),
    how: z.string().nullable(),
    openMs: z.number().nullable(),
    targetMs: z.number().nullable(),
    stars: z.number().nullable(),
    comment: z.string().nullable(),
  }),
)
