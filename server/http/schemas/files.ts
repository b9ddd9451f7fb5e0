import { FILE_KINDS } from '#shared'
import { z } from '@hono/zod-openapi'
import type { FileOffer, MessageFile, UploadedFile } from '#protocol'
import { answering } from './bound.ts'

const Size = z.object({ width: z.number(), height: z.number() })
const ofFile = {
  id: z.string(),
  name: z.string(),
  type: z.string().describe('Media type by content'),
  kind: z.enum(FILE_KINDS),
  size: z.number().describe('Bytes as kept'),
  width: z.number().optional().describe('Pixels, upright; of pictures'),
  height: z.number().optional(),
  thumb: Size.optional().describe('A small WebP of at most 480 × 480; of pictures'),
}

export const MessageFileAnswer = answering<MessageFile>()(z.object(ofFile).openapi('MessageFile'))
export const UploadedAnswer = answering<UploadedFile>()(
  z
    .object({
      ...ofFile,
      address: z.object({
        id: z.string(),
        url: z.string().describe('Signed; needs no header'),
        thumb: z.string().nullable(),
        until: z.string(),
      }),
      unsentUntil: z.string().describe('Until then a message may name it; unsent, it is removed afterwards'),
    })
    .openapi('UploadedFile'),
)
export const FileOfferAnswer = answering<FileOffer>()(
  z
    .object({ kinds: z.array(z.enum(FILE_KINDS)), accept: z.string(), largestBytes: z.number() })
    .describe('Absent where the site takes no files')
    .openapi('FileOffer'),
)
