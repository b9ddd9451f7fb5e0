import type { FileRules } from '#shared'
import { z } from '@hono/zod-openapi'
import { type Library, PICTURE_VERSIONS } from '#kb'
import { FILE_NAME_HEADER } from '#protocol'
import type { FileRoom } from '../../files/file-room.ts'
import { refusedUpload } from '../../files/upload.ts'
import type { Limits } from '../../limits.ts'
import { FileHeaders, refusedFile, uploadOf } from '../conversation-files/upload-routes.ts'
import { actorOf } from '../desk/answer-routes.ts'
import { describedAs, OrderHeader, REFUSALS } from '../openapi/describe-route.ts'
import { Refusal } from '../problems/problem.ts'
import { route, router, signedOut, valueFrom } from '../route.ts'
import { itemsOf, Nothing } from '../schemas/common.ts'
import { AnswerPictureAnswer, PictureKeyParam } from '../schemas/answer-pictures.ts'
import { presentPicture } from './present-picture.ts'
import { sendPicture } from './send-picture.ts'

interface Parts {
  library: Pick<Library, 'pictures'>
  files: Pick<FileRoom, 'arrive' | 'look'>
  limits: Pick<Limits, 'take'>
}

const Named = z.object({ key: PictureKeyParam, version: z.enum(PICTURE_VERSIONS) })
const KINDS: FileRules['kinds'] = ['image', 'video', 'pdf']
const LARGEST_MB = 50
const MEGABYTE = 1024 * 1024
/** Endings by which the library knows what it keeps. */
const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/x-m4v': 'mp4',
  'video/webm': 'webm',
  'application/pdf': 'pdf',
}

/** Pictures of answers: handed out to readers, brought in and looked through at the desk. */
export function answerPictureRoutes({ library: { pictures }, files, limits }: Parts) {
  const app = router()
  const binary = { schema: { type: 'string' as const, format: 'binary' } }
  const handedOut = (path: string, who: 'anyone' | 'operator', summary: string) =>
    app.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      ...describedAs('get', path, who),
      request: { params: Named },
      responses: {
        200: { description: 'The picture', content: { '*/*': binary } },
        206: { description: 'The part named by `Range`', content: { '*/*': binary } },
        304: { description: 'Unchanged since the one named by `If-None-Match`' },
        ...REFUSALS,
      },
    })
  const named = (params: Record<string, string>) => {
    const parsed = Named.safeParse(params)
    if (!parsed.success) throw new Refusal('not_found')
    return parsed.data
  }
  handedOut('/answer-pictures/{key}/{version}', 'anyone', 'A picture that a published answer shows')
  app.get('/answer-pictures/:key/:version', (c) =>
    sendPicture(c.req.raw.headers, pictures, { ...named(c.req.param()), desk: false }),
  )
  handedOut(
    '/desk/answer-pictures/{key}/{version}',
    'operator',
    'A picture of the library, shown by an answer or not yet',
  )
  app.get('/desk/answer-pictures/:key/:version', (c) => {
    const person = c.get('person')
    if (!person) throw signedOut(c)
    const asked = named(c.req.param())
    // Of the library of the site one works on (I11).
    if (!pictures.list(person.site).some(({ key }) => key === asked.key)) throw new Refusal('not_found')
    return sendPicture(c.req.raw.headers, pictures, { ...asked, desk: true })
  })

  app.openAPIRegistry.registerPath({
    method: 'put',
    path: '/desk/answer-pictures',
    summary: 'Bring a picture, a short video or a PDF into the library',
    description:
      'The file itself, as it is; `Content-Length` is needed. Pictures are written anew. Answers show it by `address`.',
    ...describedAs('put', '/desk/answer-pictures', 'operator'),
    request: {
      headers: FileHeaders.extend(OrderHeader.shape),
      body: { required: true, content: { 'application/octet-stream': binary } },
    },
    responses: {
      200: { description: 'In the library', content: { 'application/json': { schema: AnswerPictureAnswer } } },
      ...REFUSALS,
    },
  })
  app.put('/desk/answer-pictures', async (c) => {
    const person = c.get('person')
    if (!person) throw signedOut(c)
    await limits.take('upload', c.get('address'), person.id)
    const upload = uploadOf(c, FILE_NAME_HEADER)
    if (upload.size === 0) throw refusedFile(refusedUpload('file_empty'))
    if (upload.size > LARGEST_MB * MEGABYTE)
      throw refusedFile(refusedUpload('file_too_large', { allowed: { mb: LARGEST_MB } }))
    const arrived = await files.arrive(upload)
    if (!arrived.ok) throw refusedFile(arrived)
    const looked = await files.look(arrived, upload.name, KINDS)
    if (!looked.ok) throw refusedFile(looked)
    const ending = ENDINGS[looked.type]
    if (!ending) throw new Refusal('picture_unreadable')
    const name = `${looked.name.replace(/\.[^.]*$/, '')}.${ending}`
    const added = await pictures.add({ site: person.site, name, bytes: looked.bytes }, actorOf(person), Date.now())
    return c.json(AnswerPictureAnswer.parse(presentPicture({ ...valueFrom(added), shownIn: [] })))
  })

  route(app, {
    method: 'get',
    path: '/desk/answer-pictures',
    summary: 'The pictures, videos and documents of the library, newest first',
    who: 'operator',
    answer: itemsOf(AnswerPictureAnswer),
    handle: async (_, { site }) => ({ items: pictures.list(site).map(presentPicture) }),
  })
  route(app, {
    method: 'delete',
    path: '/desk/answer-pictures/{key}',
    summary: 'Take a picture that no answer shows out of the library',
    who: 'operator',
    params: z.object({ key: PictureKeyParam }),
    answer: Nothing,
    handle: async ({ params }, { person, site }) => {
      valueFrom(await pictures.remove(site, params.key, actorOf(person)))
      return {}
    },
  })
  return app
}
