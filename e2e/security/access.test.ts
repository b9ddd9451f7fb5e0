import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { casesOf, type Document, PAGES } from '../../bench/hold/cases.ts'
import type { Ground } from '../../bench/hold/ground.ts'
import { UPLOADS } from '../../bench/hold/uploads.ts'
import { operatorRequests } from '../../server/realtime/asking/operator-handlers.ts'
import { visitorRequests } from '../../server/realtime/asking/visitor-handlers.ts'
import { addPerson, anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'
import { MATRIX, type Who } from './access-matrix.ts'

const RANK: Who[] = ['anyone', 'visitor', 'operator', 'lead', 'admin']
const FOREIGN_ID = 'ans_00VbfchdLePqiz8pU3iKrAMHF4n6LUl'
const entries = Object.entries(MATRIX).map(([route, who]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route, who, method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, FOREIGN_ID) }
})

describe('access', () => {
  let product: Product
  let operator: DeskClient
  let lead: DeskClient
  let admin: DeskClient
  let token: string

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    operator = await addPerson(product, admin, { email: 'olga@tropa.example', name: 'Ольга', role: 'operator' })
    lead = await addPerson(product, admin, { email: 'lev@tropa.example', name: 'Лев', role: 'lead' })
    const visitor = await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })
    token = ((await visitor.json()) as { token: string }).token
  })
  afterAll(() => product?.stop())

  it('knows every route, and every route says who may call it', async () => {
    const { paths } = (await (await anonymous(product).get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { 'x-who': Who }>>
    }
    const documented = Object.fromEntries(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { 'x-who': who }]) => [`${method} ${path}`, who]),
      ),
    )
    expect(documented).toEqual(MATRIX)
  })
  it('is asked with its worst in bench:hold, each route, upload, page and event', async () => {
    const document = (await (await anonymous(product).get('/api/openapi.json')).json()) as Document
    const names = casesOf(document, {} as Ground).map(({ name }) => name)
    // Letters are cases of their own.
    expect(Object.keys(MATRIX).filter((route) => !names.includes(route))).toEqual(['post /api/mail/inbound'])
    expect(names.filter((name) => name.startsWith('letter ')).length).toBeGreaterThan(5)
    const uploads = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, requestBody }) =>
        requestBody && !('application/json' in requestBody.content) && operationId !== 'postMailInbound'
          ? [operationId]
          : [],
      ),
    )
    expect(Object.keys(UPLOADS).sort()).toEqual(uploads.sort())
    const pages = readdirSync('site/pages', { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => `${parentPath}/${name}`.replace('site/pages/', ''))
    // A fault of ours has no address.
    expect(pages.filter((page) => page !== '500.astro').sort()).toEqual(Object.keys(PAGES).sort())
    const events = [
      ...Object.keys(visitorRequests({} as never, { data: {} } as never)).map((event) => `visitor ${event}`),
      ...Object.keys(operatorRequests({} as never, { data: {} } as never)).map((event) => `desk ${event}`),
    ]
    expect(events.filter((event) => !names.includes(event))).toEqual([])
  })
  it('takes in no body what only the server decides', async () => {
    const document = (await (await anonymous(product).get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: unknown }> } }>>
      components: { schemas: Record<string, unknown> }
    }
    const DECIDED = [
      'state',
      'author',
      'approvedBy',
      'selfApproved',
      'liveRevision',
      'seq',
      'operatorId',
      'visitorId',
      'verified',
      'priority',
      'createdAt',
      'updatedAt',
      'publishedAt',
      'sentAt',
      'tokenHash',
      'emailVerified',
      'twoFactorEnabled',
      'isPrivate',
    ]
    const fieldsOf = (schema: unknown, depth = 0): string[] => {
      if (!schema || typeof schema !== 'object' || depth > 8) return []
      const {
        $ref,
        properties = {},
        items,
        anyOf = [],
        additionalProperties,
      } = schema as {
        $ref?: string
        properties?: Record<string, unknown>
        items?: unknown
        anyOf?: unknown[]
        additionalProperties?: unknown
      }
      if ($ref) return fieldsOf(document.components.schemas[$ref.split('/').at(-1) as string], depth + 1)
      return [
        ...(additionalProperties === true ? ['anything'] : []),
        ...Object.keys(properties),
        ...[...Object.values(properties), items, ...anyOf].flatMap((one) => fieldsOf(one, depth + 1)),
      ]
    }
    const taken = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) => {
        const fields = fieldsOf(requestBody?.content['application/json']?.schema)
        return [...DECIDED, 'anything']
          .filter((name) => fields.includes(name))
          .map((name) => `${method} ${path} ${name}`)
      }),
    )
    expect(taken).toEqual([])
    const roles = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        fieldsOf(requestBody?.content['application/json']?.schema).includes('role') ? [`${method} ${path}`] : [],
      ),
    )
    expect(roles.sort()).toEqual([
      'patch /api/desk/people/{id}',
      'post /api/desk/invitations',
      'put /api/desk/people/{id}/sites',
    ])
  })
  it('enters into the audit log whatever only a lead or an admin may change', async () => {
    const { paths } = (await (await anonymous(product).get('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, { 'x-who': Who; 'x-audit'?: string }>>
    }
    const unaudited = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { 'x-who': who, 'x-audit': act }]) =>
        method !== 'get' && RANK.indexOf(who) >= RANK.indexOf('lead') && !act ? [`${method} ${path}`] : [],
      ),
    )
    // What only looks ahead, and changes nothing.
    expect(unaudited.sort()).toEqual([
      'post /api/desk/answers/{id}/foresight',
      'post /api/desk/matching/synonyms/foresight',
      'post /api/desk/matching/thresholds/preview',
      'post /api/desk/scenarios/count',
    ])
  })
  it.each(entries.filter(({ who }) => who !== 'anyone'))('$route is closed to strangers', async ({ method, path }) => {
    const response = await anonymous(product).send(method, path)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'signed_out' })
  })
  it.each(entries.filter(({ path }) => path.startsWith('/api/desk')))(
    '$route is closed to a visitor with a token',
    async ({ method, path }) => {
      const response = await fetch(product.helpCentre + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'x-firstline': '1', 'content-type': 'application/json' },
        body: method === 'GET' ? null : '{}',
      })
      expect(response.status).toBe(401)
    },
  )
  it.each(entries.filter(({ who }) => RANK.indexOf(who) > RANK.indexOf('operator')))(
    '$route is closed to a lesser role',
    async ({ method, path, who }) => {
      for (const [role, client] of [
        ['operator', operator],
        ['lead', lead],
      ] as const) {
        if (RANK.indexOf(role) >= RANK.indexOf(who)) continue
        const response = await client.send(method, path)
        expect(response.status, role).toBe(403)
      }
    },
  )
  it.each(entries.filter(({ method, path }) => path.startsWith('/api/desk') && method !== 'GET'))(
    '$route takes no order from a foreign page',
    async ({ method, path }) => {
      const without = await fetch(product.helpCentre + path, {
        method,
        headers: { cookie: admin.cookie, 'content-type': 'text/plain' },
        body: '{}',
      })
      expect(without.status).toBe(403)
      const foreign = await fetch(product.helpCentre + path, {
        method,
        headers: {
          cookie: admin.cookie,
          origin: 'https://evil.example',
          'x-firstline': '1',
          'content-type': 'application/json',
        },
        body: '{}',
      })
      expect(foreign.status).toBe(403)
    },
  )
  it('answers HEAD no further than GET', async () => {
    const response = await fetch(`${product.helpCentre}/api/desk/answers`, { method: 'HEAD' })
    expect(response.status).toBe(401)
  })
  it('gives a missing and a foreign conversation the same 404', async () => {
    const other = await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })
    const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
    const started = await fetch(`${product.helpCentre}/api/conversations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${((await other.json()) as { token: string }).token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ clientMessageId: 'foreign-message-1', text: 'Чужой вопрос', packet }),
    })
    const { conversation } = (await started.json()) as { conversation: { id: string } }
    const seen = async (id: string, method: string) => {
      const response = await fetch(`${product.helpCentre}/api/conversations/${id}/transcript`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: method === 'GET' ? null : JSON.stringify({ mail: 'evil@mail.example' }),
      })
      return [response.status, await response.text()]
    }
    expect(conversation.id).toMatch(/^cnv_/)
    for (const method of ['GET', 'POST']) {
      const foreign = await seen(conversation.id, method)
      // Without a mail server the second is refused before anything is looked for.
      expect(foreign[0], method).toBe(method === 'GET' ? 404 : 422)
      expect(foreign).toEqual(await seen('cnv_00VbfchdLePqiz8pU3iKrAMHF4n6LUl', method))
    }
  })
  it('refuses pages the site does not list', async () => {
    const response = await fetch(`${product.helpCentre}/api/search?q=x&locale=ru&site=tropa`, {
      headers: { origin: 'https://evil.example' },
    })
    expect(response.status).toBe(403)
    // Such a page may read why it is refused, and nothing else.
    expect(Object.keys((await response.json()) as object).toSorted()).toEqual(['code', 'message'])
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })
  it('gives no session token to scripts', async () => {
    const response = await anonymous(product).send('POST', '/api/auth/sign-in/email', {
      email: 'olga@tropa.example',
      password: 'another-long-password',
    })
    expect(await response.json()).toEqual({ twoFactorRedirect: false })
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/)
  })
  it.each(['/api/auth/sign-up/email', '/api/auth/get-session', '/api/auth/admin/list-users'])(
    'does not open %s of the library beneath',
    async (path) => {
      expect((await anonymous(product).send('POST', path)).status).toBe(404)
    },
  )
  it('stops guessing a password, and lets a colleague at the same address in', async () => {
    const guess = () =>
      anonymous(product).send('POST', '/api/auth/sign-in/email', {
        email: 'lev@tropa.example',
        password: 'not-this-password',
      })
    const codes: number[] = []
    for (let i = 0; i < 7; i++) codes.push((await guess()).status)
    expect(codes.at(-1)).toBe(429)
    await expect(
      signIn(product, { email: 'olga@tropa.example', password: 'another-long-password' }),
    ).resolves.toBeTruthy()
  })
  it('ends the sessions of somebody who is disabled', async () => {
    const { items } = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; mail: string }[] }
    const id = items.find((one) => one.mail === 'olga@tropa.example')?.id
    expect((await admin.send('PATCH', `/api/desk/people/${id}`, { disabled: true })).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect((await operator.get('/api/desk/me')).status).toBe(401)
  })
  it('keeps the last admin', async () => {
    const { person } = (await (await admin.get('/api/desk/me')).json()) as { person: { id: string } }
    const response = await admin.send('PATCH', `/api/desk/people/${person.id}`, { role: 'operator' })
    expect(await response.json()).toMatchObject({ code: 'last_admin' })
  })
})
