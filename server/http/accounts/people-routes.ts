import { isInterfaceLocale } from '#shared'
import { z } from '@hono/zod-openapi'
import { guessableBecause } from '../../auth/guessable-password.ts'
import type { Invitations } from '../../auth/invitations.ts'
import { type DeskPerson, type People, personOn } from '../../auth/people.ts'
import type { ResetLinks } from '../../auth/reset-links.ts'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import { resetLink } from './password-reset-routes.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { itemsOf, Nothing, PersonParams } from '../schemas/common.ts'
import {
  AcceptBody,
  MembershipAnswer,
  MembershipBody,
  InvitationAnswer,
  InvitationBody,
  InvitedAnswer,
  LinkAnswer,
  PersonAnswer,
  PersonBody,
  SetupBody,
} from '../schemas/people.ts'

/** As the live side begins with. */
const DEFAULT_CAPACITY = 5

interface Parts {
  people: People
  invitations: Invitations
  resets: ResetLinks
  limits: Limits
  publicUrl: string
  /** What the live side knows of operators. */
  live: Pick<Live, 'forgetFaces' | 'operators' | 'setOperator'>
  facesChanged(): void
  sessionsEnded(personId: string): Promise<void>
  sitesChanged(personId: string, sites: readonly string[] | null): Promise<void>
  /** Ids of all sites. */
  sites(): Promise<readonly string[]>
}

/** Who may sign in: the first admin, invitations, roles. */
export function peopleRoutes({
  people,
  invitations,
  resets,
  limits,
  publicUrl,
  live,
  facesChanged,
  sessionsEnded,
  sitesChanged,
  sites,
}: Parts) {
  const app = router()
  const withProfiles = async (listed: DeskPerson[]) => {
    const profiles = new Map((await live.operators()).map((one) => [one.id, one]))
    return listed.map((one) => ({
      ...one,
      capacity: profiles.get(one.id)?.capacity ?? DEFAULT_CAPACITY,
      lastSeenAt: profiles.get(one.id)?.lastSeenAt ?? null,
      languages: profiles.get(one.id)?.languages.filter(isInterfaceLocale) ?? [],
      skills: profiles.get(one.id)?.skills ?? [],
    }))
  }
  const accept = async (given: { token: string; name: string; email: string; password: string }) => {
    const known = await people.findByMail(given.email)
    if (known) {
      const joined = await invitations.join(given.token, known, given.password, Date.now())
      if (!joined.ok) throw new Refusal(joined.code)
      await sitesChanged(known.id, sitesIn(joined.person))
      return {}
    }
    if (await guessableBecause(given.password, { mail: given.email, name: given.name }))
      throw new Refusal('password_too_common')
    const accepted = await invitations.accept(
      given.token,
      { name: given.name, mail: given.email, password: given.password },
      Date.now(),
    )
    if (!accepted.ok) throw new Refusal(accepted.code)
    return {}
  }
  route(app, {
    method: 'post',
    path: '/setup',
    summary: 'Make the first admin, with the link the start printed',
    who: 'anyone',
    body: SetupBody,
    answer: Nothing,
    audit: 'first_admin_made',
    handle: async ({ body }, { address }) => {
      await limits.take('link', address, null)
      if ((await people.count()) > 0) throw new Refusal('link_used_or_expired')
      return accept(body)
    },
  })
  route(app, {
    method: 'get',
    path: '/invitations',
    summary: 'What an invitation says',
    who: 'anyone',
    headers: z.object({ 'x-invitation': z.string().max(200) }),
    answer: InvitedAnswer,
    handle: async (_, { c, address }) => {
      await limits.take('link', address, null)
      const invitation = await invitations.find(c.req.header('x-invitation') ?? '', Date.now())
      if (!invitation) throw new Refusal('link_used_or_expired')
      return {
        name: invitation.name,
        email: invitation.mail,
        role: invitation.role,
        by: invitation.by,
        first: invitation.mail === '',
      }
    },
  })
  route(app, {
    method: 'post',
    path: '/invitations/accept',
    summary: 'Accept an invitation',
    who: 'anyone',
    body: AcceptBody,
    answer: Nothing,
    audit: 'invitation_accepted',
    audited: ({ body }) => ({ detail: { name: body.name } }),
    handle: async ({ body }, { address }) => {
      await limits.take('link', address, null)
      const invitation = await invitations.find(body.token, Date.now())
      if (!invitation || invitation.mail === '') throw new Refusal('link_used_or_expired')
      return accept({ ...body, email: invitation.mail })
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/invitations',
    summary: 'Open invitations',
    who: 'lead',
    answer: itemsOf(InvitationAnswer),
    handle: async (_, { site }) => ({ items: await invitations.list(site, Date.now()) }),
  })
  route(app, {
    method: 'post',
    path: '/desk/invitations',
    summary: 'Invite somebody by link',
    who: 'lead',
    body: InvitationBody,
    answer: LinkAnswer,
    audit: 'invited',
    audited: ({ body }) => ({ detail: { mail: body.email, role: body.role } }),
    handle: async ({ body }, { person, site }) => {
      if (body.role !== 'operator' && person.role !== 'admin') throw new Refusal('not_allowed')
      const mail = body.email.trim().toLowerCase()
      // Whoever works here for other sites only is nobody a lead of this one knows: the link itself asks for their password.
      const known = await people.findByMail(mail)
      if (known && (personOn(known, site) || body.role === 'admin'))
        throw new Refusal('mail_taken', { refused: { code: 'mail_taken', personId: known.id, name: known.name } })
      // A new invitation replaces the open one of this address, so it asks for the right to withdraw that.
      const open = (await invitations.list(site, Date.now())).find((one) => one.mail === mail)
      if (open && open.role !== 'operator' && person.role !== 'admin') throw new Refusal('not_allowed')
      const { token, invitation } = await invitations.invite(
        { name: body.name, mail, role: body.role, site: body.role === 'admin' ? null : site, by: person.name },
        Date.now(),
      )
      return { link: `${publicUrl}/desk/invitation#${token}`, expiresAt: invitation.expiresAt }
    },
  })
  route(app, {
    method: 'delete',
    path: '/desk/invitations/{id}',
    summary: 'Withdraw an invitation',
    who: 'lead',
    params: PersonParams,
    answer: Nothing,
    audit: 'invitation_withdrawn',
    handle: async ({ params }, { person, site }) => {
      const invitation = found((await invitations.list(site, Date.now())).find((one) => one.id === params.id))
      if (invitation.role !== 'operator' && person.role !== 'admin') throw new Refusal('not_allowed')
      await invitations.withdraw(params.id)
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/people',
    summary: 'Everybody who can sign in',
    who: 'operator',
    answer: itemsOf(PersonAnswer),
    handle: async (_, { site }) => ({ items: await withProfiles(await people.list(site)) }),
  })
  route(app, {
    method: 'patch',
    path: '/desk/people/{id}',
    summary: 'Change name, role, capacity, languages, skills or access',
    who: 'admin',
    params: PersonParams,
    body: PersonBody,
    answer: PersonAnswer,
    audit: 'person_changed',
    audited: ({ body: { name, role = null, disabled = null } }) => ({
      detail: { role, disabled, renamed: name === undefined ? null : true },
    }),
    handle: async ({ params, body }, { site }) => {
      const changed = await people.change(params.id, body, site)
      if (!changed.ok) throw new Refusal(changed.code)
      const { name, capacity, languages, skills } = body
      if (name || capacity !== undefined || languages || skills)
        await live.setOperator(params.id, {
          ...(name ? { name } : {}),
          ...(capacity === undefined ? {} : { capacity }),
          ...(languages ? { languages } : {}),
          ...(skills ? { skills } : {}),
        })
      if (body.role) await sitesChanged(params.id, sitesIn(changed.person))
      else if (body.disabled || name) await sessionsEnded(params.id)
      return found((await withProfiles([personOn(changed.person, site) ?? changed.person]))[0])
    },
  })
  route(app, {
    method: 'delete',
    path: '/desk/people/{id}',
    summary: 'Remove somebody for good; what they wrote stays',
    who: 'admin',
    params: PersonParams,
    answer: Nothing,
    audit: 'person_removed',
    handle: async ({ params }) => {
      const removed = await people.remove(params.id)
      if (!removed.ok) throw new Refusal(removed.code)
      await live.forgetFaces(params.id)
      facesChanged()
      await sessionsEnded(params.id)
      return {}
    },
  })
  route(app, {
    method: 'put',
    path: '/desk/people/{id}/sites',
    summary: 'Of which sites somebody is a member, and in which role on each',
    who: 'admin',
    params: PersonParams,
    body: MembershipBody,
    answer: MembershipAnswer,
    audit: 'membership_changed',
    audited: ({ body }) => ({ detail: { sites: body.sites.map(({ site, role }) => `${site}: ${role}`).join(', ') } }),
    handle: async ({ params, body }) => {
      const known = new Set(await sites())
      if (body.sites.some(({ site }) => !known.has(site))) throw new Refusal('not_found')
      const roles = Object.fromEntries(body.sites.map(({ site, role }) => [site, role]))
      const person = found(await people.setSites(params.id, roles))
      await sitesChanged(params.id, sitesIn(person))
      return membershipOf(person)
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/people/{id}/sites',
    summary: 'Of which sites somebody is a member',
    who: 'admin',
    params: PersonParams,
    answer: MembershipAnswer,
    handle: async ({ params }) => membershipOf(found(await people.find(params.id))),
  })
  route(app, {
    method: 'delete',
    path: '/desk/people/{id}/membership',
    summary: 'End somebody’s access to this site at once; of a lead only an admin does it',
    who: 'lead',
    params: PersonParams,
    answer: Nothing,
    audit: 'membership_ended',
    audited: (_input, _answer, _before, { site }) => ({ detail: { site } }),
    handle: async ({ params }, { person: by, site }) => {
      const person = await people.find(params.id)
      const here = found(person && personOn(person, site))
      if (here.role !== 'operator' && by.role !== 'admin') throw new Refusal('not_allowed')
      const { [site]: _left, ...rest } = here.sites ?? {}
      if (here.sites === null) throw new Refusal('not_allowed')
      const left = found(await people.setSites(here.id, rest))
      await sitesChanged(here.id, sitesIn(left))
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/people/{id}/reset-link',
    summary: 'A link that sets a new password and takes the second step off, once, within 72 hours',
    who: 'admin',
    params: PersonParams,
    answer: LinkAnswer,
    audit: 'reset_link_made',
    handle: async ({ params }) => {
      const person = found(await people.find(params.id))
      if (person.disabled) throw new Refusal('person_disabled')
      const { token, expiresAt } = await resets.make(person.id, 'handed', Date.now())
      return { link: resetLink(publicUrl, token), expiresAt }
    },
  })
  return app
}

const sitesIn = ({ sites }: DeskPerson): string[] | null => sites && Object.keys(sites)

const membershipOf = ({ sites }: DeskPerson) => ({
  everywhere: sites === null,
  sites: Object.entries(sites ?? {})
    .map(([site, role]) => ({ site, role }))
    .sort((one, other) => one.site.localeCompare(other.site)),
})
