import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { type ByteRange, type FileStore, KEY, type StoreKey, StoreFull } from './file-store.ts'

export interface S3Place {
  /** `https://host/bucket/prefix`, without a slash at its end. */
  url: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Of one answer to begin; bytes may take as long as they come. */
const ANSWER_MS = 30_000
const HASH_LENGTH = 64
const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'EntityTooLarge', 'InsufficientStorage'])
const INSUFFICIENT_STORAGE = 507
const NOT_FOUND = 404

/** Files in a bucket. The names carry the SHA-256 of the bytes, so the service checks what it took. Buckets are addressed by path, as every implementation understands. */
export function s3FileStore({ url, region, accessKeyId, secretAccessKey }: S3Place): FileStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 })
  const ask = async (address: string, options: RequestInit & { duplex?: 'half' } = {}): Promise<Response> => {
    // Signed first and sent by hand: a stream cannot be sent twice, so nothing here tries again behind our back.
    const signed = await client.sign(address, { ...options, body: null })
    const { body = null, duplex } = options
    return fetch(signed.url, {
      method: signed.method,
      headers: signed.headers,
      body,
      ...(duplex ? { duplex } : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    } as RequestInit)
  }
  const addressOf = (key: StoreKey) => `${url}/${key}`
  return {
    put: async (key, path, size) => {
      const body = Readable.toWeb(createReadStream(path))
      const response = await ask(addressOf(key), {
        method: 'PUT',
        headers: { 'content-length': String(size), 'x-amz-content-sha256': key.slice(0, HASH_LENGTH) },
        body: body as unknown as BodyInit,
        duplex: 'half',
      })
      await taken(response)
      await rm(path, { force: true })
    },
    read: async (key, range) => {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {}
      const response = await ask(addressOf(key), { headers })
      if (response.status === NOT_FOUND) return await response.body?.cancel(), null
      if (!response.ok || !response.body) await taken(response)
      const whole = Readable.fromWeb(response.body as ReadableStream)
      // A service may leave a range unread and send everything.
      return range && Number(response.headers.get('content-length')) !== range.end - range.start + 1
        ? Readable.from(partOf(whole, range))
        : whole
    },
    remove: async (key) => {
      const response = await ask(addressOf(key), { method: 'DELETE' })
      if (response.status !== NOT_FOUND) await taken(response)
    },
    list: async function* () {
      const { origin, pathname } = new URL(url)
      const [, bucket = '', ...rest] = pathname.split('/')
      const prefix = rest.length > 0 ? `${rest.join('/')}/` : ''
      for (let next: string | null = ''; next !== null; ) {
        const query = new URLSearchParams({ 'list-type': '2', prefix })
        if (next) query.set('continuation-token', next)
        const response = await ask(`${origin}/${bucket}?${query}`)
        const listed = await textOf(response)
        for (const [, entry = ''] of listed.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const key = unescaped(inside('Key', entry)).slice(prefix.length)
          if (KEY.test(key)) yield { key: key as StoreKey, at: Date.parse(inside('LastModified', entry)) }
        }
        next = inside('IsTruncated', listed) === 'true' ? unescaped(inside('NextContinuationToken', listed)) : null
      }
    },
  }
}

async function* partOf(whole: Readable, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const piece of whole as AsyncIterable<Uint8Array>) {
    const part = piece.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
    at += piece.length
    if (part.length > 0) yield part
    if (at > end) return
  }
}

const inside = (tag: string, xml: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? ''
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')

async function textOf(response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  const code = inside('Code', text) || String(response.status)
  if (response.status === INSUFFICIENT_STORAGE || FULL.has(code)) throw new StoreFull()
  // The service's own sentence may hold keys and addresses.
  throw new Error(`the file storage answered ${response.status} ${code}`)
}
const taken = async (response: Response): Promise<void> => void (await textOf(response))
