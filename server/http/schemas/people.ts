import { INTERFACE_LOCALES } from '#shared'
import { z } from '@hono/zod-openapi'
import { SITE_ROLES } from '../../auth/members.ts'
import { ROLES } from '../../auth/people.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../auth/weak-password.ts'
import { ReaderLocaleParam, Mail, PersonName, SiteParam } from './common.ts'

const RoleParam = z.enum(ROLES)
const NewPassword = z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH)
const Token = z.string().min(20).max(64)
export const PersonAnswer = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string(),
  role: RoleParam,
  totp: z.boolean(),
  disabled: z.boolean(),
  capacity: z.number(),
  lastSeenAt: z.string().nullable(),
  languages: z.array(ReaderLocaleParam),
  skills: z.array(z.string()),
})
export const InvitationAnswer = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string(),
  role: RoleParam,
  by: z.string(),
  expiresAt: z.string(),
})
export const PersonBody = z.object({
  name: PersonName.optional(),
  role: RoleParam.optional(),
  capacity: z.number().int().min(1).max(50).optional(),
  disabled: z.boolean().optional(),
  languages: z.array(ReaderLocaleParam).max(INTERFACE_LOCALES.length).optional(),
  skills: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
})
export const InvitationBody = z.object({ email: Mail, name: PersonName, role: RoleParam })
const Memberships = z.array(z.object({ site: SiteParam, role: z.enum(SITE_ROLES) })).max(1_000)
export const MembershipBody = z.strictObject({
  sites: Memberships.refine((all) => new Set(all.map(({ site }) => site)).size === all.length, 'each site once'),
})
export const MembershipAnswer = z.object({
  everywhere: z.boolean().describe('An admin: of every site there is'),
  sites: Memberships,
})
export const LinkAnswer = z.object({ link: z.string(), expiresAt: z.string() })

export const SetupBody = z.object({ token: Token, name: PersonName, email: Mail, password: NewPassword })
export const InvitedAnswer = z.object({
  name: z.string(),
  email: z.string(),
  role: RoleParam,
  by: z.string(),
  /** The link that creates the first admin. */
  first: z.boolean(),
})
export const AcceptBody = z.object({ token: Token, name: PersonName, password: NewPassword })

/** Where somebody is signed in. */
export const SessionAnswer = z.object({
  id: z.string(),
  device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
  address: z.string(),
  signedInAt: z.string(),
  lastSeenAt: z.string(),
  current: z.boolean(),
})
export const OwnNameBody = z.object({ name: PersonName })
export const OwnNameAnswer = z.object({ name: z.string() })

/** Ways back in for somebody who forgot the password. */
export const ResetWaysAnswer = z.object({ mail: z.boolean() })
export const ResetAskBody = z.object({ email: Mail, locale: ReaderLocaleParam })
export const ResetAnswer = z.object({ name: z.string(), email: z.string(), endsSecondStep: z.boolean() })
export const ResetBody = z.object({ token: Token, password: NewPassword })
