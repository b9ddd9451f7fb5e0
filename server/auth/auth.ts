import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { twoFactor } from 'better-auth/plugins'
import type { Database } from '#kb'
import type { EndedSessions } from './ended-sessions.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './weak-password.ts'

const SESSION_IDLE_S = 12 * 60 * 60
/** How exactly the list of devices knows when each was last seen. */
const SESSION_REFRESH_S = 10 * 60
/** Set by us from the socket's own address; whatever a client sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-firstline-address'

/** How better-auth names the tokens its `resetPassword` takes. */
export const RESET_IDENTIFIER = 'reset-password:'

export type Auth = ReturnType<typeof createAuth>

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:')
/** What the names of our cookies begin with: behind https browsers hold `__Host-` to this host and to https. */
export const cookiePrefix = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-firstline' : 'firstline')

/** Sessions, passwords and one-time codes by better-auth on our own tables. People are added by invitation only. */
export function createAuth(parts: {
  database: Database
  secret: string
  publicUrl: string
  trustedOrigins: string[]
  ended: Pick<EndedSessions, 'remember'>
}) {
  const secure = isSecure(parts.publicUrl)
  return betterAuth({
    appName: 'Firstline',
    baseURL: parts.publicUrl,
    basePath: '/api/auth',
    secret: parts.secret,
    database: { db: parts.database.db, type: parts.database.kind },
    trustedOrigins: parts.trustedOrigins,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      revokeSessionsOnPasswordReset: true,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, defaultValue: 'operator', input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
      },
    },
    session: {
      expiresIn: SESSION_IDLE_S,
      updateAge: SESSION_REFRESH_S,
      // On which of their sites somebody works now; each device for itself.
      additionalFields: { site: { type: 'string', required: false, input: false } },
    },
    databaseHooks: {
      session: { delete: { after: (session) => parts.ended.remember(session, Date.now()) } },
    },
    // A link that sets a password is stored as its hash alone: who reads the database or a backup cannot follow it.
    verification: { storeIdentifier: { default: 'plain', overrides: { [RESET_IDENTIFIER]: 'hashed' } } },
    // Its own limiter counts per address and would lock out a shared office; auth-routes.ts counts failures per account and address.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: cookiePrefix(parts.publicUrl),
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [twoFactor({ issuer: 'Firstline' })],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })
}

/** Creates or extends better-auth's tables. */
export async function migrateAuth(auth: Auth): Promise<void> {
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
}
