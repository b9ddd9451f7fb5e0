import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { operatorRequests } from '../../server/realtime/asking/operator-handlers.ts'
import { visitorRequests } from '../../server/realtime/asking/visitor-handlers.ts'
import type { Asking, Ground } from './ground.ts'
import { knownOf } from './known.ts'
import { LETTERS } from './letters.ts'
import { MOST_OF_EVENT, madeForEvent } from './conversations-first.ts'
import type { Known } from './desk-calls.ts'
import { madeFirst } from './made-first.ts'
import { UPLOADS } from './uploads.ts'
import { fitting, type Schema, words, worstInput } from './worst-input.ts'

/** What is asked, once; answers its status or code. */
export type Ask = () => Promise<string>
export interface Case {
  name: string
  /** At once, where sixteen would only wait for one another. */
  most?: number
  /** Makes what it is about, which is not measured. */
  ready?(): Promise<Ask>
  ask: Ask
}

interface Operation {
  operationId: string
  'x-who': string
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
export interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const ANSWER_MS = 120_000
/** What a socket takes in one frame (`server/realtime/gateway.ts`), less its envelope. */
const FRAME_BYTES = 150_000
/** They are taken apart one after another, in a thread. */
const LETTERS_AT_ONCE = 4
let n = 0
/** Another address each time: bounds of one address are the subject of tests, not of this. */
const anAddress = () => `172.${16 + Math.floor(n / 62_500)}.${Math.floor(n / 250) % 250}.${1 + (n++ % 250)}`
/** What an address holds in its path is short, whatever its schema says: more is refused before anybody reads it. */
const PATH_LETTERS = 200
/** Of a header: a token has as many. */
const LINE_LETTERS = 200
/** Of a body of JSON (`server/app.ts`), less a little. */
const BODY_BYTES = 255_000
/** Said of a refusal: which fields were not as they are asked for. */
const INVALID = 422
/** The newest of them is the only one there is. */
const AT_ONCE: Record<string, Pick<Case, 'most'>> = {
  postDeskCatalogueImportsByIdApply: { most: 1 },
  postDeskCatalogueImportsByIdDiscard: { most: 1 },
}
const WITHOUT_COOKIE = new Set(['postAuthSignOut', 'postAuthRevokeOtherSessions'])

function routeCases({ paths, components: { schemas } }: Document, ground: Ground): Case[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, 'x-who': who, parameters = [], requestBody }]): Case[] => {
      if (operationId === 'postMailInbound') return []
      const askOf = async (made: Known) => {
        const known = { ...knownOf(operationId, ground, n), ...made }
        const value = (schema: Schema, name: string) =>
          worstInput({ properties: { [name]: schema } }, schemas, known) as Record<string, unknown>
        const given = (where: string) =>
          parameters
            .filter((one) => one.in === where)
            .flatMap(({ name, schema }) => Object.entries(value(schema, name)))
            .filter((one): one is [string, string | number] => one[1] !== undefined && one[1] !== null)
        const filled = given('path').reduce(
          (at, [name, one]) => at.replace(`{${name}}`, String(one).slice(0, PATH_LETTERS)),
          path,
        )
        const query = new URLSearchParams(given('query').map(([name, one]) => [name, String(one)]))
        const body = requestBody?.content['application/json']?.schema
        const upload = await UPLOADS[operationId]?.()
        const worst = made.wholeBody ?? (body && worstInput(body, schemas, known))
        const sent = body ? JSON.stringify(fitting(worst, BODY_BYTES)) : (upload ?? null)
        const signed = {
          'x-firstline-signature': createHmac('sha256', ground.identitySecret).update(String(sent)).digest('hex'),
        }
        const response = await fetch(`${ground.origin}${filled}${query.size > 0 ? `?${query}` : ''}`, {
          method: method.toUpperCase(),
          headers: {
            'x-forwarded-for': anAddress(),
            'accept-encoding': 'br',
            ...Object.fromEntries(
              given('header').map(([name, one]) => [name, encodeURIComponent(String(one)).slice(0, LINE_LETTERS)]),
            ),
            ...(WITHOUT_COOKIE.has(operationId) ? {} : { cookie: String(made.cookie ?? ground.cookie) }),
            ...(operationId === 'postShopAttributes' ? signed : {}),
            ...(who === 'visitor' ? { authorization: `Bearer ${made.token ?? ground.token}` } : {}),
            ...(operationId === 'putCatalogueBySiteByLocale' ? { authorization: `Bearer ${ground.catalogueKey}` } : {}),
            ...(body ? { 'content-type': 'application/json' } : {}),
          },
          body: sent,
          redirect: 'manual',
        })
        const said = await response.text()
        return response.status === INVALID ? `422 ${refusalOf(said)}` : String(response.status)
      }
      const ready = async () => {
        const made = await madeFirst(operationId, ground)
        return () => askOf(made)
      }
      return [{ name: `${method} ${path}`, ready, ask: async () => (await ready())(), ...(AT_ONCE[operationId] ?? {}) }]
    }),
  )
}

/** Which fields were not as they are asked for, or the code alone. */
function refusalOf(said: string): string {
  const { code, fields = {} } = JSON.parse(said) as { code: string; fields?: Record<string, string> }
  return [code, ...Object.keys(fields)].join(' ')
}

/** An address of each file of `site/pages`. */
export const PAGES: Record<string, string> = {
  '.well-known/security.txt.ts': '/.well-known/security.txt',
  '404.astro': '/nowhere/at/all',
  '[...path].astro': '/ru/nowhere',
  '[locale]/[category]/[slug].astro': '/ru/delivery/delivery-cost',
  '[locale]/[category]/index.astro': '/en/delivery',
  '[locale]/index.astro': '/ru',
  '[locale]/letters.astro': '/ru/letters',
  '[locale]/privacy-notice.astro': '/ru/privacy-notice',
  '[locale]/product/[slug].astro': '/ru/product/tent-3',
  '[locale]/product/index.astro': '/ru/product',
  '[locale]/search.astro': '/ru/search',
  'desk/[...path].astro': '/desk/inbox',
  'desk/icon-[size].png.ts': '/desk/icon-512.png',
  'desk/manifest.webmanifest.ts': '/desk/manifest.webmanifest',
  'desk/worker.js.ts': '/desk/worker.js',
  'favicon.ico.ts': '/favicon.ico',
  'favicon.svg.ts': '/favicon.svg',
  'index.ts': '/',
  'logo.svg.ts': '/logo.svg',
  'og/[...path].png.ts': '/og/ru/delivery/delivery-cost.png',
  'robots.txt.ts': '/robots.txt',
  'sitemap.xml.ts': '/sitemap.xml',
}

const A_PRODUCT = 'tent-3'
function pageCases({ origin, product }: Ground): Case[] {
  const read = async (path: string) => {
    const response = await fetch(origin + path, {
      headers: { 'x-forwarded-for': anAddress(), 'accept-encoding': 'br' },
      redirect: 'manual',
    })
    await response.arrayBuffer()
    return String(response.status)
  }
  return [
    ...Object.values(PAGES).map((path) => ({
      name: `page ${path}`,
      ask: () => read(`${path.replace(A_PRODUCT, product)}?x=${Math.random()}`),
    })),
    { name: 'page /ru/search', ask: () => read(`/ru/search?q=${encodeURIComponent(words(300))}`) },
    { name: 'page /en/delivery?page', ask: () => read(`/en/delivery?page=${Math.floor(Math.random() * 1e6)}`) },
  ]
}

/** From the schemas the handlers are held to; what they would do with it is not asked for here. */
const schemasOf = (requests: (core: never, socket: never) => object): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(requests({} as never, { data: {} } as never) as Record<string, { schema: z.ZodType }>).map(
      ([event, { schema }]) => [event, schema],
    ),
  )

function eventCases(ground: Ground): Case[] {
  const of = (side: string, socket: Asking, requests: Parameters<typeof schemasOf>[0]) =>
    Object.entries(schemasOf(requests)).map(([event, schema]): Case => {
      const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
      const name = `${side} ${event}`
      const askOf = async (made: Known) => {
        const known = {
          // A visitor has one of the long conversations, the desk all of them.
          conversationId: ground.conversationIds[side === 'visitor' ? 0 : n % ground.conversationIds.length],
          clientMessageId: `hold-${n++}`,
          messageId: 'msg_long0_1',
          answerId: ground.answerId,
          since: 0,
          mail: `nobody${n}@mail.example`,
          phone: '+7 916 123-45-67',
          to: { group: 'x' },
          files: undefined,
          version: 0,
          ...made,
        }
        const worst = worstInput({ type: 'object', ...(properties ? { properties } : {}) }, {}, known)
        const request = fitting(worst, FRAME_BYTES)
        const answer = await socket.timeout(ANSWER_MS).emitWithAck(event, request)
        return answer.ok ? 'ok' : (answer.code ?? 'refused')
      }
      const ready = async () => {
        const made = await madeForEvent(name, ground)
        return () => askOf(made)
      }
      return { name, ready, ask: async () => (await ready())(), ...(MOST_OF_EVENT[name] ?? {}) }
    })
  return [
    ...of('visitor', ground.visitor, visitorRequests as never),
    ...of('desk', ground.desk, operatorRequests as never),
  ]
}

const letterCases = ({ origin, inboundSecret, letterTo, letterFrom }: Ground): Case[] =>
  Object.entries(LETTERS).map(([name, letter]) => ({
    name,
    most: LETTERS_AT_ONCE,
    ask: async () => {
      const response = await fetch(`${origin}/api/mail/inbound`, {
        method: 'POST',
        headers: { authorization: `Bearer ${inboundSecret}`, 'content-type': 'message/rfc822' },
        body: letter(letterTo, letterFrom),
      })
      return `${response.status} ${(await response.text()).slice(0, 60)}`
    },
  }))

/** They end the answer, the visitor, the sessions or the password that the others need. */
const LAST = /\/(retire|erase|sign-out|revoke-other-sessions|change-password|two-factor\/(enable|disable))$/

/** Every route, event and letter of the product, each with the worst it takes. */
export function casesOf(document: Document, ground: Ground): Case[] {
  const routes = routeCases(document, ground)
  return [
    ...pageCases(ground),
    ...routes.filter(({ name }) => !LAST.test(name)),
    ...eventCases(ground),
    ...letterCases(ground),
    ...routes.filter(({ name }) => LAST.test(name)),
  ]
}
