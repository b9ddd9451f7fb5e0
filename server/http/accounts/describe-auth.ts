import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Env } from '../env.ts'
import { describedAs, OrderHeader, REFUSALS, type Security, securityOf } from '../openapi/describe-route.ts'
import { Mail } from '../schemas/common.ts'

const Password = z.string().max(128)
const Code = z.string().max(32)
const Done = z.looseObject({})
const SignedIn = z.object({ twoFactorRedirect: z.boolean() })

/** What of better-auth can be reached, by path below `/api/auth/`: who may call it, what it takes, what it answers. */
export const AUTH_PATHS = {
  'sign-in/email': {
    summary: 'Sign in; `twoFactorRedirect` asks for a code next',
    who: 'anyone',
    body: z.object({ email: Mail, password: Password }),
    answer: SignedIn,
  },
  'two-factor/verify-totp': {
    summary: 'Second step: a code from the app',
    who: 'anyone',
    body: z.object({ code: Code }),
    answer: SignedIn,
  },
  'two-factor/verify-backup-code': {
    summary: 'Second step: a backup code',
    who: 'anyone',
    body: z.object({ code: Code }),
    answer: SignedIn,
  },
  'sign-out': { summary: 'Sign out', who: 'anyone', body: z.object({}), answer: Done },
  'change-password': {
    summary: 'Change the password',
    who: 'operator',
    body: z.object({ currentPassword: Password, newPassword: Password, revokeOtherSessions: z.boolean().optional() }),
    answer: Done,
  },
  'revoke-other-sessions': { summary: 'Sign out everywhere else', who: 'operator', body: z.object({}), answer: Done },
  'two-factor/enable': {
    summary: 'Begin with one-time codes',
    who: 'operator',
    body: z.object({ password: Password }),
    answer: z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }),
  },
  'two-factor/disable': {
    summary: 'End one-time codes',
    who: 'operator',
    body: z.object({ password: Password }),
    answer: Done,
  },
  'two-factor/generate-backup-codes': {
    summary: 'New backup codes',
    who: 'operator',
    body: z.object({ password: Password }),
    answer: z.object({ backupCodes: z.array(z.string()) }),
  },
} as const
export type AuthPath = keyof typeof AUTH_PATHS

export const isAuthPath = (path: string): path is AuthPath => Object.hasOwn(AUTH_PATHS, path)

/** A code is the second step of signing in, or the first use of an app by somebody signed in. */
const provedBy = (path: string, who: string): Security =>
  path.startsWith('two-factor/verify-')
    ? [{ secondStep: [] }, { deskSession: [] }]
    : path === 'sign-out'
      ? [{}, { deskSession: [] }]
      : securityOf(who)

/** Enters these routes into the OpenAPI document. */
export function describeAuth(app: OpenAPIHono<Env>): void {
  for (const [path, { summary, who, body, answer }] of Object.entries(AUTH_PATHS)) {
    app.openAPIRegistry.registerPath({
      method: 'post',
      path: `/api/auth/${path}`,
      summary,
      ...describedAs('post', `/api/auth/${path}`, who, provedBy(path, who)),
      request: { headers: OrderHeader, body: { required: true, content: { 'application/json': { schema: body } } } },
      responses: {
        200: { description: 'Done', content: { 'application/json': { schema: answer } } },
        ...REFUSALS,
      },
    })
  }
}
