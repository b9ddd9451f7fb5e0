import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { AuditAct } from '../../audit/audit-log.ts'
import { ADDRESS_HEADER, type Auth } from '../../auth/auth.ts'
import type { DeskSessions } from '../../auth/desk-sessions.ts'
import { guessableBecause } from '../../auth/guessable-password.ts'
import type { DeskPerson, People } from '../../auth/people.ts'
import type { UsedCodes } from '../../auth/used-codes.ts'
import type { Limits } from '../../limits.ts'
import { networkOf } from '../address.ts'
import { AUTH_PATHS, type AuthPath, isAuthPath } from './describe-auth.ts'
import { Refusal } from '../problems/problem.ts'
import type { ProblemCode } from '#protocol'
import type { Env } from '../env.ts'
import { signedOut } from '../route.ts'

/** A password or a code proves who somebody is; failures are counted. */
const PROVES: ReadonlySet<AuthPath> = new Set([
  'sign-in/email',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
])
/** Somebody signed in says the password again; failures are counted as well: the session may be stolen. */
const PROVES_AGAIN: ReadonlySet<AuthPath> = new Set([
  'change-password',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/generate-backup-codes',
])
const CHECKS_PASSWORD: ReadonlySet<AuthPath> = new Set(['sign-in/email', ...PROVES_AGAIN])
const ACTS: Partial<Record<AuthPath, AuditAct>> = {
  'sign-out': 'signed_out',
  'change-password': 'password_changed',
  'revoke-other-sessions': 'sessions_ended',
  'two-factor/disable': 'second_step_off',
  'two-factor/generate-backup-codes': 'backup_codes_made',
}
/** After these, sockets that were opened before ask again who they are. */
const ENDS_SESSIONS: ReadonlySet<AuthPath> = new Set(['sign-out', 'change-password', 'revoke-other-sessions'])

/** better-auth tells the token of the session in these answers. */
const TELLS_TOKEN: ReadonlySet<AuthPath> = new Set([...PROVES, 'change-password'])

/** What better-auth refuses with, in our words. */
const REFUSALS: Record<string, ProblemCode> = {
  INVALID_CODE: 'wrong_code',
  INVALID_BACKUP_CODE: 'wrong_backup_code',
  INVALID_TWO_FACTOR_COOKIE: 'second_step_expired',
  TOTP_NOT_ENABLED: 'second_step_expired',
  BACKUP_CODES_NOT_ENABLED: 'second_step_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'second_step_expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many',
  INVALID_PASSWORD: 'wrong_password',
  PASSWORD_TOO_SHORT: 'password_too_short',
  PASSWORD_TOO_LONG: 'too_long',
}
/** These say that something was guessed wrong. */
const GUESSED: ReadonlySet<ProblemCode> = new Set([
  'wrong_credentials',
  'wrong_code',
  'wrong_backup_code',
  'wrong_password',
])

/** Signing in and out. Failures are counted per account and address, so that guessing stops and colleagues do not. */
export function authRoutes({
  auth,
  people,
  limits,
  deskSessions,
  codes,
  publicUrl,
  onSessionsEnded,
}: {
  auth: Auth
  people: People
  deskSessions: Pick<DeskSessions, 'wasAt'>
  codes: UsedCodes
  limits: Limits
  publicUrl: string
  onSessionsEnded(personId: string): Promise<void>
}) {
  /** better-auth's answer; its refusals become ours. */
  const answerOf = async (request: Request, path: AuthPath): Promise<Response | ProblemCode> => {
    const response = await auth.handler(request)
    if (response.ok || response.status >= 500) return response
    if (response.status === 403) return 'origin_not_allowed'
    const { code = '' } = await toldBy(response)
    return path === 'sign-in/email' ? 'wrong_credentials' : (REFUSALS[code] ?? 'invalid')
  }
  /** Of somebody just let in; null: no session was made. */
  const letIn = async (response: Response): Promise<DeskPerson | null> => {
    const { user } = await toldBy(response)
    const person = user ? await people.find(user.id) : null
    if (!person?.disabled) return person
    await (await auth.$context).internalAdapter.deleteUserSessions(person.id)
    throw new Refusal('wrong_credentials')
  }

  /** A code works once: a session that was made with a used one is taken back before anybody hears of it. */
  const isFirstUse = async (response: Response, code: string): Promise<boolean> => {
    const { user, token } = await toldBy(response)
    if (!user || (await codes.spend(user.id, code, Date.now()))) return true
    // The session of somebody who was signed in before stays.
    if (token && response.headers.getSetCookie().length > 0)
      await (await auth.$context).internalAdapter.deleteSession(token)
    return false
  }

  return new Hono<Env>().post('/auth/*', async (c) => {
    const path = new URL(c.req.url).pathname.slice('/api/auth/'.length)
    if (!isAuthPath(path)) throw new Refusal('not_found')
    const address = c.get('address')
    const audit = c.get('audit')
    // Signing in replaces whoever sat here before.
    const signedIn = path === 'sign-in/email' ? null : c.get('person')
    if (AUTH_PATHS[path].who !== 'anyone' && !signedIn) throw signedOut(c)
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new Refusal('unsupported_media')
    const body = AUTH_PATHS[path].body.safeParse(parsed(await c.req.text()))
    if (!body.success) throw new Refusal(path === 'sign-in/email' ? 'wrong_credentials' : 'invalid')
    const { email, newPassword, code = '' }: Said = body.data
    if (signedIn && newPassword !== undefined && (await guessableBecause(newPassword, signedIn)) === 'too_common')
      throw new Refusal('password_too_common')
    // A second step is counted by the first step it belongs to: five codes for each, and first steps are counted by account.
    const countedBy = email
      ? accountKey(email, address)
      : signedIn
        ? `person:${signedIn.id}`
        : secondStepKey(c.req.header('cookie'))
    if (PROVES.has(path) || PROVES_AGAIN.has(path)) await limits.take('signIn', address, countedBy)
    const account = (email ?? signedIn?.mail ?? '').trim().toLowerCase()
    if (CHECKS_PASSWORD.has(path)) {
      const owner = signedIn ?? (await people.findByMail(account))
      // Whoever has been let in from here before does not wait because of somebody who guesses elsewhere.
      if (!owner || !(await deskSessions.wasAt(owner.id, address))) await limits.slowDown(account)
    }

    const headers = new Headers(c.req.raw.headers)
    headers.set(ADDRESS_HEADER, address)
    // Where it comes from was judged before; better-auth would refuse a program that names no origin.
    headers.set('origin', new URL(publicUrl).origin)
    headers.delete('content-length')
    const sent = path === 'change-password' ? { revokeOtherSessions: true, ...body.data } : body.data
    const answered = await answerOf(
      new Request(c.req.url, { method: 'POST', headers, body: JSON.stringify(sent) }),
      path,
    )
    if (typeof answered === 'string') {
      if (GUESSED.has(answered)) {
        // An address nobody has is not kept: it may be somebody's password in the wrong field.
        const object = signedIn?.id ?? (email ? ((await people.findByMail(email))?.id ?? null) : null)
        await audit(failedAct(path, signedIn), { object, detail: { step: path } })
      }
      throw new Refusal(answered)
    }
    if (!answered.ok) return answered
    if (path === 'two-factor/verify-totp' && !(await isFirstUse(answered, code))) {
      const { user } = await toldBy(answered)
      await audit(failedAct(path, signedIn), { object: user?.id ?? null, detail: { step: path } })
      throw new Refusal('code_used')
    }
    if (path === 'two-factor/disable' && signedIn) await codes.forget(signedIn.id)
    if (signedIn) {
      if (PROVES.has(path) || PROVES_AGAIN.has(path)) await limits.forgive('signIn', countedBy)
      if (CHECKS_PASSWORD.has(path)) await limits.forgiveAccount(account)
      const begins = path === 'two-factor/verify-totp' && !signedIn.totp
      // A session from before may be a thief's: with the second step on, only the one that proved it stays.
      if (begins) await auth.api.revokeOtherSessions({ headers: new Headers({ cookie: cookiesOf(answered) }) })
      const act = begins ? 'second_step_on' : ACTS[path]
      if (act) await audit(act)
      if (begins || ENDS_SESSIONS.has(path)) await onSessionsEnded(signedIn.id)
      return TELLS_TOKEN.has(path) ? withoutToken(answered) : answered
    }
    if (!PROVES.has(path)) return answered
    const person = await letIn(answered)
    // Only somebody who is really in has proved that the failures were theirs.
    if (person) {
      await limits.forgive('signIn', accountKey(person.mail, address))
      await limits.forgiveAccount(person.mail)
      await audit('signed_in', { actor: person })
    }
    return withoutToken(answered)
  })
}

/** What of better-auth's answers we look at; the answer stays readable. */
const Told = z.object({
  code: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
  token: z.string().nullish(),
  twoFactorRedirect: z.boolean().optional(),
})
const toldBy = async (response: Response): Promise<z.output<typeof Told>> =>
  Told.catch({}).parse(
    await response
      .clone()
      .json()
      .catch(() => ({})),
  )
/** What the bodies of these paths say between them. */
interface Said {
  email?: string
  password?: string
  currentPassword?: string
  newPassword?: string
  code?: string
}

const failedAct = (path: AuthPath, signedIn: DeskPerson | null): AuditAct =>
  !signedIn || path === 'sign-in/email'
    ? 'sign_in_failed'
    : PROVES.has(path)
      ? 'second_step_failed'
      : 'password_check_failed'

/** The session lives in an HttpOnly cookie; the copy of it in the answer is not for scripts. */
async function withoutToken(response: Response): Promise<Response> {
  const { twoFactorRedirect = false } = await toldBy(response)
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify({ twoFactorRedirect }), { status: response.status, headers })
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')

const accountKey = (mail: string, address: string) => `${mail.trim().toLowerCase()}|${networkOf(address)}`
const secondStepKey = (cookie = '') =>
  createHash('sha256')
    .update(/two_factor=([^;]{1,500})/.exec(cookie)?.[1] ?? '-')
    .digest('hex')

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '{}')
  } catch {
    return null
  }
}
