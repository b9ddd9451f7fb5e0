import { z } from '@hono/zod-openapi'
import type { Live } from '../../realtime/live.ts'
import { describedAs, REFUSALS } from '../openapi/describe-route.ts'
import { Refusal } from '../problems/problem.ts'
import { sendFile } from './send-file.ts'
import { router } from '../route.ts'
import { FileIdParam } from '../schemas/common.ts'

const Named = z.object({ id: FileIdParam, version: z.enum(['original', 'thumb']) })
const Signed = z.object({
  until: z.string().describe('When the address ends, seconds since 1970'),
  sign: z.string().describe('Signature over the rest of the address'),
})

/** Files on their way out. The address is all that proves who asks, so it is signed, short-lived, and told to members alone. */
export function fileRoute({ live }: { live: Pick<Live, 'fileAt'> }) {
  const app = router()
  const binary = { schema: { type: 'string' as const, format: 'binary' } }
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/files/{id}/{version}',
    summary: 'The bytes of a file, by an address that was signed for a member of its conversation',
    ...describedAs('get', '/files/{id}/{version}', 'anyone'),
    request: { params: Named, query: Signed },
    responses: {
      200: { description: 'The file', content: { '*/*': binary } },
      206: { description: 'The part named by `Range`', content: { '*/*': binary } },
      304: { description: 'Unchanged since the one named by `If-None-Match`' },
      ...REFUSALS,
    },
  })
  app.get('/files/:id/:version', async (c) => {
    const named = Named.safeParse(c.req.param())
    const signed = Signed.safeParse(c.req.query())
    const file = named.success && signed.success ? await live.fileAt({ ...named.data, ...signed.data }) : null
    if (!file) throw new Refusal('not_found')
    return sendFile(c.req.raw.headers, file)
  })
  return app
}
