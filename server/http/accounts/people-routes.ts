import { isInterfaceLocale } from '#shared'
import { z } from '@hono/zod-openapi'
import { guessableBecause } from '../../auth/guessable-password.ts'
import type { Invitations } from '../../auth/invitations.ts'
import type { DeskPerson, People } from '../../auth/people.ts'
import type { ResetLinks } from '../../auth/reset-links.ts'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import { resetLink } from './password-reset-routes.ts'
import { Refusal } from '../problems/problem.ts'
import { found, route, router } from '../route.ts'
import { itemsOf, Nothing } from '../schemas/common.ts'
import {
  AcceptBody,
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
const PersonParams = z.object({ id: z.string().min(1).max(64) })

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
    handle: async () => ({ items: await invitations.list(Date.now()) }),
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
    handle: async ({ body }, { person }) => {
      if (body.role !== 'operator' && person.role !== 'admin') throw new Refusal('not_allowed')
      const mail = body.email.trim().toLowerCase()
      const known = await people.findByMail(mail)
      if (known)
        throw new Refusal('mail_taken', { refused: { code: 'mail_taken', personId: known.id, name: known.name } })
      // A new invitation replaces the open one of this address, so it asks for the right to withdraw that.
      const open = (await invitations.list(Date.now())).find((one) => one.mail === mail)
      if (open && open.role !== 'operator' && person.role !== 'admin') throw new Refusal('not_allowed')
      const { token, invitation } = await invitations.invite(
        { name: body.name, mail, role: body.role, by: person.name },
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
    handle: async ({ params }, { person }) => {
      const invitation = found((await invitations.list(Date.now())).find((one) => one.id === params.id))
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
    handle: async () => ({ items: await withProfiles(await people.list()) }),
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
    handle: async ({ params, body }) => {
      const changed = await people.change(params.id, body)
      if (!changed.ok) throw new Refusal(changed.code)
      const { name, capacity, languages, skills } = body
      if (name || capacity !== undefined || languages || skills)
        await live.setOperator(params.id, {
          ...(name ? { name } : {}),
          ...(capacity === undefined ? {} : { capacity }),
          ...(languages ? { languages } : {}),
          ...(skills ? { skills } : {}),
        })
      if (body.disabled || body.role || name) await sessionsEnded(params.id)
      return found((await withProfiles([changed.person]))[0])
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
