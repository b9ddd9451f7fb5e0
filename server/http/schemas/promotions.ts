import { z } from '@hono/zod-openapi'
import { WRITTEN_PHRASING } from '#kb'
import { NewAnswerBody } from './answers.ts'
import { AnswerIdParam, IdParam } from './common.ts'

const MAX_EXPLAINED_WORDS = 100

export const ConversationBody = z.object({ conversationId: IdParam })
export const PromotionBody = ConversationBody.extend({
  draft: NewAnswerBody,
  explainedWords: z.array(z.string().max(80)).max(MAX_EXPLAINED_WORDS),
})
export const PromotedPhrasingBody = ConversationBody.extend({ answerId: AnswerIdParam, text: WRITTEN_PHRASING })
