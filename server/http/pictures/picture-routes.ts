import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import fresh from 'fresh'
import type { DeskPerson } from '../../auth/people.ts'
import { mayActAs } from '../../auth/people.ts'
import { VERSION_NAMES } from '../../files/reading/write-versions.ts'
import type { Limits } from '../../limits.ts'
import type { PublicPictures } from '../../pictures/public-pictures.ts'
import { refusedFile } from '../conversation-files/upload-routes.ts'
import { describedAs, OrderHeader, REFUSALS } from '../openapi/describe-route.ts'
import { Refusal } from '../problems/problem.ts'
import { router, signedOut } from '../route.ts'
import { CropQuery, PictureAnswer, PictureIdParam } from '../schemas/faces.ts'

interface Parts {
  pictures: PublicPictures
  limits: Pick<Limits, 'take'>
}

const Kept = z.object({ id: PictureIdParam, version: z.enum(VERSION_NAMES) })
const Shape = z.object({ shape: z.enum(['face', 'logo']) })
const binary = { schema: { type: 'string' as const, format: 'binary' } }

/** Faces and logos: for everybody to see, and never changed under their address. */
export function pictureRoutes({ pictures, limits }: Parts) {
  const app = router()
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/pictures/{id}/{version}',
    summary: 'A face or a logo in one of its sizes; what is at this address never changes',
    ...describedAs('get', '/pictures/{id}/{version}', 'anyone'),
    request: { params: Kept },
    responses: {
      200: { description: 'The picture', content: { 'image/*': binary } },
      304: { description: 'Unchanged since the one named by `If-None-Match`' },
      ...REFUSALS,
    },
  })
  app.get('/pictures/:id/:version', async (c) => {
    const asked = Kept.safeParse(c.req.param())
    const picture = asked.success ? await pictures.find(asked.data.id, asked.data.version) : null
    if (!picture) throw new Refusal('not_found')
    const tag = `"${picture.sha256.slice(0, 32)}"`
    const headers = {
      'Content-Type': picture.type,
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
      // Drawn on pages of the shop and in letters.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'public, max-age=31536000, immutable, no-transform',
      ETag: tag,
    }
    if (fresh(Object.fromEntries(c.req.raw.headers), { etag: tag })) return new Response(null, { status: 304, headers })
    const bytes = await picture.read()
    if (!bytes) throw new Refusal('not_found')
    return new Response(Readable.toWeb(bytes) as unknown as ReadableStream, {
      headers: { ...headers, 'Content-Length': String(picture.size) },
    })
  })

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/desk/pictures/{shape}',
    summary: 'A photograph of a person (`face`), or a logo of a shop, which only an admin may bring (`logo`)',
    description: `The picture itself; \`Content-Length\` is needed. It is decoded and written anew in several sizes, of its pixels alone.
Of a face the square that the query names is kept, or the one where a face is likely to be. Nothing shows it before its id is saved.`,
    ...describedAs('post', '/desk/pictures/{shape}', 'operator'),
    request: {
      params: Shape,
      query: CropQuery,
      headers: OrderHeader,
      body: { required: true, content: { 'application/octet-stream': binary } },
    },
    responses: {
      200: { description: 'On disk', content: { 'application/json': { schema: PictureAnswer } } },
      ...REFUSALS,
    },
  })
  app.post('/desk/pictures/:shape', async (c) => {
    const person: DeskPerson | null = c.get('person')
    if (!person) throw signedOut(c)
    const asked = Shape.safeParse(c.req.param())
    if (!asked.success) throw new Refusal('not_found')
    const { shape } = asked.data
    if (shape === 'logo' && !mayActAs(person.role, 'admin')) throw new Refusal('not_allowed')
    await limits.take('upload', c.get('address'), person.id)
    const size = c.req.header('content-length')
    if (size === undefined) throw new Refusal('length_needed')
    const crop = CropQuery.safeParse(c.req.query())
    if (!crop.success) throw new Refusal('invalid')
    const { left = 0, top = 0, side } = crop.data
    const kept = await pictures.keep(
      { size: Number(size), body: c.req.raw.body ?? nothing() },
      { shape, crop: side === undefined ? null : { left, top, side }, by: person.id },
      Date.now(),
    )
    if (!kept.ok) throw refusedFile(kept)
    return c.json(PictureAnswer.parse(kept))
  })
  return app
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
