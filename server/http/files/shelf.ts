import { etag } from 'etag'
import fresh from 'fresh'
import Negotiator from 'negotiator'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const MOST_ITEMS = 4_000
const MOST_BYTES = 64 * 1024 * 1024
/** Headers each answer gets anew. */
const OWN = new Set([
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'etag',
  'date',
  'connection',
  'keep-alive',
])

const ENCODINGS = ['br', 'gzip', 'identity'] as const
type Encoding = (typeof ENCODINGS)[number]

/** An answer as it goes over the wire, ready in each encoding. */
interface Item {
  headers: OutgoingHttpHeaders
  tag: string
  bodies: Partial<Record<Encoding, Buffer>> & { identity: Buffer }
  /** Milliseconds of the clock. */
  until: number
  bytes: number
}

/**
 * Whole answers that are the same for everybody, compressed once and kept in memory: a reader gets one without a page being
 * rendered, a file opened or a byte compressed. Bounded by number and size; what was asked for longest ago goes first.
 */
export class Shelf {
  private readonly items = new Map<string, Item>()
  private bytes = 0
  /** Grows when everything goes: what was being made meanwhile may be of before and is not kept. */
  generation = 0

  /** Answers from the shelf; false: nothing fresh stands there, or the reader asks for a part only. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    const item = this.items.get(path)
    if (!item || request.headers.range) return false
    if (item.until <= Date.now()) {
      this.drop(path, item)
      return false
    }
    this.items.delete(path)
    this.items.set(path, item)
    if (fresh(request.headers, { etag: item.tag })) {
      const { 'content-type': _ofTheBody, ...others } = item.headers
      response.writeHead(304, { ...others, ETag: item.tag })
      response.end()
      return true
    }
    const accepted = new Negotiator(request).encodings(ENCODINGS.filter((one) => item.bodies[one]))
    const encoding = ENCODINGS.find((one) => accepted.includes(one)) ?? 'identity'
    const body = item.bodies[encoding] ?? item.bodies.identity
    response.writeHead(200, {
      ...item.headers,
      ETag: item.tag,
      'Content-Length': body.length,
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
    return true
  }

  /** Keeps an answer of the given generation until then; compresses it first, in the background, unless it comes compressed. */
  async put(
    path: string,
    answer: { headers: OutgoingHttpHeaders; body: Buffer; compressed?: Partial<Record<Encoding, Buffer>> },
    kept: { until: number; generation: number },
  ): Promise<void> {
    const { body } = answer
    const bodies = { ...(answer.compressed ?? (await compressedOnce(body))), identity: body }
    if (kept.generation !== this.generation) return
    const headers = Object.fromEntries(
      Object.entries(answer.headers).filter(([name, value]) => !OWN.has(name.toLowerCase()) && value !== undefined),
    )
    const bytes = Object.values(bodies).reduce((sum, one) => sum + (one?.length ?? 0), 0)
    if (bytes > MOST_BYTES / 8) return
    const before = this.items.get(path)
    if (before) this.drop(path, before)
    this.items.set(path, { headers, tag: entityTag(body), bodies, until: kept.until, bytes })
    this.bytes += bytes
    for (const [oldest, item] of this.items) {
      if (this.items.size <= MOST_ITEMS && this.bytes <= MOST_BYTES) break
      this.drop(oldest, item)
    }
  }

  clear(): void {
    this.generation += 1
    this.items.clear()
    this.bytes = 0
  }

  private drop(path: string, item: Item): void {
    this.items.delete(path)
    this.bytes -= item.bytes
  }
}

/** Weak: the same for every encoding of one body (RFC 9110 §8.8.1). */
export const entityTag = (body: Buffer): string => etag(body, { weak: true })

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)
const WORTH_COMPRESSING = 1_024

async function compressedOnce(body: Buffer): Promise<Partial<Record<Encoding, Buffer>>> {
  if (body.length < WORTH_COMPRESSING) return {}
  const [br, gz] = await Promise.all([
    brotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
    deflate(body, { level: 7 }),
  ])
  return { br, gzip: gz }
}
