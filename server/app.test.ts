import { Validator } from '@seriousme/openapi-schema-validator'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AppParts, createApp } from './app.ts'
import { AUTH_PATHS } from './http/accounts/describe-auth.ts'

/** What is asked of no part while the routes are mounted. */
const unasked = {
  limits: {},
  live: {},
  library: { find: { sites: async () => [] } },
  log: console,
} as unknown as AppParts
const mounted = (publicUrl: string) => createApp({ ...unasked, publicUrl, trustedProxies: [], extraOrigins: [] })

interface Operation {
  operationId: string
  'x-who': string
  security: Record<string, []>[]
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, object> }
  responses: Record<string, { content?: Record<string, object> }>
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, { name?: string }> }
}

describe('the document of the API', () => {
  const app = mounted('https://help.shop.example')
  let text: string
  let document: Document
  let operations: [name: string, operation: Operation][]

  beforeAll(async () => {
    text = await (await app.request('/api/openapi.json')).text()
    document = JSON.parse(text) as Document
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    )
  })

  it('is valid to the schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })
  it('breaks no rule of a strict linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    const problems = await lintFromString({ source: text, config, absoluteRef: 'openapi.json' })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  })
  it('names each route that is mounted, and no other', () => {
    const answered = app.routes.flatMap(({ method, path }) => {
      if (method === 'ALL') return []
      if (path === '/api/auth/*') return Object.keys(AUTH_PATHS).map((one) => `post /api/auth/${one}`)
      return [`${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`]
    })
    expect(operations.map(([name]) => name).toSorted()).toEqual([...new Set(answered), 'get /widget.js'].toSorted())
  })
  it('gives each operation a name of its own', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^(get|post|put|patch|delete)[A-Z][A-Za-z]+$/.test(id))).toEqual([])
    expect(ids).toContain('postDeskAnswersByIdSendBack')
  })
  it('asks for the header of every change at the desk, and of nothing else', () => {
    const asking = operations.filter(([, { parameters = [] }]) =>
      parameters.some(({ name, required }) => name === 'x-firstline' && required),
    )
    expect(asking.map(([name]) => name)).toEqual(
      operations
        .filter(([name]) => /^(?!get )\w+ \/api\/(desk|auth|setup|invitations|password-resets)/.test(name))
        .map(([name]) => name),
    )
    expect(asking.length).toBeGreaterThan(30)
  })
  it('says how each call is proved', () => {
    const { securitySchemes } = document.components
    for (const [name, { 'x-who': who, security }] of operations) {
      for (const scheme of security.flatMap((one) => Object.keys(one))) expect(securitySchemes).toHaveProperty(scheme)
      if (who === 'visitor') expect(security, name).toEqual([{ visitorToken: [] }])
      if (['operator', 'lead', 'admin'].includes(who)) expect(security, name).toEqual([{ deskSession: [] }])
    }
    const of = (name: string) => operations.find(([one]) => one === name)?.[1].security
    expect(of('post /api/mail/inbound')).toEqual([{ inboundSecret: [] }])
    expect(of('get /api/search')).toEqual([{}, { visitorToken: [] }])
    expect(of('post /api/auth/two-factor/verify-totp')).toEqual([{ secondStep: [] }, { deskSession: [] }])
    expect(of('post /api/setup')).toEqual([])
  })
  it('names the cookie as browsers send it, behind https and without', async () => {
    const plain = (await (await mounted('http://localhost:3000').request('/api/openapi.json')).json()) as Document
    expect(document.components.securitySchemes.deskSession?.name).toBe('__Host-firstline.session_token')
    expect(plain.components.securitySchemes.deskSession?.name).toBe('firstline.session_token')
  })
  it('writes every pattern as any reader of JSON Schema takes it', () => {
    const patterns = [...text.matchAll(/"pattern":"((?:[^"\\]|\\.)*)"/g)].map(
      ([, one]) => JSON.parse(`"${one}"`) as string,
    )
    expect(patterns.length).toBeGreaterThan(5)
    for (const pattern of patterns) {
      expect(pattern).toMatch(/^\^.*\$$/s)
      expect(() => new RegExp(pattern, 'u'), pattern).not.toThrow()
    }
  })
  it('says of every answer what it is, and of every call how it is refused', () => {
    for (const [name, { responses }] of operations) {
      for (const [status, { content }] of Object.entries(responses))
        if (!/^3/.test(status)) expect(Object.keys(content ?? {}), `${name} ${status}`).not.toEqual([])
      if (name !== 'get /widget.js') expect(responses, name).toMatchObject({ '4XX': {}, '5XX': {} })
    }
    const types = (name: string, status: string) =>
      Object.keys(operations.find(([one]) => one === name)?.[1].responses[status]?.content ?? {})
    expect(types('get /api/conversations/{id}/transcript', '200')).toEqual(['text/plain'])
    expect(types('get /api/desk/conversations/{id}/export', '200')).toEqual(['application/json'])
    expect(types('get /readyz', '503')).toEqual(['application/json'])
    expect(types('get /widget.js', '200')).toEqual(['text/javascript'])
  })
  it('knows the plain form beside JSON', () => {
    const outcome = operations.find(([name]) => name === 'post /api/answers/{id}/outcome')?.[1]
    expect(Object.keys(outcome?.requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ])
    expect(outcome?.responses).toHaveProperty('303')
  })
})
