import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { answerFiles } from './file-shelf.ts'
import { Shelf } from './shelf.ts'
import { staticFiles } from './static-files.ts'

let server: Server | undefined
afterEach(() => server?.close())

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
/** Undecoded, as it went over the wire. */
async function ask(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const { request } = await import('node:http')
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject).end()
  })
}

const PAGE = Buffer.from(`<p>${'Палатка '.repeat(400)}</p>`)
const kept = (shelf: Shelf) => ({ until: Date.now() + 60_000, generation: shelf.generation })

describe('the shelf', () => {
  async function aShelf() {
    const shelf = new Shelf()
    await shelf.put(
      '/ru/x',
      { headers: { 'content-type': 'text/html', vary: 'Accept-Encoding' }, body: PAGE },
      kept(shelf),
    )
    const origin = await serving((request, response) => {
      if (!shelf.answer(request, response, request.url ?? '')) response.writeHead(404).end()
    })
    return { shelf, url: `${origin}/ru/x` }
  }

  it('hands a page out in the encoding that is asked for', async () => {
    const { url } = await aShelf()
    const plain = await ask(url)
    expect([plain.status, plain.body.equals(PAGE), plain.headers['content-encoding']]).toEqual([200, true, undefined])
    const brotli = await ask(url, { 'accept-encoding': 'gzip, deflate, br' })
    expect([brotli.headers['content-encoding'], brotliDecompressSync(brotli.body).equals(PAGE)]).toEqual(['br', true])
    for (const asked of ['gzip', 'gzip;q=0.5, br;q=0', '*;q=0.1, br;q=0']) {
      const zipped = await ask(url, { 'accept-encoding': asked })
      expect([zipped.headers['content-encoding'], gunzipSync(zipped.body).equals(PAGE)]).toEqual(['gzip', true])
    }
    expect(brotli.headers.etag).toBe(plain.headers.etag)
  })

  it('sends no body to whoever has it already, or asks for the head alone', async () => {
    const { url } = await aShelf()
    const { etag } = (await ask(url)).headers
    const again = await ask(url, { 'if-none-match': String(etag) })
    expect([again.status, again.body.length, again.headers.vary]).toEqual([304, 0, 'Accept-Encoding'])
    const head = await ask(url, {}, 'HEAD')
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(PAGE.length)])
  })

  it('keeps nothing of before it was cleared, and nothing beyond its time', async () => {
    const { shelf, url } = await aShelf()
    const before = kept(shelf)
    shelf.clear()
    expect((await ask(url)).status).toBe(404)
    await shelf.put('/ru/x', { headers: {}, body: PAGE }, before)
    expect((await ask(url)).status).toBe(404)
    await shelf.put('/ru/x', { headers: {}, body: PAGE }, { ...kept(shelf), until: Date.now() - 1 })
    expect((await ask(url)).status).toBe(404)
  })

  it('leaves a request for a part to others', async () => {
    const { url } = await aShelf()
    expect((await ask(url, { range: 'bytes=0-9' })).status).toBe(404)
  })

  it('forgets what was asked for longest ago when it is full', async () => {
    const { shelf, url } = await aShelf()
    const large = Buffer.alloc(7 * 1024 * 1024, 'x')
    for (let n = 0; n < 9; n++)
      await shelf.put(`/large/${n}`, { headers: {}, body: large, compressed: {} }, kept(shelf))
    expect((await ask(url)).status).toBe(200)
    await shelf.put('/large/9', { headers: {}, body: large, compressed: {} }, kept(shelf))
    expect((await ask(url)).status).toBe(200)
    expect((await ask(url.replace('/ru/x', '/large/0'))).status).toBe(404)
  })
})

describe('built files', () => {
  it('come from memory once they were asked for, in every encoding beside them', async () => {
    const dist = mkdtempSync(join(tmpdir(), 'firstline-shelf-'))
    mkdirSync(join(dist, 'widget'))
    writeFileSync(join(dist, 'widget/part-AbC12345.js'), 'plain')
    writeFileSync(join(dist, 'widget/part-AbC12345.js.br'), 'brotli')
    const answer = answerFiles(staticFiles(dist, { sites: async () => [], several: async () => false }), {
      allows: async () => true,
    })
    const url = `${await serving((request, response) => answer(request, response, request.url ?? '', true))}/widget/part-AbC12345.js`
    expect((await ask(url)).body.toString()).toBe('plain')
    // Only what comes from memory carries a tag: a name with a hash needs none.
    await expect.poll(async () => (await ask(url)).headers.etag).toBeDefined()
    rmSync(dist, { recursive: true })
    const brotli = await ask(url, { 'accept-encoding': 'br' })
    expect([brotli.body.toString(), brotli.headers['access-control-allow-origin']]).toEqual(['brotli', '*'])
    expect((await ask(url, { 'accept-encoding': 'gzip' })).body.toString()).toBe('plain')
  })
})
