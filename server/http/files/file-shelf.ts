import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { answerConditionally } from './conditional.ts'
import { Shelf } from './shelf.ts'
import { type Embedding, LOADER, refuseEmbedding } from './widget-loader.ts'

/** A file that keeps its name may be built anew while the server runs. */
const KEPT_MS = 60_000

/**
 * Answers built files: from memory once they were asked for, in every encoding that lies beside them. What the loader says of a
 * site is as new as its settings: `changes` counts those.
 */
export function answerFiles(
  files: { fetch: Parameters<typeof getRequestListener>[0] },
  embedding: Pick<Embedding, 'allows'>,
  changes: Pick<Shelf, 'generation'> = new Shelf(),
) {
  const fromDisk = getRequestListener(files.fetch, { overrideGlobalObjects: false })
  const shelf = new Shelf()
  const reading = new Set<string>()
  let { generation } = changes

  async function read(path: string, hashed: boolean, own: ReturnType<ServerResponse['getHeaders']>): Promise<void> {
    const bodies: { br?: Buffer; gzip?: Buffer; identity?: Buffer } = {}
    let headers = {}
    for (const encoding of ['identity', 'gzip', 'br'] as const) {
      const answer = await files.fetch(
        new Request(`http://files${path}`, { headers: { 'accept-encoding': encoding } }),
        undefined as never,
      )
      if (!(answer instanceof Response) || answer.status !== 200) return
      if ((answer.headers.get('content-encoding') ?? 'identity') !== encoding) continue
      bodies[encoding] = Buffer.from(await answer.arrayBuffer())
      headers = { ...own, ...Object.fromEntries(answer.headers) }
    }
    const { identity, ...compressed } = bodies
    if (!identity) return
    const until = hashed ? Number.POSITIVE_INFINITY : Date.now() + KEPT_MS
    await shelf.put(path, { headers, body: identity, compressed }, { until, generation: shelf.generation })
  }

  const give = (request: IncomingMessage, response: ServerResponse, path: string, hashed: boolean): void => {
    if (changes.generation !== generation) {
      ;({ generation } = changes)
      shelf.clear()
    }
    if (shelf.answer(request, response, path)) return
    const own = response.getHeaders()
    if (!hashed) answerConditionally(request, response)
    response.once('finish', () => {
      if (response.statusCode !== 200 || reading.has(path)) return
      reading.add(path)
      // A file that cannot be read now is answered from the disk, as before.
      void read(path, hashed, own)
        .catch(() => {})
        .finally(() => reading.delete(path))
    })
    void fromDisk(request, response)
  }
  return async (request: IncomingMessage, response: ServerResponse, path: string, hashed: boolean): Promise<void> => {
    if (path === LOADER && request.headers.referer && (await refuseEmbedding(request, response, embedding))) return
    give(request, response, path, hashed)
  }
}
