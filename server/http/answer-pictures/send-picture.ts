import { Readable } from 'node:stream'
import fresh from 'fresh'
import type { Library, PictureVersion } from '#kb'
import { rangeOf } from '../conversation-files/send-file.ts'
import { Refusal } from '../problems/problem.ts'

const RETRY_MS = 5_000
/** A key stands for its bytes: nobody ever asks again. */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** What is not published is nobody else's to keep. */
const OWN_BROWSER = 'private, max-age=3600'

/** A picture of the library in one version, on its way to readers or to the desk. Drawings are shown, and are nothing but drawings. */
export async function sendPicture(
  asked: Headers,
  pictures: Library['pictures'],
  named: { key: string; version: PictureVersion; desk: boolean },
): Promise<Response> {
  const opened = await pictures.open(named.key, named.version, { desk: named.desk })
  if (opened === 'busy') throw new Refusal('unavailable', { retryAfterMs: RETRY_MS })
  if (!opened) throw new Refusal('not_found')
  const tag = `"${named.key}.${named.version}"`
  const headers: Record<string, string> = {
    'Content-Type': opened.type,
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    // The panel shows them on pages of the shop.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': named.desk ? OWN_BROWSER : FOR_EVER,
    'Accept-Ranges': 'bytes',
    ETag: tag,
    // Written by others and never anew: it is saved, and opened in no page of ours.
    ...(opened.type === 'application/pdf' ? { 'Content-Disposition': `attachment; filename="${opened.name}"` } : {}),
  }
  if (fresh(Object.fromEntries(asked), { etag: tag })) return new Response(null, { status: 304, headers })
  const range = rangeOf(asked, opened.size, tag)
  if (range === 'outside')
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${opened.size}` } })
  const body = Readable.toWeb(Readable.from(opened.read(range ?? undefined), { objectMode: false }))
  return new Response(body as unknown as ReadableStream, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(range ? range.end - range.start + 1 : opened.size),
      ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${opened.size}` } : {}),
    },
  })
}
