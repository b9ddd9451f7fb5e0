import { loopTurns } from '#kb'
import type { InterfaceLocale } from '#shared'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import type { AuditAct, AuditDetail } from '../audit/audit-log.ts'
import type { Role, SignedIn } from '../auth/people.ts'
import { mayActAs } from '../auth/people.ts'
import type { VisitorIdentity } from '../visitors/visitor-token.ts'
import { describedAs, isDeskPath, OrderHeader, REFUSALS } from './openapi/describe-route.ts'
import type { AsPromised } from './desk-api.ts'
import type { ProblemCode } from '#protocol'
import { fieldText } from './problems/field-texts.ts'
import type { Env } from './env.ts'
import { jsonPieces } from './large/json-pieces.ts'
import { problem, readerLocale, Refusal } from './problems/problem.ts'

/** Who may call a route. Decided here, once, before its handler; the OpenAPI document carries it as `x-who`, and the security tests walk that. */
export type Who = 'anyone' | 'visitor' | Role

export interface Caller {
  /** Signed in at the desk; set where `who` is a role. */
  person: SignedIn
  /** Id of the site they work on, of which they are a member in `person.role`. Whatever belongs to another is not found (I11). */
  site: string
  /** Set where `who` is `visitor`. */
  visitor: VisitorIdentity
  address: string
  locale: InterfaceLocale
  c: Context<Env>
}
type Shape = z.ZodType | undefined
type Parsed<T extends Shape> = T extends z.ZodType ? z.output<T> : undefined

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface RouteSpec<Q extends Shape, P extends Shape, B extends Shape, A extends z.ZodType | 'text', Path, M> {
  method: M
  path: Path
  summary: string
  who: Who
  query?: Q
  params?: P
  body?: B
  /** What a plain form may send instead; a route mounted before this one answers it. */
  form?: z.ZodType
  /** Headers the handler reads. */
  headers?: z.ZodObject
  /** Whoever has a visitor's token may send it; the others are taken as strangers. */
  knowsVisitors?: true
  /** Of answers beside the usual one: other statuses, other types. */
  responses?: Record<string, { description: string; content?: Record<string, { schema: z.ZodType }> }>
  /** It may be tens of megabytes: written a piece in each turn of the main loop. */
  large?: true
  /** Entered into the audit log once it is done; the thing is the `id` of the address unless `audited` says more. */
  audit?: AuditAct
  /** `answer`: what the handler answered. `before`: what `before` read. */
  audited?(
    input: { params: Parsed<P>; body: Parsed<B> },
    answer: A extends z.ZodType ? z.input<A> : Response | string,
    before: unknown,
    caller: Pick<Caller, 'site'>,
  ): { object?: string; detail?: AuditDetail }
  /** Reads how things stood, where the entry says what was changed. */
  before?(caller: Pick<Caller, 'site'>): Promise<unknown>
  /** What leaves, field by field: anything the schema does not list is dropped. */
  answer: A
  /** Asked before the handler: whether what the address names is this caller's to ask about. Refuses by throwing. */
  guard?(input: { params: Parsed<P>; body: Parsed<B> }, caller: Pick<Caller, 'person' | 'site'>): Promise<unknown>
  handle(
    input: { query: Parsed<Q>; params: Parsed<P>; body: Parsed<B> },
    caller: Caller,
  ): Promise<A extends z.ZodType ? z.input<A> : Response | string>
}

/** Mounts one route: access, validation, handler, presentation and its OpenAPI description from the same schemas. */
export function route<
  Q extends Shape = undefined,
  P extends Shape = undefined,
  B extends Shape = undefined,
  A extends z.ZodType | 'text' = 'text',
  const Path extends string = string,
  const M extends Method = Method,
>(app: OpenAPIHono<Env>, spec: RouteSpec<Q, P, B, A, Path, M> & AsPromised<Path, M>): void {
  const headers = spec.method !== 'get' && isDeskPath(spec.path) ? OrderHeader : spec.headers
  const description = createRoute({
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    ...describedAs(spec.method, spec.path, spec.who),
    ...(spec.knowsVisitors ? { security: [{}, { visitorToken: [] }] } : {}),
    ...(spec.audit ? { 'x-audit': spec.audit } : {}),
    request: {
      ...(headers ? { headers } : {}),
      ...(spec.query ? { query: spec.query as never } : {}),
      ...(spec.params ? { params: spec.params as never } : {}),
      ...(spec.body
        ? {
            body: {
              required: true,
              content: {
                'application/json': { schema: spec.body as never },
                ...(spec.form
                  ? { 'application/x-www-form-urlencoded': { schema: z.toJSONSchema(spec.form) as never } }
                  : {}),
              },
            },
          }
        : {}),
    },
    responses: {
      200:
        spec.answer === 'text'
          ? { description: 'Text', content: { 'text/plain': { schema: z.string() } } }
          : { description: 'Done', content: { 'application/json': { schema: spec.answer } } },
      ...spec.responses,
      ...REFUSALS,
    },
  })
  app.use(description.getRoutingPath(), async (c, next) => {
    // A HEAD is answered by the handler of GET.
    const method = c.req.method === 'HEAD' ? 'get' : c.req.method.toLowerCase()
    if (method !== spec.method) return next()
    checkAccess(c, spec.who)
    // A page without our consent can send text or a form across origins, but no JSON.
    if (spec.body && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
      throw new Refusal('unsupported_media')
    await next()
  })
  app.openapi(description, (async (c: Context<Env>) => {
    const valid = <S extends Shape>(schema: S | undefined, from: string) =>
      (schema ? c.req.valid(from as never) : undefined) as Parsed<S>
    const input = {
      query: valid<Q>(spec.query, 'query'),
      params: valid<P>(spec.params, 'param'),
      body: valid<B>(spec.body, 'json'),
    }
    const person = c.get('person') as SignedIn
    const site = person?.site ?? ''
    // Where a body was waited for, its turn has passed.
    if (spec.body) await loopTurns.turn()
    await spec.guard?.(input, { person, site })
    const before = await spec.before?.({ site })
    const answer = await spec.handle(input, {
      person,
      site,
      visitor: c.get('visitor') as VisitorIdentity,
      address: c.get('address'),
      locale: c.req.query('locale') === 'en' ? 'en' : 'ru',
      c,
    })
    if (spec.audit)
      await c.get('audit')(spec.audit, {
        object: c.req.param('id') ?? null,
        ...spec.audited?.(input, answer, before, { site }),
      })
    if (spec.answer === 'text') return answer instanceof Response ? answer : c.text(String(answer))
    const presented = spec.answer.parse(answer) as object
    return spec.large ? inPieces(c, presented) : c.json(presented)
  }) as never)
}

function inPieces(c: Context<Env>, value: object): Response {
  c.header('Content-Type', 'application/json')
  return stream(c, async (body) => {
    for (const piece of jsonPieces(value)) {
      if (body.aborted) return
      await loopTurns.turn()
      await body.write(piece)
    }
  })
}

function checkAccess(c: Context<Env>, who: Who): void {
  if (who === 'anyone') return
  if (who === 'visitor') {
    if (!c.get('visitor')) throw new Refusal('signed_out')
    return
  }
  const person = c.get('person')
  if (!person) throw signedOut(c)
  if (!mayActAs(person.role, who)) throw new Refusal('not_allowed')
}

/** The refusal of somebody who is not signed in (any more). */
export function signedOut(c: Context<Env>): Refusal {
  const reason = c.get('ended')
  return new Refusal('signed_out', reason ? { reason } : {})
}

/** A router whose validation failures answer in the one shape, naming each field. */
export const router = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return
      const locale = readerLocale(c)
      const fields = Object.fromEntries(
        result.error.issues.slice(0, 20).flatMap((issue) =>
          // A field that is not known is named itself, not what it stands in.
          issue.code === 'unrecognized_keys'
            ? issue.keys.map((key) => [[...issue.path, key].join('.'), fieldText(issue, locale)])
            : [[issue.path.join('.') || result.target, fieldText(issue, locale)]],
        ),
      )
      return problem(c, 'invalid', { fields })
    },
  })

/** The value of a domain result, or its refusal on the way to the client. A code without a text for it does not compile. */
export function valueFrom<T>(result: { ok: true; value: T } | { ok: false; refused: { code: ProblemCode } }): T {
  if (result.ok) return result.value
  throw new Refusal(result.refused.code, { refused: result.refused })
}

/** What the live side answered, or its refusal with the wait it names. */
export function answeredOf<T extends object>(
  answered: ({ ok: true } & T) | { ok: false; code: ProblemCode; retryAfterMs?: number },
): T {
  if (answered.ok) return answered
  throw new Refusal(answered.code, answered.retryAfterMs === undefined ? {} : { retryAfterMs: answered.retryAfterMs })
}

/** The thing, or 404: a foreign id and a missing one look the same. */
export function found<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw new Refusal('not_found')
  return thing
}
