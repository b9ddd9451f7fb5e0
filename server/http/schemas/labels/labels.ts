import { z } from '@hono/zod-openapi'
import { type Label, LABEL_COLORS, LABEL_SETTERS, MOST_LABELS_ON_ONE } from '#protocol'
import type { LabelCount } from '../../../realtime/live.ts'
import { answering } from '../bound.ts'
import { IdParam } from '../common.ts'

const LabelName = z.string().trim().min(1).max(40)
const LabelIds = z.array(IdParam).max(MOST_LABELS_ON_ONE)
export const LabelAnswer = answering<Label>()(
  z
    .object({
      id: z.string(),
      site: z.string(),
      name: z.string(),
      color: z.enum(LABEL_COLORS),
      setBy: z.enum(LABEL_SETTERS).describe('Who may set it and take it off'),
    })
    .openapi('Label'),
)
export const LabelCountAnswer = answering<LabelCount>()(
  z.object({
    id: z.string(),
    open: z.number().describe('Conversations that are not solved'),
    lately: z.number().describe('Conversations that got it within thirty days'),
  }),
)
export const NewLabelBody = z.object({
  name: LabelName,
  color: z.enum(LABEL_COLORS),
  setBy: z.enum(LABEL_SETTERS),
})
export const LabelBody = NewLabelBody.partial().extend({
  removed: z.boolean().optional().describe('`true` takes it away, `false` gives it back with all it stood on'),
})
export const LabelMadeAnswer = z.object({ id: z.string() })
export const LabelsBody = z.object({ add: LabelIds, remove: LabelIds })
export const LabelsSetAnswer = z.object({ labels: z.array(z.string()) })
