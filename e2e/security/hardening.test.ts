import { connect } from 'node:net'
import { request as httpRequest } from 'node:http'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { ADMIN, type Product, startProduct } from '../kit/product.ts'

/** A request whose path is sent as written: `fetch` would tidy it up. */
function raw(
  base: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (data) => (body += data))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })
}

/** Bits of each sign from which on a long word is no word but a key; alphabets have as many. */
const RANDOM_BITS = 4.3
const ALPHABETS = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz']
function entropyOf(word: string): number {
  const counts = new Map<string, number>()
  for (const sign of word) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  return -[...counts.values()].reduce((sum, count) => sum + (count / word.length) * Math.log2(count / word.length), 0)
}

describe('what attackers try', () => {
  let product: Product
  let admin: DeskClient
  let browser: Browser
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it.each([
    '//evil.example/',
    '/ru%2f..%2fdesk',
    '/ru/%252e%252e/desk',
    '/..;/desk',
    '/ru/../api/desk/me',
    '/\\evil.example',
    '/ru/%00',
    '/%5c%5cevil.example',
    '/desk;x=1',
    '/ru/./delivery',
  ])('the odd path %s is refused, not routed', async (path) => {
    const { status, headers } = await raw(product.helpCentre, path)
    expect(status).toBe(400)
    expect(headers.location).toBeUndefined()
  })
  it.each(['/_image?href=http://169.254.169.254/', '/_server-islands/X', '/_actions/x'])(
    '%s is switched off',
    async (path) => {
      expect((await raw(product.helpCentre, path)).status).toBe(404)
    },
  )
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('pages answer no %s', async (method) => {
    expect((await raw(product.helpCentre, '/ru', {}, method)).status).toBe(405)
  })
  it('makes links from its own address, whatever Host and X-Forwarded-Host say', async () => {
    const { body } = await raw(product.helpCentre, '/ru/delivery/delivery-cost', {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    })
    expect(body).toContain(`${product.helpCentre}/ru/delivery/delivery-cost`)
    expect(body).not.toContain('evil.example')
  })
  it.each([
    ['/en', 'x/desk?'],
    ['/en', 'x/en/delivery/delivery-cost?'],
    ['/en', 'a@b.example'],
    ['/en', 'a b'],
    ['/en', ''],
    ['/api/search?q=x&locale=ru&site=tropa', 'x#'],
  ])('answers %s under the host %j with 400, and no other page', async (path, host) => {
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(product.helpCentre)
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      )
      let text = ''
      socket.on('data', (data) => (text += data))
      socket.on('end', () => resolve(text.split('\r\n', 1)[0]))
      socket.on('error', reject)
    })
    expect(status).toMatch(/^HTTP\/1\.1 400 /)
  })
  it('poisons no cache: the next reader of a page asked for with a strange Host gets the right links', async () => {
    await raw(product.helpCentre, '/en/delivery/delivery-cost', {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
    })
    expect(await (await anonymous(product).get('/en/delivery/delivery-cost')).text()).not.toContain('evil.example')
  })
  it.each([
    '/ru',
    '/ru/delivery/delivery-cost',
    '/ru/search?q=%D0%B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%82',
    '/desk',
    '/nope',
  ])('%s carries the security headers', async (path) => {
    const { headers } = await raw(product.helpCentre, path)
    const csp = String(headers['content-security-policy'])
    expect(csp).toMatch(/frame-ancestors 'none'/)
    expect(csp).toMatch(/(default|script)-src/)
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline|unsafe-eval/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBeTruthy()
    expect(headers['x-powered-by']).toBeUndefined()
  })
  it.each([
    '"><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    '</title><svg onload=alert(1)>',
    '{{constructor.constructor("alert(1)")()}}',
  ])('writes the search %s as text', async (payload) => {
    const page = await browser.newPage()
    await page.addInitScript('window.alert = () => { window.ran = true }')
    await page.goto(`${product.helpCentre}/en/search?q=${encodeURIComponent(payload)}`, { waitUntil: 'load' })
    expect(await page.inputValue('input[name=q]')).toBe(payload)
    expect(await page.evaluate('window.ran')).toBeUndefined()
    expect(await page.locator('script:not([src]), [onerror], [onload], img[src=x]').count()).toBe(0)
    await page.close()
  })
  it.each([
    '"',
    "' OR 1=1 --",
    '%',
    '_',
    'a* NEAR b',
    '){',
    '\u0000',
    '\ud800',
    '😀'.repeat(400),
    '(((((((((((((((((',
    'a'.repeat(2000),
    'слово '.repeat(330),
  ])('searches %j without an error', async (q) => {
    const response = await anonymous(product).get(
      `/api/search?site=tropa&locale=ru&q=${encodeURIComponent(q.isWellFormed() ? q : q.toWellFormed())}`,
    )
    expect(response.status).toBe(200)
    const desk = await admin.get(`/api/desk/answers?text=${encodeURIComponent(q.toWellFormed())}`)
    expect(desk.status).toBeLessThan(500)
  })
  it('refuses a question that is longer than any question', async () => {
    expect((await anonymous(product).get(`/api/search?site=tropa&locale=ru&q=${'x'.repeat(2001)}`)).status).toBe(422)
  })
  it.each([
    { email: { $ne: 1 }, password: { $ne: 1 } },
    { email: ['a'], password: 'x' },
    { email: ADMIN.email, password: '__proto__' },
    { __proto__: { email: 'x' } },
  ])('signs nobody in with %j', async (body) => {
    expect((await anonymous(product).send('POST', '/api/auth/sign-in/email', body)).status).toBe(401)
  })
  it('takes only the fields a route lists', async () => {
    const created = await admin.send('POST', '/api/desk/answers', {
      site: 'tropa',
      locale: 'en',
      category: 'delivery',
      slug: 'mass-assignment',
      question: 'Is this taken as it is?',
      body: 'Yes, and nothing more than that.',
      audience: 'public',
      products: [],
      shortcut: null,
      phrasings: [],
      state: 'published',
      author: { id: 'x', name: 'Somebody else' },
      approvedBy: { id: 'x', name: 'x' },
      selfApproved: true,
      revision: 99,
      id: 'ans_mine',
    })
    expect(created.status).toBe(200)
    const { answer } = (await created.json()) as {
      answer: { state: string; revision: number; author: { name: string }; id: string; approvedBy: unknown }
    }
    expect(answer).toMatchObject({ state: 'draft', revision: 1, approvedBy: null })
    expect(answer.author.name).not.toBe('Somebody else')
    expect(answer.id).not.toBe('ans_mine')
  })
  it('answers a broken body in the one shape', async () => {
    const response = await fetch(`${product.helpCentre}/api/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"site":',
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'malformed' })
  })
  it('refuses a body that is too large', async () => {
    const response = await fetch(`${product.helpCentre}/api/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ site: 'x'.repeat(300_000) }),
    })
    expect(response.status).toBe(413)
  })
  it('takes a DELETE without a body, and no body without a length', async () => {
    const gone = await raw(
      product.helpCentre,
      '/api/desk/invitations/inv_none',
      { cookie: admin.cookie, 'x-firstline': '1' },
      'DELETE',
    )
    expect(gone.status).toBe(404)
    const chunked = await fetch(`${product.helpCentre}/api/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob(['{}']).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(chunked.status).toBe(411)
  })
  it('puts no secret into what is served', async () => {
    const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { readOnly: true })
    const secrets = (database.prepare('select value from secrets').all() as { value: string }[]).map(
      ({ value }) => value,
    )
    database.close()
    expect(secrets.length).toBeGreaterThan(0)
    const folder = join(import.meta.dirname, '../../dist')
    const files = (readdirSync(folder, { recursive: true }) as string[])
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile() && !/\.(br|gz|woff2)$/.test(file))
    expect(files.length).toBeGreaterThan(10)
    for (const file of files.filter((name) => /dist\/(client|widget)\//.test(name))) {
      const text = readFileSync(file, 'utf8')
      for (const secret of [...secrets, ADMIN.password]) expect(text.includes(secret), file).toBe(false)
      for (const [word] of text.matchAll(/[A-Za-z0-9+/=_-]{32,}/g))
        expect(
          // A name of letters alone is no key: one in a thousand of those would be.
          /[0-9+/_]/.test(word) && entropyOf(word) > RANDOM_BITS && !ALPHABETS.some((row) => word.includes(row)),
          `${file} holds ${word}`,
        ).toBe(false)
      expect(/sourceMappingURL=/.test(text), `${file} names a source map`).toBe(false)
    }
  })
})
