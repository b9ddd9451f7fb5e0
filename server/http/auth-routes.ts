import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Env } from './route.ts'
import type { AuditAct } from '../audit/audit-log.ts'
import { AUTH_PATHS, type AuthPath, isAuthPath } from './describe-auth.ts'
import { Refusal } from './problem.ts'
import type { Limits } from '../limits.ts'
import { ADDRESS_HEADER, type Auth } from '../auth/auth.ts'
import type { People } from '../auth/people.ts'
import { weaknessOf } from '../auth/weak-password.ts'

const GUARDED: ReadonlySet<string> = new Set([
  'sign-in/email',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
])

const ACTS: Partial<Record<AuthPath, AuditAct>> = {
  'sign-out': 'signed_out',
  'change-password': 'password_changed',
  'revoke-other-sessions': 'sessions_ended',
  'two-factor/enable': 'second_step_on',
  'two-factor/disable': 'second_step_off',
  'two-factor/generate-backup-codes': 'backup_codes_made',
}
/** After these, sockets that were opened before ask again who they are. */
const ENDS_SESSIONS: ReadonlySet<string> = new Set(['sign-out', 'change-password', 'revoke-other-sessions'])

/** Signing in and out. Failures are counted per account and address, so that guessing stops and colleagues do not. */
export function authRoutes({
  auth,
  people,
  limits,
  onSessionsEnded,
}: {
  auth: Auth
  people: People
  limits: Limits
  onSessionsEnded(personId: string): Promise<void>
}) {
  return new Hono<Env>().post('/auth/*', async (c) => {
    const path = new URL(c.req.url).pathname.slice('/api/auth/'.length)
    if (!isAuthPath(path)) throw new Refusal('not_found')
    const address = c.get('address')
    const signedIn = c.get('person')
    if (AUTH_PATHS[path].who !== 'anyone' && !signedIn) throw new Refusal('signed_out')
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) throw new Refusal('unsupported_media')
    const text = await c.req.text()
    const body = AUTH_PATHS[path].body.safeParse(parsed(text))
    if (!body.success) throw new Refusal(GUARDED.has(path) ? 'wrong_credentials' : 'invalid')
    const { email, newPassword } = body.data as { email?: string; newPassword?: string }
    if (signedIn && newPassword !== undefined && weaknessOf(newPassword, signedIn.mail) === 'too_common')
      throw new Refusal('password_too_common')
    // A second step is counted by the first step it belongs to: five codes for each, and first steps are counted by account.
    if (GUARDED.has(path))
      await limits.take('signIn', address, email ? accountKey(email, address) : secondStepKey(c.req.header('cookie')))
    const headers = new Headers(c.req.raw.headers)
    headers.set(ADDRESS_HEADER, address)
    headers.delete('content-length')
    const response = await auth.handler(
      new Request(c.req.url, { method: 'POST', headers, body: JSON.stringify(body.data) }),
    )
    const audit = c.get('audit')
    if (!GUARDED.has(path)) {
      const act = ACTS[path]
      if (response.ok && signedIn && act) {
        await audit(act)
        if (ENDS_SESSIONS.has(path)) await onSessionsEnded(signedIn.id)
      }
      return response
    }
    if (response.status === 403) throw new Refusal('origin_not_allowed')
    if (response.status >= 400 && response.status < 500) {
      // An address nobody has is not kept: it may be somebody's password in the wrong field.
      const known = email ? (await people.list()).find((one) => one.mail === email.trim().toLowerCase()) : undefined
      await audit('sign_in_failed', { object: known?.id ?? null, detail: { step: path } })
      throw new Refusal('wrong_credentials')
    }
    if (!response.ok) return response
    const { user } = (await response.clone().json()) as { user?: { id: string } }
    const person = user ? await people.find(user.id) : null
    if (person?.disabled) {
      const context = await auth.$context
      await context.internalAdapter.deleteUserSessions(person.id)
      throw new Refusal('wrong_credentials')
    }
    // Only somebody who is really in has proved that the failures were theirs.
    if (person) {
      await limits.forgive('signIn', accountKey(person.mail, address))
      await audit('signed_in', { actor: person })
    }
    return withoutToken(response)
  })
}

/** The session lives in an HttpOnly cookie; the copy of it in the answer is not for scripts. */
async function withoutToken(response: Response): Promise<Response> {
  const { twoFactorRedirect = false } = (await response.json()) as { twoFactorRedirect?: boolean }
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify({ twoFactorRedirect }), { status: response.status, headers })
}

const accountKey = (mail: string, address: string) => `${mail.trim().toLowerCase()}|${address}`
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
