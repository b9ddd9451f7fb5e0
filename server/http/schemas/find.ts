import { z } from '@hono/zod-openapi'
import { Audience, State } from './answers.ts'
import { LocaleParam } from './common.ts'
import { FoundConversationAnswer } from './conversations.ts'

export const FindQuery = z.object({ q: z.string().trim().min(1).max(200) })
export const FoundAnswer = z.object({
  conversations: z.array(FoundConversationAnswer),
  answers: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      locale: LocaleParam,
      audience: Audience,
      state: State,
      shortcut: z.string().nullable(),
    }),
  ),
  people: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(['operator', 'lead', 'admin']) })),
})
