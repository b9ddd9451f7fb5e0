import { Readable } from 'node:stream'
import fresh from 'fresh'
import type { FileToSend } from '../../realtime/live.ts'
import { Refusal } from '../problems/problem.ts'

const SECOND_MS = 1_000

/**
 * Answers with a file of strangers: never as part of our pages (`sandbox`, no sniffing), and shown in place only if we wrote its
 * bytes ourselves. Kept by the browser for as long as the address holds; one range is answered, as players of video ask for it.
 */
export async function sendFile(asked: Headers, file: FileToSend): Promise<Response> {
  const tag = `"${file.sha256.slice(0, 32)}"`
  const headers: Record<string, string> = {
    'Content-Type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
    'Content-Disposition': `${file.inline ? 'inline' : 'attachment'}; ${named(file.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    // The panel shows pictures on pages of the shop.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': `private, max-age=${Math.max(0, Math.floor(file.keepMs / SECOND_MS))}, immutable, no-transform`,
    ETag: tag,
    ...(file.size === null ? {} : { 'Accept-Ranges': 'bytes' }),
  }
  if (fresh(Object.fromEntries(asked), { etag: tag })) return new Response(null, { status: 304, headers })
  const range = file.size === null ? null : rangeOf(asked, file.size, tag)
  if (range === 'outside')
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${file.size}` } })
  const bytes = await file.read(range ?? undefined)
  if (!bytes) throw new Refusal('not_found')
  const length = range ? range.end - range.start + 1 : file.size
  return new Response(Readable.toWeb(bytes) as unknown as ReadableStream, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      ...(length === null ? {} : { 'Content-Length': String(length) }),
      ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
    },
  })
}

/** RFC 6266: the name in ASCII, and as it is. */
function named(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${whole}`
}

/** null: the whole; several ranges, or those of another version, are answered with the whole (RFC 9110, 14.2). */
export function rangeOf(asked: Headers, size: number, tag: string): { start: number; end: number } | 'outside' | null {
  const condition = asked.get('if-range')
  if (condition !== null && condition !== tag) return null
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked.get('range') ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last))
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start >= size || start > end ? 'outside' : { start, end }
}
