import { type Arbitrary, assert, asyncProperty, constantFrom, oneof, record, tuple } from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isProblemCode } from '../../server/http/problems/problem-texts.ts'
import { ADMIN, type Product, startProduct } from '../kit/product.ts'
import { type JsonSchema, drawnFrom } from './json-schema.ts'
import { MARK, type PageAttempt, pageAttempts } from './pages.ts'
import { awkwardText, runs } from './runs.ts'

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema }[]
  requestBody?: { content: Record<string, { schema?: JsonSchema }> }
}
interface Described {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, JsonSchema> }
}
interface Attempt {
  method: string
  path: string
  query: Record<string, unknown>
  params: Record<string, unknown>
  body: unknown
  address: string
  signedIn: boolean
  type: string
}

/** Each would end what the others need, or costs a second of a core on purpose (a password is checked). */
const LEFT_OUT = /\/api\/(auth|setup|invitations|password-resets)|\/desk\/(me|people|account|sessions)|widget\.js/
const CASES = 1_800
const PAGES = 400
/** What says that a page may run or load nothing but the site's own. */
const POLICY = /default-src 'none'/
const AT_ONCE = 8

describe('the HTTP interface under requests nobody meant', () => {
  let product: Product
  let cookie: string
  let attempts: Arbitrary<Attempt>

  beforeAll(async () => {
    product = await startProduct({ env: { TRUSTED_PROXIES: '127.0.0.1' } })
    const signedIn = await fetch(`${product.helpCentre}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { origin: product.helpCentre, 'content-type': 'application/json', 'x-firstline': '1' },
      body: JSON.stringify(ADMIN),
    })
    expect(signedIn.status).toBe(200)
    cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const described = (await (await fetch(`${product.helpCentre}/api/openapi.json`)).json()) as Described
    const desk = async (path: string) =>
      (await (await fetch(`${product.helpCentre}/api/desk/${path}`, { headers: { cookie } })).json()) as {
        items?: { id: string }[]
      }
    const ids = ((await desk('answers')).items ?? []).map(({ id }) => id).slice(0, 20)
    expect(ids.length).toBeGreaterThan(0)
    attempts = attemptsOf(described, ids)
  })
  afterAll(() => product.stop())

  async function send({ method, path, query, params, body, address, signedIn, type }: Attempt): Promise<string | null> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => escaped(params[name]))
    const search = Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${escaped(value)}`)
    const response = await fetch(`${product.helpCentre}${filled}${search.length > 0 ? `?${search.join('&')}` : ''}`, {
      method: method.toUpperCase(),
      redirect: 'manual',
      headers: {
        'x-forwarded-for': address,
        'x-firstline': '1',
        origin: product.helpCentre,
        ...(signedIn ? { cookie } : {}),
        ...(method === 'get' ? {} : { 'content-type': type }),
      },
      ...(method === 'get' || method === 'delete' ? {} : { body: JSON.stringify(body) ?? '' }),
    })
    const text = await response.text()
    if (response.status >= 500) return `${response.status}: ${text.slice(0, 300)}`
    if (response.status < 400 || !filled.startsWith('/api/')) return null
    try {
      const { code } = JSON.parse(text) as { code: string }
      return isProblemCode(code) ? null : `unknown code ${code} (${response.status})`
    } catch {
      return `${response.status} without a code: ${text.slice(0, 100)}`
    }
  }

  it('answers each, refuses by a code it names, fails at none and lives on', async () => {
    const { numRuns, ...settings } = runs(CASES)
    await assert(
      asyncProperty(tuple(...Array.from({ length: AT_ONCE }, () => attempts)), async (some) => {
        const failures = await Promise.all(
          some.map(async (one) => {
            const failed = await send(one)
            return failed ? `${failed}\n${JSON.stringify(one).slice(0, 2_000)}` : null
          }),
        )
        expect(failures.filter((one) => one !== null)).toEqual([])
      }),
      { ...settings, numRuns: Math.ceil(numRuns / AT_ONCE) },
    )
    expect((await fetch(`${product.helpCentre}/readyz`)).status).toBe(200)
    expect(product.output()).not.toMatch(/unhandled|uncaught|"level":(50|60)/i)
  }, 3_600_000)

  async function read({ method, path, headers }: PageAttempt): Promise<string | null> {
    const response = await fetch(product.helpCentre + path, { method, headers, redirect: 'manual' })
    const text = await response.text()
    if (response.status >= 500) return `${response.status}: ${text.slice(0, 300)}`
    if (!POLICY.test(response.headers.get('content-security-policy') ?? ''))
      return `${response.status} without a policy`
    if (text.includes(MARK)) return `${response.status} with markup as it was said`
    const to = response.headers.get('location')
    if (to && new URL(to, product.helpCentre).origin !== product.helpCentre) return `leads away, to ${to}`
    return null
  }

  it('pages: answers each, says nothing back as markup, leads nowhere else and fails at none', async () => {
    const { numRuns, ...settings } = runs(PAGES)
    await assert(
      asyncProperty(tuple(...Array.from({ length: AT_ONCE }, () => pageAttempts)), async (some) => {
        const failures = await Promise.all(
          some.map(async (one) => {
            const failed = await read(one)
            return failed ? `${failed}\n${JSON.stringify(one).slice(0, 2_000)}` : null
          }),
        )
        expect(failures.filter((one) => one !== null)).toEqual([])
      }),
      { ...settings, numRuns: Math.ceil(numRuns / AT_ONCE) },
    )
    expect((await fetch(`${product.helpCentre}/readyz`)).status).toBe(200)
    expect(product.output()).not.toMatch(/unhandled|uncaught|"level":(50|60)/i)
  }, 3_600_000)
})

const escaped = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.toWellFormed()).slice(0, 4_000) || '%20'
}

function attemptsOf({ paths, components }: Described, ids: readonly string[]): Arbitrary<Attempt> {
  const resolve = (ref: string): JsonSchema => components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {}
  const each = Object.entries(paths)
    .filter(([path]) => !LEFT_OUT.test(path))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
        const of = (place: string) =>
          Object.fromEntries(
            parameters
              .filter((one) => one.in === place)
              .map(({ name, schema }) => [
                name,
                place === 'path' ? oneof(constantFrom(...ids), awkwardText) : drawnFrom(schema, resolve),
              ]),
          )
        return record({
          ...{ method: constantFrom(method), path: constantFrom(path) },
          query: record(of('query'), { requiredKeys: [] }),
          params: record(of('path')),
          body: drawnFrom(requestBody?.content['application/json']?.schema, resolve),
          address: tuple(
            ...Array.from({ length: 4 }, () => constantFrom(...Array.from({ length: 223 }, (_, n) => n + 1))),
          ).map((parts) => parts.join('.')),
          signedIn: constantFrom(true, true, true, false),
          type: constantFrom(...Array<string>(9).fill('application/json'), 'text/plain'),
        })
      }),
    )
  expect(each.length).toBeGreaterThan(50)
  return oneof(...each)
}
