import { z } from '@hono/zod-openapi'

export const PictureKeyParam = z.string().regex(/^pic_[0-9a-f]{32}$/)
export const AnswerPictureAnswer = z
  .object({
    key: z.string(),
    name: z.string(),
    kind: z.enum(['picture', 'video', 'document']),
    type: z.string().describe('Media type'),
    width: z.number(),
    height: z.number(),
    size: z.number().describe('Bytes'),
    by: z.object({ id: z.string(), name: z.string() }),
    at: z.string(),
    address: z.string().describe('As answers write it'),
    shipped: z.boolean().describe('It came with the files of `content/`: it is changed and taken away there'),
    shownIn: z.array(z.object({ id: z.string(), question: z.string() })).describe('Published answers that show it'),
  })
  .openapi('AnswerPicture')
