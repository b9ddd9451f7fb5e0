import { connect } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient } from './kit/desk-client.ts'
import { signIn } from './kit/desk-client.ts'
import { type Product, startProduct } from './kit/product.ts'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

describe('HTTP', () => {
  let product: Product
  let admin: DeskClient
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off', PUBLIC_URL: 'https://help.tropa.example' } })
    const response = await fetch(`${product.helpCentre}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-firstline': '1', origin: 'https://help.tropa.example' },
      body: JSON.stringify({ email: 'admin@tropa.example', password: 'long-enough-for-a-test' }),
    })
    const cookie = response.headers.getSetCookie()
    expect(cookie[0]).toMatch(/^__Host-firstline\.session_token=.*; Path=\/; HttpOnly; Secure; SameSite=Strict/)
    admin = { ...anonymous(product), cookie: cookie.map((one) => one.split(';')[0]).join('; ') }
  })
  afterAll(() => product?.stop())
  /** As sent, without what `fetch` tidies up or decodes. */
  const ask = (
    path: string,
    {
      method = 'GET',
      headers = {},
      body = '',
    }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> => {
    const { hostname, port } = new URL(product.helpCentre)
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          hostname,
          port,
          path,
          method,
          headers: { ...headers, ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
          )
        },
      )
      request.on('error', reject)
      request.end(body)
    })
  }
  const json = ({ body }: Answer) => JSON.parse(body.toString()) as Record<string, unknown>

  it('answers a search as agreed, and no field is missing', async () => {
    const found = json(await ask(`/api/search?q=${encodeURIComponent('где мой заказ')}&locale=ru&site=tropa`)) as {
      verdict: string
      confidence: number
      hits: object[]
    }
    expect(['answer', 'suggest', 'escalate']).toContain(found.verdict)
    expect(found.confidence).toBeGreaterThan(0)
    expect(found.hits.length).toBeGreaterThan(0)
    for (const hit of found.hits)
      expect(hit).toEqual({
        id: expect.stringMatching(/^ans_/),
        question: expect.any(String),
        excerpt: expect.any(String),
        url: expect.stringMatching(/^https:\/\/help\.tropa\.example\/ru\//),
        score: expect.any(Number),
      })
  })
  it('renders nothing anew for a query that means nothing', async () => {
    for (const path of ['/sitemap.xml', '/ru/delivery/delivery-cost', '/logo.svg']) {
      const { body } = await ask(path)
      await expect.poll(async () => (await ask(path)).headers['x-astro-cache'], { timeout: 30_000 }).toBe('HIT')
      const made = await ask(`${path}?x=${Math.random()}&utm_source=mail`)
      expect([made.headers['x-astro-cache'], made.body.equals(body)], path).toEqual(['HIT', true])
    }
    expect((await ask(`/ru/search?q=${encodeURIComponent('доставка')}&x=1`)).body.toString()).toContain('«доставка»')
  })
  it('compresses whatever is text and not tiny', async () => {
    const { cookie } = await signIn(product)
    const page = (await ask('/ru')).body.toString()
    const style = /href="(\/_assets\/[^"]+\.css)"/.exec(page)?.[1] ?? 'no style sheet'
    const found = json(await ask(`/api/search?q=${encodeURIComponent('доставка')}&locale=ru&site=tropa`)) as {
      hits: { id: string }[]
    }
    const paths = [
      '/ru',
      '/ru/delivery/delivery-cost',
      `/ru/search?q=${encodeURIComponent('доставка')}`,
      '/nothing/is/here',
      '/sitemap.xml',
      '/logo.svg',
      style,
      '/widget.js',
      '/api/openapi.json',
      '/api/widget/context?site=tropa&locale=ru',
      `/api/search?q=${encodeURIComponent('доставка')}&locale=ru&site=tropa`,
      `/api/answers/${found.hits[0]?.id}?locale=ru`,
      '/desk',
      '/api/desk/me',
      '/api/desk/answers',
      '/api/desk/templates?q=',
      '/api/desk/match?q=x&locale=ru',
    ]
    let long = 0
    for (const path of paths)
      for (const [accepted, encoding] of [
        ['br', 'br'],
        ['gzip', 'gzip'],
      ] as const) {
        const plain = await ask(path, { headers: { cookie, 'accept-encoding': 'identity' } })
        const small = await ask(path, { headers: { cookie, 'accept-encoding': accepted } })
        expect(plain.headers['content-encoding'], path).toBeUndefined()
        if (plain.body.length < 1_024) continue
        long += 1
        expect([path, small.headers['content-encoding']]).toEqual([path, encoding])
        expect(small.body.length, path).toBeLessThan(plain.body.length)
        expect(small.headers.vary, path).toMatch(/accept-encoding/i)
      }
    expect(long).toBeGreaterThan(20)
  })
  it('is alive and ready, and tells strangers no more', async () => {
    expect(json(await ask('/healthz'))).toEqual({ ok: true })
    expect(json(await ask('/readyz'))).toEqual({ ready: true })
    expect((await ask('/healthz', { method: 'HEAD' })).body.length).toBe(0)
  })

  const JSON_BODY = { 'content-type': 'application/json' }
  it.each<[number, string, string, Parameters<typeof ask>[1]]>([
    [400, 'malformed', '/api/visitors', { method: 'POST', headers: JSON_BODY, body: '{"site":' }],
    [400, 'bad_address', '/api//search', {}],
    [401, 'signed_out', '/api/desk/me', {}],
    [
      401,
      'wrong_credentials',
      '/api/auth/sign-in/email',
      { method: 'POST', headers: { ...JSON_BODY, 'x-firstline': '1' }, body: '{"email":"a@b.example","password":"x"}' },
    ],
    [403, 'header_needed', '/api/desk/answers', { method: 'POST', headers: JSON_BODY, body: '{}' }],
    [
      403,
      'foreign_page',
      '/api/desk/answers',
      { method: 'POST', headers: { ...JSON_BODY, origin: 'https://evil.example', 'x-firstline': '1' }, body: '{}' },
    ],
    [403, 'origin_not_allowed', '/api/search?q=x&site=tropa', { headers: { origin: 'https://evil.example' } }],
    [404, 'not_found', '/api/nothing-here', {}],
    [404, 'not_found', '/api/search/', {}],
    [405, 'method_not_allowed', '/api/search', { method: 'PUT', headers: JSON_BODY, body: '{}' }],
    [405, 'method_not_allowed', '/api/desk/me', { method: 'OPTIONS' }],
    [413, 'too_large', '/api/visitors', { method: 'POST', headers: JSON_BODY, body: `"${'x'.repeat(300_000)}"` }],
    [
      415,
      'unsupported_media',
      '/api/visitors',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"site":"tropa","locale":"ru"}' },
    ],
    [415, 'unsupported_media', '/api/visitors', { method: 'POST', body: '{"site":"tropa","locale":"ru"}' }],
    [422, 'invalid', '/api/search?q=x', {}],
    [422, 'invalid', `/api/search?site=tropa&q=${'x'.repeat(9_000)}`, {}],
  ])("%i %s has the one shape, in the reader's language", async (status, code, path, request = {}) => {
    for (const [language, script] of [
      ['ru', /[а-я]/],
      ['en-GB,en;q=0.9', /^[^а-я]+$/i],
    ] as const) {
      const answer = await ask(path, { ...request, headers: { ...request.headers, 'accept-language': language } })
      expect(answer.status).toBe(status)
      expect(answer.headers['content-type']).toMatch(/^application\/json/)
      expect(answer.headers['cache-control']).toBe('no-store')
      const { message, ...rest } = json(answer)
      expect(rest).toMatchObject({ code })
      expect(message).toMatch(script)
    }
  })
  it('names the header a change lacks', async () => {
    const { message } = json(await ask('/api/desk/answers', { method: 'POST', headers: JSON_BODY, body: '{}' }))
    expect(message).toContain('x-firstline: 1')
  })
  it('names the fields to mend, and the methods an address takes', async () => {
    expect(json(await ask('/api/search?q=x&site=tropa', { headers: { 'accept-language': 'ru' } })).fields).toEqual({
      locale: 'Одно из: ru, en, de.',
    })
    expect((await ask('/api/search', { method: 'DELETE' })).headers.allow).toBe('GET, HEAD')
  })
  it('answers 429 with the wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 35 }, () => ask('/api/invitations', { headers: { 'x-invitation': 'x'.repeat(32) } })),
    )
    const refused = answers.find(({ status }) => status === 429) as Answer
    expect(json(refused)).toMatchObject({ code: 'too_many', retryAfterMs: expect.any(Number) })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })
  it.each([
    ['a head that never ends', `GET /ru?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ['what is no HTTP', 'HELLO\r\n\r\n', 400],
    ['two lengths', 'POST /api/visitors HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    [
      'a length and chunks',
      'POST /api/visitors HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('refuses %s in the one shape, and hangs up', async (_, sent, status) => {
    const { hostname, port } = new URL(product.helpCentre)
    const received = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write(sent))
      socket
        .on('data', (data) => (text += data))
        .on('error', reject)
        .on('close', () => resolve(text))
    })
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(JSON.parse(received.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      code: expect.any(String),
      message: expect.any(String),
    })
  })

  it.each(['/ru', '/ru/delivery/delivery-cost', '/en/search?q=size', '/widget.js', '/sitemap.xml'])(
    '%s is sent as brotli, and not again while it stays the same',
    async (path) => {
      const first = await ask(path, { headers: { 'accept-encoding': 'br' } })
      expect([first.status, first.headers['content-encoding']]).toEqual([200, 'br'])
      expect(String(first.headers.vary)).toMatch(/Accept-Encoding/)
      expect(brotliDecompressSync(first.body).length).toBeGreaterThan(first.body.length)
      const again = await ask(path, {
        headers: { 'accept-encoding': 'br', 'if-none-match': `"other", ${first.headers.etag}` },
      })
      expect([again.status, again.body.length]).toEqual([304, 0])
      expect(again.headers['cache-control']).toBe(first.headers['cache-control'])
      expect((await ask(path, { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200)
    },
  )
  it('never keeps what belongs to one reader', async () => {
    for (const path of ['/desk', '/api/desk/me', '/api/search?q=x&locale=ru&site=tropa']) {
      const { headers } = await ask(path, { headers: { cookie: admin.cookie } })
      expect([headers['cache-control'], headers.etag], path).toEqual(['no-store', undefined])
    }
  })
  it('has one address for each page: the other form leads there', async () => {
    const { status, headers } = await ask('/ru/delivery/')
    expect([status, headers.location]).toEqual([301, '/ru/delivery'])
  })
  it.each([
    '/',
    '/ru',
    '/ru/',
    '/nope',
    '/desk',
    '/widget.js',
    '/api/search',
    '/api/nope',
    '/api//x',
    '/healthz',
    '/robots.txt',
    '/.well-known/security.txt',
    '/_image',
    '/_assets/nope.js',
    '/favicon.svg',
    '/logo.svg',
  ])('%s has the headers of every answer', async (path) => {
    const { headers } = await ask(path)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
    expect(headers['referrer-policy']).toBeTruthy()
    expect(headers['x-powered-by'] ?? headers.server).toBeUndefined()
  })
  it('documents itself: every reference resolves, every path says its parameters, every operation who may call it', async () => {
    const text = (await ask('/api/openapi.json')).body.toString()
    const document = JSON.parse(text) as {
      openapi: string
      paths: Record<
        string,
        Record<
          string,
          { 'x-who'?: string; summary?: string; parameters?: { name: string; in: string }[]; responses: object }
        >
      >
      components: { schemas: Record<string, object> }
    }
    expect(document.openapi).toBe('3.1.0')
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas, name).toHaveProperty(name as string)
    for (const [path, operations] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      for (const [method, operation] of Object.entries(operations)) {
        expect(operation, `${method} ${path}`).toMatchObject({
          'x-who': expect.any(String),
          summary: expect.any(String),
          responses: { 200: expect.any(Object) },
        })
        expect(
          (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name),
          path,
        ).toEqual(named)
      }
    }
  })
})
