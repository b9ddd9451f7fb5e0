import type { Context } from 'hono'
import { z } from '@hono/zod-openapi'
import { FILE_NAME_HEADER } from '#protocol'
import type { DeskPerson } from '../../auth/people.ts'
import type { Upload, UploadRefused } from '../../files/upload.ts'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import type { VisitorIdentity } from '../../visitors/visitor-token.ts'
import type { Env } from '../env.ts'
import { describedAs, OrderHeader, REFUSALS } from '../openapi/describe-route.ts'
import { sayOfFileKinds } from '../problems/problem-texts.ts'
import { Refusal } from '../problems/problem.ts'
import { router, signedOut } from '../route.ts'
import { FileIdParam, IdParam } from '../schemas/common.ts'
import { UploadedAnswer } from '../schemas/files.ts'

interface Parts {
  live: Pick<Live, 'takeFile'>
  limits: Pick<Limits, 'take'>
}

export const FileHeaders = z.object({
  [FILE_NAME_HEADER.toLowerCase()]: z
    .string()
    .max(3_000)
    .optional()
    .describe('Name of the file, percent-encoded UTF-8; absent: it is named by its kind'),
})
const RETRY = `The file itself, as it is; \`Content-Length\` is needed. Answered when it is on disk. The same id with the same bytes
is answered the same way any number of times: after a cut send the whole file again under the same id.`

/** Bodies that take as long as they take: how large and how slow they may be is decided where they are read. */
export const isUpload = (path: string): boolean =>
  /^\/api\/((files|desk\/conversations\/[^/]+\/files|desk\/pictures)\/[^/]+|desk\/answer-pictures)$/.test(path)

/** Files on their way in: bytes first, then the message that names them. */
export function uploadRoutes({ live, limits }: Parts) {
  const app = router()
  const describe = (
    path: string,
    who: 'visitor' | 'operator',
    summary: string,
    params: z.ZodObject,
    headers: z.ZodObject,
  ) =>
    app.openAPIRegistry.registerPath({
      method: 'put',
      path,
      summary,
      description: RETRY,
      ...describedAs('put', path, who),
      request: {
        params,
        headers,
        body: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
      },
      responses: {
        200: { description: 'On disk', content: { 'application/json': { schema: UploadedAnswer } } },
        ...REFUSALS,
      },
    })
  const OfVisitor = z.object({ id: FileIdParam })
  const OfDesk = z.object({ id: IdParam, fileId: FileIdParam })

  describe('/files/{id}', 'visitor', "A visitor's file, before the message that names it", OfVisitor, FileHeaders)
  app.put('/files/:id', async (c) => {
    const visitor: VisitorIdentity | null = c.get('visitor')
    if (!visitor) throw new Refusal('signed_out')
    const params = OfVisitor.safeParse(c.req.param())
    if (!params.success) throw new Refusal('not_found')
    await limits.take('upload', c.get('address'), visitor.visitorId)
    return answer(c, await live.takeFile({ visitor }, uploadOf(c, params.data.id)))
  })
  describe(
    '/desk/conversations/{id}/files/{fileId}',
    'operator',
    'A file for a conversation, before the message or note that names it',
    OfDesk,
    FileHeaders.extend(OrderHeader.shape),
  )
  app.put('/desk/conversations/:id/files/:fileId', async (c) => {
    const person: DeskPerson | null = c.get('person')
    if (!person) throw signedOut(c)
    const params = OfDesk.safeParse(c.req.param())
    if (!params.success) throw new Refusal('not_found')
    const { id: conversationId, fileId } = params.data
    return answer(c, await live.takeFile({ person, conversationId }, uploadOf(c, fileId)))
  })
  return app
}

export function uploadOf(c: Context<Env>, id: string): Upload {
  const size = c.req.header('content-length')
  if (size === undefined) throw new Refusal('length_needed')
  return { id, name: nameOf(c.req.header(FILE_NAME_HEADER)), size: Number(size), body: c.req.raw.body ?? nothing() }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** What is not encoded right is taken as it came: a name is only shown. */
function nameOf(header = ''): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}

function answer(c: Context<Env>, taken: Awaited<ReturnType<Live['takeFile']>>): Response {
  if (taken.ok) return c.json(UploadedAnswer.parse(taken.file))
  throw refusedFile(taken)
}

/** Why a file was not taken, in words that name what is allowed. */
export function refusedFile({ code, retryAfterMs, allowed = {} }: UploadRefused): Refusal {
  const { mb, kinds } = allowed
  return new Refusal(code, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(mb === undefined && kinds === undefined ? {} : { refused: { code, ...allowed } }),
    values: (locale) => ({
      ...(mb === undefined ? {} : { mb }),
      ...(kinds === undefined ? {} : { kinds: kinds.map(sayOfFileKinds(locale)).join(', ') }),
    }),
  })
}
