import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { BrokenFeed } from '#kb'
import { fetchFeed } from './fetch-feed.ts'
import { feedAddress, isPrivateAddress } from '../reach/reach.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-feeds-'))
let server: Server | null = null
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = null
  rmSync(folder, { recursive: true, force: true })
})

async function serving(handle: RequestListener): Promise<string> {
  server = createServer(handle)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const asked = (url: string, more = {}) => ({ url, etag: null, lastModified: null, ...more })
const near = { folder, trusted: ['127.0.0.1'] }
const faultOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof BrokenFeed ? error.fault : error
}

describe('an address of a feed', () => {
  it.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['169.254.169.254', true],
    ['::1', true],
    ['::ffff:10.0.0.1', true],
    ['64:ff9b::a00:1', true],
    ['fd00::1', true],
    ['fe80::1', true],
    ['not an address', true],
    ['93.184.216.34', false],
    ['2a00:1450:4010:c0e::66', false],
  ])('%s is private: %s', (address, isPrivate) => expect(isPrivateAddress(address)).toBe(isPrivate))
  it.each([
    ['ftp://shop.example/feed.xml', 'bad_address'],
    ['file:///etc/passwd', 'bad_address'],
    ['https://name:word@shop.example/', 'bad_address'],
    ['no address', 'bad_address'],
    ['http://127.0.0.1/feed.xml', 'private_address'],
    ['http://2130706433/', 'private_address'],
    ['http://0x7f.1/', 'private_address'],
    ['http://[::1]:9200/', 'private_address'],
    ['http://[::ffff:169.254.169.254]/latest', 'private_address'],
  ])('%s is refused as %s', (url, code) => {
    expect(() => feedAddress(url)).toThrow(code)
  })
})

describe('fetching a feed', () => {
  it('asks whether there is anything new', async () => {
    const heard: (string | undefined)[] = []
    const url = await serving((request, response) => {
      heard.push(request.headers['if-none-match'])
      if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
      response.writeHead(200, { ETag: '"1"', 'Last-Modified': 'Fri, 27 Nov 2026 10:00:00 GMT' }).end('<yml_catalog/>')
    })
    const first = await fetchFeed(asked(url), near)
    expect(readFileSync(first.spooled?.path ?? '', 'utf8')).toBe('<yml_catalog/>')
    expect(first).toMatchObject({ etag: '"1"', lastModified: 'Fri, 27 Nov 2026 10:00:00 GMT' })
    expect(await fetchFeed(asked(url, first), near)).toMatchObject({ spooled: null, etag: '"1"' })
    expect(heard).toEqual([undefined, '"1"'])
  })
  it('unpacks what came packed, and bounds what it unpacks to', async () => {
    const packed = gzipSync(Buffer.alloc(1_000_000, 'a'))
    const url = await serving((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed))
    expect(readFileSync((await fetchFeed(asked(url), near)).spooled?.path ?? '').length).toBe(1_000_000)
    expect(await faultOf(fetchFeed(asked(url), { ...near, most: 999_999 }))).toMatchObject({ code: 'too_large' })
    expect(readdirSync(folder)).toHaveLength(1)
  })
  it('follows a redirect, looks at each, and not for ever', async () => {
    const url = await serving((request, response) => {
      const to: Record<string, string> = { '/a': '/b', '/b': '/c', '/inside': 'http://10.0.0.1/', '/round': '/round' }
      const next = to[request.url ?? '']
      if (next) response.writeHead(302, { Location: next }).end()
      else response.end('ok')
    })
    expect((await fetchFeed(asked(`${url}/a`), near)).spooled).not.toBeNull()
    expect(await faultOf(fetchFeed(asked(`${url}/inside`), near))).toMatchObject({
      code: 'private_address',
      detail: '10.0.0.1',
    })
    expect(await faultOf(fetchFeed(asked(`${url}/round`), near))).toMatchObject({ code: 'too_many_redirects' })
  })
  it('connects to no name that leads inside', async () => {
    const url = await serving((_, response) => response.end('secret'))
    expect(await faultOf(fetchFeed(asked(url.replace('127.0.0.1', 'localhost')), { folder }))).toMatchObject({
      code: 'private_address',
      detail: 'localhost',
    })
  })
  it('says what the shop answered instead', async () => {
    const url = await serving((request, response) => {
      if (request.url === '/cut') {
        response.writeHead(200, { 'Content-Length': '100' }).write('half')
        return void setImmediate(() => response.destroy())
      }
      response.writeHead(503).end()
    })
    expect(await faultOf(fetchFeed(asked(url), near))).toEqual({ code: 'answered_badly', line: null, detail: '503' })
    expect(await faultOf(fetchFeed(asked(`${url}/cut`), near))).toMatchObject({ code: 'unreachable' })
    expect(await faultOf(fetchFeed(asked('http://127.0.0.1:9'), near))).toMatchObject({ code: 'unreachable' })
    expect(readdirSync(folder)).toEqual([])
  })
  it('waits no longer than it may', async () => {
    const url = await serving((_, response) => void response.write('slowly'))
    expect(await faultOf(fetchFeed(asked(url), { ...near, longestMs: 200 }))).toMatchObject({ code: 'too_slow' })
  })
})
