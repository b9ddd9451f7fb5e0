import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '#kb'

/** Why a session is over: told to whoever still holds its cookie. */
export const ENDINGS = ['elsewhere', 'access_taken', 'password_reset', 'expired'] as const
export type Ending = (typeof ENDINGS)[number]

export const endedSessionMigrations = {
  '2003-ended-sessions': {
    up: (db: Database['db']) =>
      db.schema
        .createTable('endedSessions')
        .addColumn('tokenHash', 'text', (column) => column.primaryKey())
        .addColumn('because', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute(),
  },
}

/** As long as a cookie may lie in a browser. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
const TOKEN_COOKIE = /firstline\.session_token=([^;\s]{1,400})/

const cause = new AsyncLocalStorage<Ending>()
/** Sessions that `run` deletes are remembered as ended because of this; without it, as ended from elsewhere. */
export const endingBecause = <T>(because: Ending, run: () => Promise<T>): Promise<T> => cause.run(because, run)

export interface EndedSessions {
  /** Called for each session that is deleted. */
  remember(session: { token: string; expiresAt: Date | string }, now: number): Promise<void>
  /** Why the session of this cookie is over; null: the cookie was never ours, or there is none. Asked only once no session answers to it. */
  whyEnded(cookie: string): Promise<Ending | null>
}

/** Ended sessions leave the hash of their token behind, so that the sign-in page can say why it is there. */
export function endedSessions(database: Database, secret: string): EndedSessions {
  const db: Kysely<{ endedSessions: { tokenHash: string; because: string; at: string } }> = database.db
  return {
    remember: async ({ token, expiresAt }, now) => {
      if (new Date(expiresAt).getTime() <= now) return
      await db
        .insertInto('endedSessions')
        .values({ tokenHash: hashed(token), because: cause.getStore() ?? 'elsewhere', at: new Date(now).toISOString() })
        .onConflict((conflict) => conflict.column('tokenHash').doNothing())
        .execute()
      await db
        .deleteFrom('endedSessions')
        .where('at', '<', new Date(now - KEPT_MS).toISOString())
        .execute()
    },
    whyEnded: async (cookie) => {
      const token = signedToken(TOKEN_COOKIE.exec(cookie)?.[1], secret)
      if (token === null) return null
      const row = await db
        .selectFrom('endedSessions')
        .select('because')
        .where('tokenHash', '=', hashed(token))
        .executeTakeFirst()
      return ENDINGS.find((one) => one === row?.because) ?? 'expired'
    },
  }
}

const hashed = (token: string) => createHash('sha256').update(token).digest('hex')

/** The token of a cookie we signed (`token.HMAC-SHA-256`, as better-auth writes it), or null. */
function signedToken(value: string | undefined, secret: string): string | null {
  const whole = decoded(value ?? '')
  const at = whole.lastIndexOf('.')
  if (at < 1) return null
  const token = whole.slice(0, at)
  const given = Buffer.from(whole.slice(at + 1), 'base64')
  const made = createHmac('sha256', secret).update(token).digest()
  return given.length === made.length && timingSafeEqual(given, made) ? token : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
