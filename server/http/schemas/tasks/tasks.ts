import { z } from '@hono/zod-openapi'
import { TASK_LETTERS, type Task } from '#protocol'
import { answering } from '../bound.ts'
import { IdParam, PageQuery } from '../common.ts'

/** People have ids of another form than what is of a shop. */
const PersonId = z.string().min(1).max(64)
const Person = z.object({ id: z.string(), name: z.string() })
export const TaskAnswer = answering<Task>()(
  z
    .object({
      id: z.string(),
      site: z.string(),
      text: z.string(),
      dueAt: z.string(),
      assignee: Person,
      by: Person,
      doneAt: z.string().nullable(),
      conversation: z.object({ id: z.string(), question: z.string(), state: z.string() }).nullable(),
    })
    .openapi('Task'),
)
export const TasksQuery = z.object({
  ...PageQuery,
  whose: z
    .enum(['mine', 'all'])
    .default('mine')
    .describe('`all`: of the site, for its leads; for others what they gave too'),
  conversation: IdParam.optional().describe('Only those about this one, whosever they are'),
})
const Due = z.iso.datetime().describe('Within a year')
export const NewTaskBody = z.object({
  text: z.string().trim().min(1).max(TASK_LETTERS),
  dueAt: Due,
  assigneeId: PersonId.nullable().describe('`null`: whoever asks'),
})
export const TaskBody = z.object({
  done: z.boolean().optional(),
  dueAt: Due.optional(),
  assigneeId: PersonId.optional(),
})
export const TaskMadeAnswer = z.object({ id: z.string() })
