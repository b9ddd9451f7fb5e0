import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#shared'
import type { FileAddress, UploadedFile } from '#protocol'
import * as sample from '../server/files/testing/sample-files.ts'
import { type VirusDaemon, virusDaemon } from '../server/files/testing/virus-daemon.ts'
import { anonymous } from './kit/desk-client.ts'
import { type Product, startProduct } from './kit/product.ts'

describe('files over HTTP', () => {
  let product: Product
  let scanner: VirusDaemon
  let token: string

  const visitor = async () =>
    (
      (await (await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })).json()) as {
        token: string
      }
    ).token
  const fileId = () => newId('fil', Date.now())
  const put = (bytes: Buffer, { id = fileId(), name = 'файл', by = token, headers = {} } = {}) =>
    fetch(`${product.helpCentre}/api/files/${id}?locale=ru`, {
      method: 'PUT',
      headers: {
        ...(by ? { authorization: `Bearer ${by}` } : {}),
        'x-file-name': encodeURIComponent(name),
        ...headers,
      },
      body: new Uint8Array(bytes),
    })
  const kept = async (bytes: Buffer, more = {}): Promise<UploadedFile> => {
    const response = await put(bytes, more)
    const answer = (await response.json()) as UploadedFile
    expect(response.status, JSON.stringify(answer)).toBe(200)
    return answer
  }
  /** Words on the wire, and what is answered before anything more is said. */
  const raw = (head: string[], body = '') =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(product.helpCentre)
      const socket = connect({ host: hostname, port: Number(port) })
      let said = ''
      socket.on('data', (piece) => {
        said += piece.toString('utf8')
        if (/\r\n\r\n.*\}/s.test(said)) socket.destroy()
      })
      socket.on('close', () => resolve(said))
      socket.on('error', reject)
      socket.setTimeout(20_000, () => socket.destroy(new Error('no answer')))
      socket.write(
        `PUT /api/files/${fileId()}?locale=ru HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n${head.join('\r\n')}\r\n\r\n${body}`,
      )
    })

  beforeAll(async () => {
    scanner = await virusDaemon()
    product = await startProduct({ env: { DEMO_SHOP: 'off', CLAMD_URL: `tcp://127.0.0.1:${scanner.port}` } })
    token = await visitor()
  })
  afterAll(async () => {
    await product?.stop()
    await scanner?.close()
  })

  it('may come from a page of the shop, and from no other', async () => {
    const asked = (origin: string) =>
      fetch(`${product.helpCentre}/api/files/${fileId()}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'authorization,x-file-name',
        },
      })
    const shop = await asked('https://tropa.example')
    expect(shop.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(shop.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-file-name')
    expect((await asked('https://evil.example')).status).toBe(403)
    expect((await put(sample.PDF, { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await put(sample.PDF, { by: '' })).status).toBe(401)
  })
  it('of pictures are shown in place, in a sandbox, for as long as their address holds', async () => {
    const photo = await kept(await sample.aPhoto(), { name: 'Палатка.JPG' })
    expect(photo).toMatchObject({ name: 'Палатка.jpg', type: 'image/jpeg', width: 200, height: 300 })
    const response = await fetch(photo.address.url)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([response.status, bytes.length, bytes.includes('SECRET-PLACE')]).toEqual([200, photo.size, false])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^inline; filename="_+\.jpg"; filename\*=UTF-8''%D0/),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable, no-transform$/),
    })
    const again = await fetch(photo.address.url, {
      // Without it fetch itself would say that nothing may be kept.
      headers: { 'if-none-match': response.headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
    })
    expect(again.status).toBe(304)
    const small = await fetch(photo.address.thumb ?? '')
    expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp'])
  })
  it('that are a picture and an archive in one are refused in words', async () => {
    const both = Buffer.concat([await sample.aPng(), Buffer.from('PK\u0003\u0004<script>alert(1)</script>')])
    const refused = await put(both, { name: 'both.png' })
    expect([refused.status, await refused.json()]).toMatchObject([
      415,
      { code: 'file_kind_refused', message: expect.stringMatching(/не принимают/) },
    ])
  })
  it('of any other kind are downloads, and films are sent in parts', async () => {
    const film = await kept(sample.aVideo(50_000), { name: 'палка.mp4' })
    const whole = Buffer.from(await (await fetch(film.address.url)).arrayBuffer())
    const part = await fetch(film.address.url, { headers: { range: 'bytes=1000-1999' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${film.size}`])
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(1_000, 2_000))
    const end = await fetch(film.address.url, { headers: { range: 'bytes=-10' } })
    expect(Buffer.from(await end.arrayBuffer())).toEqual(whole.subarray(-10))
    expect((await fetch(film.address.url, { headers: { range: `bytes=${film.size}-` } })).status).toBe(416)
    expect(part.headers.get('content-disposition')).toMatch(/^attachment; /)
    const text = await fetch((await kept(sample.TEXT)).address.url)
    expect([text.headers.get('content-type'), text.headers.get('content-encoding')]).toEqual([
      'text/plain; charset=utf-8',
      null,
    ])
    expect(text.headers.get('content-disposition')).toMatch(/^attachment; /)
  })
  it('are held until they are clean, and nobody is given or shown them before', async () => {
    const id = fileId()
    const leave = async () => {
      const answer = await fetch(`${product.helpCentre}/api/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ clientMessageId: `cmi_${id.slice(4)}`, text: 'Чек', files: [id], mail: 'anna@example.com' },
          packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null },
        }),
      })
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    scanner.hold()
    let arrived = false
    const putting = put(sample.PDF, { id, name: 'чек.pdf' }).finally(() => (arrived = true))
    try {
      await expect.poll(scanner.waiting, { timeout: 30_000 }).toBe(1)
      expect(await leave()).toEqual([422, 'file_gone'])
      expect(arrived).toBe(false)
    } finally {
      scanner.letGo()
    }
    const { address } = (await (await putting).json()) as UploadedFile
    expect((await fetch(address.url)).status).toBe(200)
    expect((await leave())[0]).toBe(200)
  })
  it('that the virus check knows are refused in words, and wait where it gives no word', async () => {
    const infected = await put(Buffer.from('Заказ 112233 EICAR'), { name: 'bill.txt' })
    expect([infected.status, await infected.json()]).toMatchObject([
      422,
      { code: 'file_infected', message: expect.stringMatching(/вирус/) },
    ])
    const unknown = await put(Buffer.from('Заказ 112233 HANG-UP'), { name: 'bill.txt' })
    expect([unknown.status, await unknown.json()]).toMatchObject([503, { code: 'unavailable', retryAfterMs: 5_000 }])
  })
  it('are given to nobody by an address that is altered, ended or guessed', async () => {
    const { address } = await kept(sample.PDF)
    for (const url of [
      address.url.replace(/sign=./, 'sign=_'),
      address.url.replace(/until=\d+/, 'until=9999999999'),
      address.url.replace('/original', '/thumb'),
      address.url.split('?')[0] as string,
      address.url.replace(/fil_\w+/, fileId()),
    ]) {
      const response = await fetch(url)
      expect([response.status, ((await response.json()) as { code: string }).code], url).toEqual([404, 'not_found'])
    }
  })
  it.each<[string, Buffer, string, RegExp]>([
    ['a drawing with a script', sample.SVG_WITH_SCRIPT, 'file_kind_refused', /изображения, PDF, текст/],
    ['a renamed program', sample.EXE, 'file_kind_refused', /не принимают/],
    ['a bomb of pixels', sample.aPixelBomb(), 'file_unreadable', /повреждён или не открывается/],
    ['a script that begins like a picture', sample.POLYGLOT, 'file_unreadable', /повреждён или не открывается/],
    ['nothing', Buffer.alloc(0), 'file_empty', /пустой/],
  ])('that are %s are refused in words', async (_, bytes, code, words) => {
    expect(await (await put(bytes, { name: 'photo.jpg' })).json()).toMatchObject({
      code,
      message: expect.stringMatching(words),
    })
  })
  it('of nine gigabytes are refused before a byte of them came, and those without a length too', async () => {
    const promised = await raw(['Content-Length: 9663676416'], 'x'.repeat(1_000))
    expect(promised).toMatch(/^HTTP\/1\.1 413 .*"code":"file_too_large".*больше 25 МБ/s)
    const endless = await raw(['Transfer-Encoding: chunked'], '5\r\nhello\r\n'.repeat(100))
    expect(endless).toMatch(/^HTTP\/1\.1 411 .*"code":"length_needed"/s)
  })
  it('that are cut in the middle leave nothing, and come again whole under the same id', async () => {
    const id = fileId()
    const { hostname, port } = new URL(product.helpCentre)
    const bytes = sample.aVideo(400_000)
    await new Promise<void>((resolve) => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.write(
        `PUT /api/files/${id} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
      )
      socket.write(bytes.subarray(0, 200_000), () => setTimeout(() => socket.destroy(), 200))
      socket.on('close', () => resolve())
    })
    const [one, other] = await Promise.all([kept(bytes, { id }), kept(bytes, { id })])
    expect(other).toEqual(one)
    expect((await put(sample.PDF, { id })).status).toBe(409)
    await product.restart('SIGKILL')
    const after = await kept(bytes, { id })
    expect({ ...after, address: null }).toEqual({ ...one, address: null })
    expect(Buffer.from(await (await fetch((after.address as FileAddress).url)).arrayBuffer())).toEqual(bytes)
    expect(product.output()).not.toMatch(/"level":(50|60)/)
  })
})
