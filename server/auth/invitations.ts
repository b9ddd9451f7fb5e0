import { newId, randomText } from '#shared'
import { createHash } from 'node:crypto'
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { Database } from '#kb'
import type { DeskPerson, People, Role } from './people.ts'

const INVITATION_LIFE_MS = 72 * 60 * 60 * 1000
const TOKEN_LENGTH = 32

export interface Invitation {
  id: string
  name: string
  mail: string
  role: Role
  /** Whose member they become; null: an admin, of every site. */
  site: string | null
  by: string
  expiresAt: string
}

export const invitationMigrations = {
  '2001-invitations': {
    up: (db: Database['db']) =>
      db.schema
        .createTable('invitations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('tokenHash', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('mail', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('expiresAt', 'text', (column) => column.notNull())
        .execute(),
  },
}

const hashed = (token: string) => createHash('sha256').update(token).digest('hex')

const ofSite =
  (site: string | null) =>
  (eb: ExpressionBuilder<{ invitations: Invitation & { tokenHash: string } }, 'invitations'>): Expression<SqlBool> =>
    site === null ? eb('site', 'is', null) : eb('site', '=', site)

/**
 * Links that let one person in once, within 72 hours. Only the hash of a token is stored.
 * The first admin's link is an invitation without an inviter, made while nobody exists.
 */
export function invitationsOf(database: Database, people: People, defaultSite: () => Promise<string>) {
  const db: Kysely<{ invitations: Invitation & { tokenHash: string } }> = database.db
  const present = ({ tokenHash: _, ...invitation }: Invitation & { tokenHash: string }): Invitation => invitation
  const invite = async (person: Omit<Invitation, 'id' | 'expiresAt'>, now: number) => {
    const token = randomText(TOKEN_LENGTH)
    const invitation: Invitation = {
      id: newId('inv', now),
      ...person,
      expiresAt: new Date(now + INVITATION_LIFE_MS).toISOString(),
    }
    await db.deleteFrom('invitations').where('mail', '=', person.mail).where(ofSite(person.site)).execute()
    await db
      .insertInto('invitations')
      .values({ ...invitation, tokenHash: hashed(token) })
      .execute()
    return { token, invitation }
  }
  const find = async (token: string, now: number) => {
    const row = await db
      .selectFrom('invitations')
      .selectAll()
      .where('tokenHash', '=', hashed(token))
      .where('expiresAt', '>', new Date(now).toISOString())
      .executeTakeFirst()
    return row ? present(row) : null
  }
  return {
    invite,
    find,
    /** Those that lead to this site; an admin's lead to every one. */
    list: async (site: string, now: number) =>
      (
        await db
          .selectFrom('invitations')
          .selectAll()
          .where('mail', '!=', '')
          .where((eb) => eb.or([ofSite(site)(eb), ofSite(null)(eb)]))
          .where('expiresAt', '>', new Date(now).toISOString())
          .orderBy('expiresAt', 'desc')
          .limit(100)
          .execute()
      ).map(present),
    withdraw: async (id: string) => {
      await db.deleteFrom('invitations').where('id', '=', id).execute()
    },
    /** The token of the first admin's link, or null once somebody can sign in. A new start replaces the earlier link. */
    setupToken: async (now: number) =>
      (await people.count()) > 0
        ? null
        : (await invite({ name: '', mail: '', role: 'admin', site: null, by: 'setup' }, now)).token,
    /**
     * Somebody who works here already, on other sites: the password they have lets them in, and their name stays theirs. Who
     * invited them learns of none of it.
     */
    join: async (token: string, person: DeskPerson, password: string, now: number) => {
      const invitation = await find(token, now)
      if (!invitation?.site || invitation.role === 'admin')
        return { ok: false as const, code: 'link_used_or_expired' as const }
      if (!(await people.join(person.id, invitation.site, invitation.role, password)))
        return { ok: false as const, code: 'wrong_credentials' as const }
      await db.deleteFrom('invitations').where('id', '=', invitation.id).execute()
      return { ok: true as const, person: (await people.find(person.id)) ?? person }
    },
    /** Uses up the token, then adds the person: of two at once, one is refused. */
    accept: async (
      token: string,
      given: { name: string; mail?: string | undefined; password: string },
      now: number,
    ) => {
      const invitation = await find(token, now)
      if (!invitation) return { ok: false as const, code: 'link_used_or_expired' as const }
      const used = await db.deleteFrom('invitations').where('id', '=', invitation.id).executeTakeFirst()
      if (Number(used.numDeletedRows) === 0) return { ok: false as const, code: 'link_used_or_expired' as const }
      const { role } = invitation
      const mail = invitation.mail || given.mail || ''
      const site = invitation.site ?? (await defaultSite())
      return people.add({ name: given.name, mail, role, site, password: given.password })
    },
  }
}
export type Invitations = ReturnType<typeof invitationsOf>
