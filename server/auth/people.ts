import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import type { Auth } from './auth.ts'
import { endingBecause } from './ended-sessions.ts'

export const ROLES = ['operator', 'lead', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who can sign in at the desk. */
export interface DeskPerson {
  id: string
  name: string
  mail: string
  role: Role
  totp: boolean
  disabled: boolean
}

/** Whether `role` may do what `needed` may: an admin can all a lead can, a lead all an operator can. */
export const mayActAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed)

export interface People {
  find(id: string): Promise<DeskPerson | null>
  list(): Promise<DeskPerson[]>
  count(): Promise<number>
  /** Active leads and admins other than this person: with none, a lead may approve their own answers. */
  otherLeads(id: string): Promise<number>
  /** Refused as `mail_taken` when someone already signs in with this address. */
  add(person: {
    name: string
    mail: string
    role: Role
    password: string
  }): Promise<{ ok: true; person: DeskPerson } | { ok: false; code: 'mail_taken' }>
  /** By address, however it is written; null: nobody signs in with it. */
  findByMail(mail: string): Promise<DeskPerson | null>
  /** The last admin keeps the role and stays enabled (`last_admin`). */
  change(
    id: string,
    change: { name?: string | undefined; role?: Role | undefined; disabled?: boolean | undefined },
  ): Promise<{ ok: true; person: DeskPerson } | { ok: false; code: 'not_found' | 'last_admin' }>
  /** Who is removed never signs in again; what they wrote keeps their name. The last admin stays. */
  remove(id: string): Promise<{ ok: true; person: DeskPerson } | { ok: false; code: 'not_found' | 'last_admin' }>
  /** Takes one-time codes and backup codes away: sign-in asks for the password alone. */
  endSecondStep(id: string): Promise<void>
}

interface UserRow {
  id: string
  name: string
  email: string
  role: string
  disabled: number | boolean | null
  twoFactorEnabled: number | boolean | null
}

export function peopleOf(database: Database, auth: Auth): People {
  const db: Kysely<{ user: UserRow }> = database.db
  const rows = () => db.selectFrom('user').select(['id', 'name', 'email', 'role', 'disabled', 'twoFactorEnabled'])
  const find = async (id: string) => {
    const row = await rows().where('id', '=', id).executeTakeFirst()
    return row ? presentPerson(row) : null
  }
  const endSecondStep = async (id: string) => {
    const context = await auth.$context
    await database.db.deleteFrom('twoFactor').where('userId', '=', id).execute()
    await database.db.deleteFrom('usedCodes').where('personId', '=', id).execute()
    await context.internalAdapter.updateUser(id, { twoFactorEnabled: false })
  }
  const activeWith = async (roles: Role[], except: string) => {
    const people = await rows().where('role', 'in', roles).where('id', '!=', except).execute()
    return people.filter((row) => !row.disabled).length
  }
  return {
    find,
    list: async () => (await rows().orderBy('name').execute()).map(presentPerson),
    count: async () =>
      Number(
        (
          await database.db
            .selectFrom('user')
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      ),
    otherLeads: (id) => activeWith(['lead', 'admin'], id),
    add: async ({ name, mail, role, password }) => {
      const context = await auth.$context
      const email = mail.trim().toLowerCase()
      if (await context.internalAdapter.findUserByEmail(email)) return { ok: false, code: 'mail_taken' }
      const user = await context.internalAdapter.createUser(
        { name, email, emailVerified: true, role, disabled: false },
        { method: 'invitation' },
      )
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await context.password.hash(password),
      })
      return { ok: true, person: { id: user.id, name, mail: email, role, totp: false, disabled: false } }
    },
    findByMail: async (mail) => {
      const row = await rows().where('email', '=', mail.trim().toLowerCase()).executeTakeFirst()
      return row ? presentPerson(row) : null
    },
    change: async (id, { name, role, disabled }) => {
      const person = await find(id)
      if (!person) return { ok: false, code: 'not_found' }
      const losesAdmin = person.role === 'admin' && ((role !== undefined && role !== 'admin') || disabled === true)
      if (losesAdmin && (await activeWith(['admin'], id)) === 0) return { ok: false, code: 'last_admin' }
      const context = await auth.$context
      await context.internalAdapter.updateUser(id, {
        name: name ?? person.name,
        role: role ?? person.role,
        disabled: disabled ?? person.disabled,
      })
      if (disabled) await endingBecause('access_taken', () => context.internalAdapter.deleteUserSessions(id))
      return { ok: true, person: (await find(id)) ?? person }
    },
    remove: async (id) => {
      const person = await find(id)
      if (!person) return { ok: false, code: 'not_found' }
      if (person.role === 'admin' && (await activeWith(['admin'], id)) === 0) return { ok: false, code: 'last_admin' }
      const context = await auth.$context
      await database.db.deleteFrom('twoFactor').where('userId', '=', id).execute()
      await database.db.deleteFrom('usedCodes').where('personId', '=', id).execute()
      await database.db.deleteFrom('verification').where('value', '=', id).execute()
      await endingBecause('access_taken', () => context.internalAdapter.deleteUser(id))
      return { ok: true, person }
    },
    endSecondStep,
  }
}

const presentPerson = (row: UserRow): DeskPerson => ({
  id: row.id,
  name: row.name,
  mail: row.email,
  role: ROLES.find((role) => role === row.role) ?? 'operator',
  totp: Boolean(row.twoFactorEnabled),
  disabled: Boolean(row.disabled),
})
