import { INTERFACE_LOCALES } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Face } from '#protocol'
import { answering } from './bound.ts'
import { PersonName } from './common.ts'

/** Made of the bytes of the picture. */
export const PictureIdParam = z.string().regex(/^[0-9a-f]{32}$/, 'the id of a picture')
const inEach = <T extends z.ZodType>(text: T) => z.partialRecord(z.enum(INTERFACE_LOCALES), text)

/** Somebody as visitors see them. */
export const FaceAnswer = answering<Face>()(
  z
    .object({
      name: z.string(),
      role: z.string().optional().describe('What they do at the shop, in their own words'),
      photo: z.string().optional().describe('Address of a small square'),
    })
    .openapi('Face'),
)

/** How somebody is presented at one site. `site` empty: wherever nothing else is said. */
export const FaceBody = z.strictObject({
  photo: PictureIdParam.nullable(),
  names: inEach(PersonName),
  roles: inEach(z.string().trim().min(1).max(60)),
})
export const FaceRecordAnswer = z.object({
  personId: z.string(),
  site: z.string(),
  photo: z.string().nullable(),
  names: inEach(z.string()),
  roles: inEach(z.string()),
})
export const PictureAnswer = z.object({ id: z.string() })
export const CropQuery = z.object({
  left: z.coerce.number().min(0).max(1).optional(),
  top: z.coerce.number().min(0).max(1).optional(),
  side: z.coerce.number().min(0.01).max(1).optional(),
})
