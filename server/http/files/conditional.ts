import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import fresh from 'fresh'
import { entityTag } from './shelf.ts'

/** Headers of a body that is not sent. */
const OF_THE_BODY = ['content-length', 'content-type', 'content-encoding', 'transfer-encoding']

/**
 * Gives a response an entity tag and answers `If-None-Match` with 304 (RFC 9110 §13.1.2): a reader who comes back to a page
 * that did not change receives no body. It holds the body back until it is whole, so it is for pages and small files, not
 * for streams. What is `no-store` or sets a cookie is let through untouched. `whole` sees every answer before it is sent.
 */
export function answerConditionally(
  request: IncomingMessage,
  response: ServerResponse,
  whole: (body: Buffer) => void = () => {},
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return
  const parts: Buffer[] = []
  const { writeHead } = response
  const end = response.end.bind(response)
  const keep = (chunk: unknown) => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') return
    parts.push(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array))
  }
  response.writeHead = ((
    status: number,
    ...rest: (string | OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined)[]
  ) => {
    response.statusCode = status
    const headers = rest.find((one) => typeof one === 'object')
    if (Array.isArray(headers))
      for (let at = 0; at + 1 < headers.length; at += 2)
        response.appendHeader(String(headers[at]), headers[at + 1] as string)
    else
      for (const [name, value] of Object.entries(headers ?? {}))
        if (value !== undefined) response.setHeader(name, value as OutgoingHttpHeader)
    return response
  }) as typeof response.writeHead
  response.flushHeaders = () => {}
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    keep(chunk)
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined
    done?.()
    return true
  }) as typeof response.write
  response.end = ((chunk?: unknown) => {
    keep(chunk)
    // What lies beneath writes the head itself now.
    response.writeHead = writeHead
    const body = Buffer.concat(parts)
    whole(body)
    if (taggable(response) && body.length > 0) {
      const tag = entityTag(body)
      response.setHeader('ETag', tag)
      if (fresh(request.headers, { etag: tag })) {
        response.statusCode = 304
        response.statusMessage = ''
        if (!/accept-encoding/i.test(String(response.getHeader('Vary') ?? '')))
          response.appendHeader('Vary', 'Accept-Encoding')
        for (const name of OF_THE_BODY) response.removeHeader(name)
        return end()
      }
    }
    return body.length > 0 ? end(body) : end()
  }) as typeof response.end
}

const taggable = (response: ServerResponse): boolean =>
  response.statusCode === 200 &&
  !response.hasHeader('ETag') &&
  !response.hasHeader('Set-Cookie') &&
  !/no-store/.test(String(response.getHeader('Cache-Control') ?? ''))
