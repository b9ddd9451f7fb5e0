import { cors } from 'hono/cors'
import type { Context } from 'hono'
import type { Library } from '#kb'
import { FILE_NAME_HEADER } from '#protocol'
import type { AuditLog } from './audit/audit-log.ts'
import { type Auth, cookiePrefix } from './auth/auth.ts'
import { describeAuth } from './http/accounts/describe-auth.ts'
import { authRoutes } from './http/accounts/auth-routes.ts'
import type { DeskSessions } from './auth/desk-sessions.ts'
import type { EndedSessions } from './auth/ended-sessions.ts'
import type { Invitations } from './auth/invitations.ts'
import type { People, SignedIn } from './auth/people.ts'
import type { ResetLinks } from './auth/reset-links.ts'
import type { UsedCodes } from './auth/used-codes.ts'
import { accountRoutes } from './http/accounts/account-routes.ts'
import type { FileRoom } from './files/file-room.ts'
import { addressReader } from './http/address.ts'
import { bodyBound } from './http/body-bound.ts'
import { faceRoutes } from './http/accounts/face-routes.ts'
import { pictureRoutes } from './http/pictures/picture-routes.ts'
import { fileRoute } from './http/conversation-files/file-route.ts'
import { isUpload, uploadRoutes } from './http/conversation-files/upload-routes.ts'
import { describedAs, isDeskPath, ORDER_HEADER, REFUSALS } from './http/openapi/describe-route.ts'
import type { FeedRoom } from './catalogue/feed-room.ts'
import { categoryRoutes } from './http/desk/category-routes.ts'
import { catalogueRoutes, isFeedUpload } from './http/desk/catalogue-routes.ts'
import { answerPictureRoutes } from './http/answer-pictures/answer-picture-routes.ts'
import { answerRoutes } from './http/desk/answer-routes.ts'
import { findRoutes } from './http/desk/find-routes.ts'
import { conversationRoutes } from './http/desk/conversation-routes.ts'
import { forYouRoutes } from './http/desk/for-you/for-you-routes.ts'
import { cardRoutes } from './http/desk/card-routes.ts'
import { identityRoutes } from './http/desk/visitors/identity-routes.ts'
import { invitingRoutes } from './http/desk/visitors/inviting-routes.ts'
import { labelRoutes } from './http/desk/labels/label-routes.ts'
import { savedViewRoutes } from './http/desk/saved-views/saved-view-routes.ts'
import { factRoutes } from './http/desk/facts/fact-routes.ts'
import { journalRoutes } from './http/desk/journal/journal-routes.ts'
import { qualityRoutes } from './http/desk/quality/quality-routes.ts'
import { offTopicRoutes } from './http/desk/off-topic/off-topic-routes.ts'
import { workRoutes } from './http/desk/work/work-routes.ts'
import { pushRoutes } from './http/desk/pushing/push-routes.ts'
import { taskRoutes } from './http/desk/tasks/task-routes.ts'
import { mergeRoutes } from './http/desk/merging/merge-routes.ts'
import { snoozeRoutes } from './http/desk/snoozing/snooze-routes.ts'
import { keepingOutRoutes } from './http/desk/keeping-out-routes.ts'
import { figureRoutes } from './http/desk/figure-routes.ts'
import { visitRoutes } from './http/desk/visitors/visit-routes.ts'
import { templateRoutes } from './http/desk/template-routes.ts'
import { promotionRoutes } from './http/desk/promotion-routes.ts'
import { siteRoutes } from './http/desk/site-routes.ts'
import { careRoutes } from './http/desk/care/care-routes.ts'
import { dutyRoutes } from './http/desk/steering/duty-routes.ts'
import { foresightRoutes } from './http/desk/review/foresight-routes.ts'
import { growthRoutes } from './http/desk/growth-routes.ts'
import { healthRoutes, partsRoutes } from './http/health-routes.ts'
import { letterRoutes } from './http/letter-routes.ts'
import { mailRoutes } from './http/mail-routes.ts'
import { matchingRoutes } from './http/desk/matching-routes.ts'
import { serveDocument } from './http/openapi/openapi-document.ts'
import { outcomeForm } from './http/visitors/outcome-form.ts'
import { passwordResetRoutes } from './http/accounts/password-reset-routes.ts'
import { peopleRoutes } from './http/accounts/people-routes.ts'
import { onError, problem, Refusal } from './http/problems/problem.ts'
import type { Env } from './http/env.ts'
import { router } from './http/route.ts'
import { orderRoutes } from './http/desk/visitors/order-routes.ts'
import { scenarioRoutes } from './http/desk/visitors/scenario-routes.ts'
import { privacyRoutes } from './http/desk/privacy-routes.ts'
import { searchRoutes } from './http/visitors/search-routes.ts'
import { attributeRoutes } from './http/visitors/attribute-routes.ts'
import { quickHearing } from './http/visitors/quick-hearing.ts'
import { invitationRoutes } from './http/visitors/invitation-routes.ts'
import { sightingRoutes } from './http/visitors/sighting-routes.ts'
import { visitorRoutes } from './http/visitors/visitor-routes.ts'
import type { Limits } from './limits.ts'
import type { PublicPictures } from './pictures/public-pictures.ts'
import type { ResetMail } from './mail/reset-mail.ts'
import type { Live } from './realtime/live.ts'
import type { PageCalls } from './visitors/page-calls.ts'
import { originsFor } from './visitors/site-origins.ts'
import type { IdentitySecrets } from './visitors/identity/identity-secrets.ts'
import type { Attributes } from './visitors/attributes/attributes.ts'
import type { Orders } from './visitors/orders/orders.ts'
import type { Places } from './visitors/places/open-places.ts'
import type { Monitor } from './visitors/monitor/monitor.ts'
import type { VisitorTokens } from './visitors/visitor-token.ts'

export interface AppParts {
  library: Library
  live: Live
  files: FileRoom
  auth: Auth
  people: People
  invitations: Invitations
  tokens: VisitorTokens
  audit: AuditLog
  identity: IdentitySecrets
  feeds: FeedRoom
  /** What a shop's own server proves itself with when it sends its feed. */
  catalogueKey(site: string): Promise<string>
  /** Key of somebody without a token: bounds what one address can teach the library, and does not keep the address. */
  strangerKey(address: string): string
  limits: Limits
  monitor: Monitor
  attributes: Attributes
  orders: Orders
  places: Pick<Places, 'ownFile'>
  pictures: PublicPictures
  /** Somebody is presented otherwise from now on. */
  facesChanged(): void
  publicUrl: string
  trustedProxies: string[]
  inboundMailSecret: string | undefined
  /** Origins beyond a site's own list that may use the public API (the demo shop). */
  extraOrigins: string[]
  /** Somebody's sessions ended: nobody remembers them, and their sockets close. */
  sessionsEnded(personId: string): Promise<void>
  /** Somebody is a member of other sites now: nobody remembers what they were, and their sockets come back with it. */
  sitesChanged(personId: string, sites: readonly string[] | null): Promise<void>
  pageCalls: PageCalls
  /** The session of these headers works on this site from now on. */
  siteChosen(headers: Headers, site: string): Promise<void>
  personOf(headers: Headers): Promise<SignedIn | null>
  whyEnded: EndedSessions['whyEnded']
  resets: ResetLinks
  deskSessions: DeskSessions
  codes: UsedCodes
  /** null: no mail server is set. */
  resetMail: ResetMail | null
  log: { error(details: object, text: string): void }
}

const MAX_BODY_BYTES = 256 * 1024
const MAX_SIGN_IN_BYTES = 4_096
const PREFLIGHT_AGE_S = 600
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The HTTP API below `/api`, and the two health addresses. */
export function createApp(parts: AppParts) {
  const app = router()
  const addressOf = addressReader(parts.trustedProxies)
  const siteOrigins = async (id: unknown) =>
    new Set([
      new URL(parts.publicUrl).origin,
      ...parts.extraOrigins,
      ...originsFor(await parts.library.find.sites(), id),
    ])

  app.onError(onError(parts.log))
  app.notFound((c) => {
    const methods = methodsAt(app, c.req.path)
    if (methods.length === 0) return problem(c, 'not_found')
    c.header('Allow', methods.join(', '))
    return problem(c, 'method_not_allowed')
  })
  app.use('*', async (c, next) => {
    const incoming = c.env?.incoming
    c.set('address', addressOf(incoming?.socket.remoteAddress, c.req.header('x-forwarded-for')))
    c.set('person', null)
    c.set('ended', null)
    c.set('visitor', null)
    c.set('audit', async (act, { object = null, detail = null, actor = c.get('person') } = {}) => {
      const entry = {
        act,
        actor: actor && { id: actor.id, name: actor.name },
        address: c.get('address'),
        object,
        detail,
      }
      // What is done is done: it is not taken back because it could not be entered.
      await parts.audit
        .append(entry, Date.now())
        .catch((err: unknown) => parts.log.error({ err, act }, 'could not write to the audit log'))
    })
    await next()
    c.header('Referrer-Policy', 'no-referrer')
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
  })
  app.route('/', healthRoutes(parts))

  app.use(
    '/api/*',
    bodyBound((path) =>
      path === '/api/mail/inbound'
        ? Number.POSITIVE_INFINITY
        : isUpload(path) || isFeedUpload(path)
          ? Number.POSITIVE_INFINITY
          : path.startsWith('/api/auth/')
            ? MAX_SIGN_IN_BYTES
            : MAX_BODY_BYTES,
    ),
  )

  // The desk and signing in: same origin only. Everything else: pages the site allows, without cookies.
  app.use('/api/*', async (c, next) => {
    if (isDeskPath(c.req.path)) {
      if (!SAFE_METHODS.has(c.req.method)) refuseForeign(c, parts.publicUrl)
      const person = await parts.personOf(c.req.raw.headers)
      c.set('person', person)
      if (person) await parts.limits.take('desk', c.get('address'), person.id)
      else c.set('ended', await parts.whyEnded(c.req.header('cookie') ?? ''))
      return next()
    }
    const token = /^Bearer ([\w.~+/-]{10,1000}=*)$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (token) c.set('visitor', parts.tokens.read(token, Date.now()))
    const origin = c.req.header('origin')
    const allowed = await siteOrigins(origin ? (c.get('visitor')?.site ?? (await siteNamed(c))) : undefined)
    if (origin && !allowed.has(origin) && !sameHost(c, origin)) {
      // The refusal itself may be read anywhere: it tells the page's builder what is missing.
      c.header('Access-Control-Allow-Origin', '*')
      throw new Refusal('origin_not_allowed')
    }
    return cors({
      origin: (asked) => (allowed.has(asked) ? asked : null),
      allowMethods: ['GET', 'POST', 'PUT'],
      allowHeaders: ['Content-Type', 'Authorization', FILE_NAME_HEADER],
      maxAge: PREFLIGHT_AGE_S,
    })(c, next)
  })

  const api = router()
  api.route('/', outcomeForm(parts))
  api.route(
    '/',
    searchRoutes({
      ...parts,
      sendsMail: parts.resetMail !== null,
      availability: (site, locale) => parts.live.availability(site, locale),
      team: (site, locale) => parts.live.team(site, locale, 'at'),
      isKeptOut: (site, visitor, network) => parts.live.isKeptOut(site, visitor, network),
      limit: (kind, address, visitor) => parts.limits.take(kind, address, visitor),
      charge: (kind, address, points) => parts.limits.charge(kind, address, points),
    }),
  )
  api.route('/', visitorRoutes(parts))
  api.route('/', sightingRoutes(parts))
  api.route('/', orderRoutes(parts))
  api.route('/', attributeRoutes(parts))
  api.route('/', invitationRoutes(parts))
  api.route('/', visitRoutes(parts))
  api.route('/', invitingRoutes(parts))
  api.route('/', scenarioRoutes(parts))
  api.route('/', uploadRoutes(parts))
  api.route('/', fileRoute(parts))
  api.route('/', answerPictureRoutes(parts))
  api.route('/', answerRoutes({ ...parts, otherLeads: (id, site) => parts.people.otherLeads(id, site) }))
  api.route('/', foresightRoutes(parts))
  api.route('/', careRoutes(parts))
  api.route('/', dutyRoutes(parts))
  api.route('/', growthRoutes(parts))
  api.route('/', matchingRoutes(parts))
  api.route('/', findRoutes(parts))
  api.route('/', conversationRoutes(parts))
  api.route('/', keepingOutRoutes(parts))
  api.route('/', cardRoutes(parts))
  api.route('/', forYouRoutes(parts))
  api.route('/', labelRoutes(parts))
  api.route('/', savedViewRoutes(parts))
  api.route('/', workRoutes(parts))
  api.route('/', taskRoutes(parts))
  api.route('/', journalRoutes(parts))
  api.route('/', qualityRoutes(parts))
  api.route('/', offTopicRoutes(parts))
  api.route('/', pushRoutes(parts))
  api.route('/', mergeRoutes(parts))
  api.route('/', factRoutes(parts))
  api.route('/', snoozeRoutes(parts))
  api.route('/', figureRoutes(parts))
  api.route('/', templateRoutes(parts))
  api.route('/', promotionRoutes(parts))
  api.route('/', siteRoutes(parts))
  api.route('/', identityRoutes(parts))
  api.route('/', catalogueRoutes(parts))
  api.route('/', categoryRoutes(parts))
  api.route('/', pictureRoutes(parts))
  api.route('/', faceRoutes(parts))
  api.route('/', accountRoutes(parts))
  api.route('/', peopleRoutes({ ...parts, sites: async () => (await parts.library.find.sites()).map(({ id }) => id) }))
  api.route('/', passwordResetRoutes(parts))
  api.route('/', partsRoutes(parts))
  api.route('/', privacyRoutes(parts))
  api.route('/', letterRoutes(parts))
  api.route('/', mailRoutes(parts))
  app.route('/api', api)
  app.route('/api', authRoutes({ ...parts, onSessionsEnded: (id) => parts.sessionsEnded(id) }))
  describeAuth(app)
  describeFiles(app)
  describeSecurity(app, cookiePrefix(parts.publicUrl))
  serveDocument(app, parts.publicUrl)
  const quick = quickHearing(
    parts,
    ({ socket, headers }) => addressOf(socket.remoteAddress, String(headers['x-forwarded-for'] ?? '')),
    siteOrigins,
  )
  return Object.assign(app, { quick })
}

/** How a caller proves who they are. */
function describeSecurity(app: ReturnType<typeof router>, prefix: string): void {
  const cookie = (name: string, description: string) =>
    ({ type: 'apiKey', in: 'cookie', name: `${prefix}.${name}`, description }) as const
  const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description }) as const
  const schemes = {
    visitorToken: bearer('Of one visitor of one site, from `POST /api/visitors`'),
    deskSession: cookie(
      'session_token',
      'Of somebody signed in at the desk; `x-who` of the call says what they need to be',
    ),
    secondStep: cookie('two_factor', 'Of somebody whose password was right and whose code is asked for next'),
    inboundSecret: bearer('`MAIL_INBOUND_SECRET` of the settings'),
    catalogueKey: bearer('Of one site, from `GET /api/desk/catalogue/key`'),
  }
  for (const [name, scheme] of Object.entries(schemes))
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme)
}

/** What is answered beside the routes: this document and the loader. */
function describeFiles(app: ReturnType<typeof router>): void {
  const text = { 'text/plain': { schema: { type: 'string' as const } } }
  const file = (path: string, summary: string, type: string, refused: object = REFUSALS) =>
    app.openAPIRegistry.registerPath({
      method: 'get',
      path,
      summary,
      ...describedAs('get', path, 'anyone'),
      tags: ['files'],
      responses: {
        200: {
          description: 'The file',
          content: { [type]: { schema: { type: type === 'application/json' ? 'object' : 'string' } } },
        },
        304: { description: 'Unchanged since the one named by `If-None-Match`' },
        ...refused,
      },
    })
  file('/api/openapi.json', 'This document', 'application/json')
  file('/widget.js', 'The loader a shop embeds', 'text/javascript', {
    '4XX': { description: 'Not built, or not asked for by GET', content: text },
  })
}

/** Methods a path takes, from the same descriptions the document is made of. */
function methodsAt(app: ReturnType<typeof router>, path: string): string[] {
  const methods = app.openAPIRegistry.definitions.flatMap((one) =>
    one.type === 'route' &&
    new RegExp(`^${one.route.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
      ? [one.route.method.toUpperCase()]
      : [],
  )
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort()
}

/** The site a request is about, by its address or its body. */
async function siteNamed(c: Context<Env>): Promise<unknown> {
  const asked = c.req.query('site')
  if (asked !== undefined || !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return asked
  // What is no JSON is refused by the route, in the one shape.
  const body: unknown = await c.req.json().catch(() => null)
  return typeof body === 'object' && body !== null && 'site' in body ? body.site : undefined
}

/** A page under the address it was asked by is no stranger: without `PUBLIC_URL` one machine has several names. */
function sameHost(c: Context<Env>, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === c.req.header('host')
}

/** Changes at the desk need our own header (no form and no foreign page can send it unasked) and our own origin. */
function refuseForeign(c: Context<Env>, publicUrl: string): void {
  const origin = c.req.header('origin')
  const foreign = origin !== undefined && origin !== new URL(publicUrl).origin && !sameHost(c, origin)
  if (foreign) throw new Refusal('foreign_page')
  if (c.req.header(ORDER_HEADER) !== '1') throw new Refusal('header_needed')
}
