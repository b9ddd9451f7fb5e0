import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import type { Auth } from './auth.ts'
import { type Device, deviceOf } from './device.ts'

/** One place somebody is signed in at. */
export interface DeskSession {
  /** Not the token: names the session, opens nothing. */
  id: string
  device: Device
  address: string
  signedInAt: string
  /** Exact to ten minutes. */
  lastSeenAt: string
  current: boolean
}

interface SessionRow {
  id: string
  token: string
  ipAddress: string | null
  userAgent: string | null
  createdAt: string | Date
  updatedAt: string | Date
  expiresAt: string | Date
}

/** Where a person is signed in, and the way to end one of these. */
export function deskSessions(database: Database, auth: Auth, sameNetwork: (one: string, other: string) => boolean) {
  const db: Kysely<{ session: SessionRow & { userId: string } }> = database.db
  const rowsOf = async (personId: string): Promise<SessionRow[]> =>
    db
      .selectFrom('session')
      .select(['id', 'token', 'ipAddress', 'userAgent', 'createdAt', 'updatedAt', 'expiresAt'])
      .where('userId', '=', personId)
      .execute()
  return {
    /** Last seen first; the one these headers belong to is `current`. */
    list: async (personId: string, headers: Headers, now: number): Promise<DeskSession[]> => {
      const current = await auth.api.getSession({ headers })
      return (await rowsOf(personId))
        .filter((row) => new Date(row.expiresAt).getTime() > now)
        .map((row) => ({
          id: row.id,
          device: deviceOf(row.userAgent ?? ''),
          address: row.ipAddress ?? '',
          signedInAt: iso(row.createdAt),
          lastSeenAt: iso(row.updatedAt),
          current: row.id === current?.session.id,
        }))
        .sort((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt))
    },
    /** Those of these that are not over. */
    left: async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
      if (ids.length === 0) return new Set()
      const rows = await db.selectFrom('session').select(['id', 'expiresAt']).where('id', 'in', ids).execute()
      return new Set(rows.filter((row) => new Date(row.expiresAt).getTime() > Date.now()).map(({ id }) => id))
    },
    /** Whether this person has been let in from the network of this address before. */
    wasAt: async (personId: string, address: string): Promise<boolean> =>
      (await rowsOf(personId)).some(({ ipAddress }) => ipAddress !== null && sameNetwork(ipAddress, address)),
    /** The session of these headers works on this site from now on. */
    choose: async (headers: Headers, site: string): Promise<void> => {
      const current = await auth.api.getSession({ headers })
      if (current) await (await auth.$context).internalAdapter.updateSession(current.session.token, { site })
    },
    /** False when this person has no such session. */
    end: async (personId: string, id: string): Promise<boolean> => {
      const row = (await rowsOf(personId)).find((one) => one.id === id)
      if (!row) return false
      await (await auth.$context).internalAdapter.deleteSession(row.token)
      return true
    },
  }
}
export type DeskSessions = ReturnType<typeof deskSessions>

const iso = (at: string | Date) => new Date(at).toISOString()
