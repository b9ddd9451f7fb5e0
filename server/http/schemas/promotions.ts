import { z } from '@hono/zod-openapi'
import { WRITTEN_PHRASING } from '#kb'
import { NewAnswerBody } from './answers.ts'
import { AnswerIdParam, FileIdParam, IdParam } from './common.ts'

const MAX_EXPLAINED_WORDS = 100

export const ConversationBody = z.object({ conversationId: IdParam })
export const PromotionBody = ConversationBody.extend({
  draft: NewAnswerBody,
  explainedWords: z.array(z.string().max(80)).max(MAX_EXPLAINED_WORDS),
})
/** A picture that was sent to one visitor, for everybody: whoever takes it has looked at it. */
export const PromotedPictureBody = ConversationBody.extend({
  fileId: FileIdParam,
  nothingPersonal: z.literal(true).describe('Somebody looked at it: no face, name, address, order number'),
})
export const PromotedPhrasingBody = ConversationBody.extend({ answerId: AnswerIdParam, text: WRITTEN_PHRASING })
