import { z } from '@hono/zod-openapi'
import type { OperatorWork } from '#protocol'
import { answering } from './bound.ts'
import { State, SummaryAnswer } from './conversations.ts'

const When = z.string().nullable()

export const NowAnswer = z.object({
  open: z.boolean(),
  opensAt: When,
  waiting: z.number(),
  waitingSince: When,
  byMail: z.number(),
  late: z.number(),
  soon: z.number(),
  operators: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      available: z.boolean(),
      connected: z.boolean(),
      active: z.number(),
      capacity: z.number(),
      setAwayBecause: z.string().nullable(),
      lastSeenAt: When,
      skills: z.array(z.string()),
    }),
  ),
  groups: z.array(
    z.object({
      name: z.string(),
      active: z.number(),
      waiting: z.number(),
      waitingSince: z.string().nullable(),
      expectedWaitMs: z.number().nullable(),
      available: z.number(),
      free: z.number(),
    }),
  ),
  due: z.array(SummaryAnswer),
})
export const WorkAnswer = answering<OperatorWork>()(
  z.object({
    taken: z.number(),
    solved: z.number(),
    times: z.array(
      z.object({
        kind: z.enum(['first_response', 'reply', 'solving']),
        count: z.number(),
        medianMs: z.number().nullable(),
        p90Ms: z.number().nullable(),
        aimed: z.number(),
        withinTarget: z.number(),
      }),
    ),
    ratings: z.object({ count: z.number(), mean: z.number().nullable(), low: z.number() }),
    conversations: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        state: State,
        acceptedAt: z.string(),
        solvedAt: When,
        stars: z.number().nullable(),
        comment: z.string().nullable(),
      }),
    ),
  }),
)
export const ResponsesAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['first_response', 'reply', 'waiting', 'solving']),
      count: z.number(),
      medianMs: z.number().nullable(),
      p90Ms: z.number().nullable(),
      targetMs: z.number().nullable(),
      withinTarget: z.number(),
      slowest: z.array(
        z.object({
          conversation: z.string(),
          question: z.string(),
          operator: z.string().nullable(),
          openMs: z.number(),
          at: z.string(),
        }),
      ),
    }),
  ),
})
