import type { Kysely } from 'kysely'
import type { Database } from '#kb'
import type { Auth } from './auth.ts'
import { endingBecause } from './ended-sessions.ts'
import { membersOf, type SiteRole, type SiteRoles } from './members.ts'

export const ROLES = ['operator', 'lead', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who can sign in at the desk. */
export interface DeskPerson {
  id: string
  name: string
  mail: string
  /** On the site they are looked at from; looked at from none, the most they may anywhere. */
  role: Role
  /** Their role on each site they are a member of; null: an admin, of every site there is. */
  sites: SiteRoles | null
  totp: boolean
  disabled: boolean
}

/** Who a request comes from, and on which site they work. */
export type SignedIn = DeskPerson & { site: string }

/** What somebody is on this site; null: no member of it. */
export function personOn<P extends DeskPerson>(person: P, site: string): (P & { site: string }) | null {
  if (person.sites === null) return { ...person, site, role: 'admin' }
  const role = Object.hasOwn(person.sites, site) ? person.sites[site] : undefined
  return role ? { ...person, site, role } : null
}

/** Whether `role` may do what `needed` may: an admin can all a lead can, a lead all an operator can. */
export const mayActAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed)

export interface People {
  find(id: string): Promise<DeskPerson | null>
  /** Everybody there is. */
  all(): Promise<DeskPerson[]>
  /** Members of this site, in their roles there. */
  list(site: string): Promise<DeskPerson[]>
  count(): Promise<number>
  /** Active leads of the site, and admins, other than this person: with none, a lead may approve their own answers. */
  otherLeads(id: string, site: string): Promise<number>
  /** Ids of active leads of the site, and of admins. */
  leadsOf(site: string): Promise<string[]>
  /** Refused as `mail_taken` when someone already signs in with this address. */
  add(person: {
    name: string
    mail: string
    role: Role
    /** Whose member they become; of an admin it says nothing. */
    site: string
    password: string
  }): Promise<{ ok: true; person: DeskPerson } | { ok: false; code: 'mail_taken' }>
  /** By address, however it is written; null: nobody signs in with it. */
  findByMail(mail: string): Promise<DeskPerson | null>
  /** Somebody who is here already becomes a member of one more site, with the password they have; false: it is another. */
  join(id: string, site: string, role: SiteRole, password: string): Promise<boolean>
  /** Exactly these; the sessions of whoever is left without any end. Says nothing of an admin, who is a member of every site. */
  setSites(id: string, sites: SiteRoles): Promise<DeskPerson | null>
  /** The last admin keeps the role and stays enabled (`last_admin`). A role below admin is one on `site`. */
  change(
    id: string,
    change: { name?: string | undefined; role?: Role | undefined; disabled?: boolean | undefined },
    site: string,
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
  const members = membersOf(database)
  const db: Kysely<{ user: UserRow }> = database.db
  const rows = () => db.selectFrom('user').select(['id', 'name', 'email', 'role', 'disabled', 'twoFactorEnabled'])
  const find = async (id: string) => {
    const row = await rows().where('id', '=', id).executeTakeFirst()
    return row ? presentPerson(row, await members.of(row.id)) : null
  }
  const all = async () => {
    const [people, roles] = await Promise.all([rows().orderBy('name').execute(), members.all()])
    return people.map((row) => presentPerson(row, roles.get(row.id) ?? {}))
  }
  const list = async (site: string) => (await all()).flatMap((one) => personOn(one, site) ?? [])
  const leadsOf = async (site: string) =>
    (await list(site)).flatMap((one) => (one.disabled || one.role === 'operator' ? [] : [one.id]))
  const endSecondStep = async (id: string) => {
    const context = await auth.$context
    await database.db.deleteFrom('twoFactor').where('userId', '=', id).execute()
    await database.db.deleteFrom('usedCodes').where('personId', '=', id).execute()
    await context.internalAdapter.updateUser(id, { twoFactorEnabled: false })
  }
  const otherAdmins = async (except: string) => {
    const people = await rows().where('role', '=', 'admin').where('id', '!=', except).execute()
    return people.filter((row) => !row.disabled).length
  }
  return {
    find,
    all,
    list,
    count: async () =>
      Number(
        (
          await database.db
            .selectFrom('user')
            .select(({ fn }) => fn.countAll().as('count'))
            .executeTakeFirstOrThrow()
        ).count,
      ),
    otherLeads: async (id, site) => (await leadsOf(site)).filter((one) => one !== id).length,
    leadsOf,
    add: async ({ name, mail, role, site, password }) => {
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
      if (role !== 'admin') await members.put(user.id, site, role)
      const sites = role === 'admin' ? null : { [site]: role }
      return { ok: true, person: { id: user.id, name, mail: email, role, sites, totp: false, disabled: false } }
    },
    findByMail: async (mail) => {
      const row = await rows().where('email', '=', mail.trim().toLowerCase()).executeTakeFirst()
      return row ? presentPerson(row, await members.of(row.id)) : null
    },
    join: async (id, site, role, password) => {
      const context = await auth.$context
      const account = (await context.internalAdapter.findAccounts(id)).find((one) => one.providerId === 'credential')
      if (!account?.password || !(await context.password.verify({ hash: account.password, password }))) return false
      await members.put(id, site, role)
      return true
    },
    setSites: async (id, sites) => {
      const person = await find(id)
      if (!person) return null
      for (const site of Object.keys(person.sites ?? {}))
        if (!Object.hasOwn(sites, site)) await members.remove(id, site)
      for (const [site, role] of Object.entries(sites)) await members.put(id, site, role)
      const context = await auth.$context
      if (person.sites !== null && Object.keys(sites).length === 0)
        await endingBecause('access_taken', () => context.internalAdapter.deleteUserSessions(id))
      return find(id)
    },
    change: async (id, { name, role, disabled }, site) => {
      const person = await find(id)
      if (!person) return { ok: false, code: 'not_found' }
      const losesAdmin = person.role === 'admin' && ((role !== undefined && role !== 'admin') || disabled === true)
      if (losesAdmin && (await otherAdmins(id)) === 0) return { ok: false, code: 'last_admin' }
      const context = await auth.$context
      await context.internalAdapter.updateUser(id, {
        name: name ?? person.name,
        role: role ?? person.role,
        disabled: disabled ?? person.disabled,
      })
      if (role && role !== 'admin') await members.put(id, site, role)
      if (disabled) await endingBecause('access_taken', () => context.internalAdapter.deleteUserSessions(id))
      return { ok: true, person: (await find(id)) ?? person }
    },
    remove: async (id) => {
      const person = await find(id)
      if (!person) return { ok: false, code: 'not_found' }
      if (person.role === 'admin' && (await otherAdmins(id)) === 0) return { ok: false, code: 'last_admin' }
      const context = await auth.$context
      await database.db.deleteFrom('twoFactor').where('userId', '=', id).execute()
      await database.db.deleteFrom('usedCodes').where('personId', '=', id).execute()
      await database.db.deleteFrom('verification').where('value', '=', id).execute()
      await members.removeAll(id)
      await endingBecause('access_taken', () => context.internalAdapter.deleteUser(id))
      return { ok: true, person }
    },
    endSecondStep,
  }
}

const presentPerson = (row: UserRow, sites: SiteRoles): DeskPerson => ({
  id: row.id,
  name: row.name,
  mail: row.email,
  role: row.role === 'admin' ? 'admin' : Object.values(sites).includes('lead') ? 'lead' : 'operator',
  sites: row.role === 'admin' ? null : sites,
  totp: Boolean(row.twoFactorEnabled),
  disabled: Boolean(row.disabled),
})
