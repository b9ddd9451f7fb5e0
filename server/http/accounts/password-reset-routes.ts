import { z } from '@hono/zod-openapi'
import { guessableBecause } from '../../auth/guessable-password.ts'
import type { People } from '../../auth/people.ts'
import type { ResetLinks } from '../../auth/reset-links.ts'
import type { Limits } from '../../limits.ts'
import type { ResetMail } from '../../mail/reset-mail.ts'
import { Refusal } from '../problems/problem.ts'
import { route, router } from '../route.ts'
import { Nothing } from '../schemas/common.ts'
import { ResetAnswer, ResetAskBody, ResetBody, ResetWaysAnswer } from '../schemas/people.ts'

interface Parts {
  people: People
  resets: ResetLinks
  limits: Limits
  /** null: no mail server is set. */
  resetMail: ResetMail | null
  publicUrl: string
  sessionsEnded(personId: string): Promise<void>
  log: { error(details: object, text: string): void }
}

/** Where a link that sets a new password leads: the token stays in the fragment, out of every log. */
export const resetLink = (publicUrl: string, token: string) => `${publicUrl}/desk/reset#${token}`

/** Ways back in for somebody who forgot the password. */
export function passwordResetRoutes({ people, resets, limits, resetMail, publicUrl, sessionsEnded, log }: Parts) {
  const app = router()
  route(app, {
    method: 'get',
    path: '/password-resets/ways',
    summary: 'Whether a forgotten password can be set anew by mail',
    who: 'anyone',
    answer: ResetWaysAnswer,
    handle: async () => ({ mail: resetMail !== null }),
  })
  route(app, {
    method: 'post',
    path: '/password-resets',
    summary: 'Ask for a letter with a link; the answer is the same for known and unknown addresses',
    who: 'anyone',
    body: ResetAskBody,
    answer: Nothing,
    handle: async ({ body }, { address, c }) => {
      await limits.take('reset', address, body.email.trim().toLowerCase())
      if (!resetMail) throw new Refusal('reset_mail_off')
      const person = await people.findByMail(body.email)
      await c.get('audit')('reset_asked', { object: person?.id ?? null })
      // After the answer is on its way: how long it took must not say whether somebody has this address.
      setImmediate(() => {
        if (!person || person.disabled) return
        resets
          .make(person.id, 'mailed', Date.now())
          .then(({ token }) => resetMail.send(person.mail, body.locale, resetLink(publicUrl, token)))
          .catch((err: unknown) => log.error({ err }, 'password reset email could not be queued'))
      })
      return {}
    },
  })
  route(app, {
    method: 'get',
    path: '/password-resets',
    summary: 'Whom a link lets set a new password',
    who: 'anyone',
    headers: z.object({ 'x-reset': z.string().max(200) }),
    answer: ResetAnswer,
    handle: async (_, { c, address }) => {
      await limits.take('link', address, null)
      const found = await resets.find((c.req.header('x-reset') ?? '').slice(0, 64), Date.now())
      if (!found) throw new Refusal('link_used_or_expired')
      return {
        name: found.person.name,
        email: found.person.mail,
        endsSecondStep: found.way === 'handed' && found.person.totp,
      }
    },
  })
  route(app, {
    method: 'post',
    path: '/password-resets/use',
    summary: 'Set a new password with a link; every session of the person ends',
    who: 'anyone',
    body: ResetBody,
    answer: Nothing,
    handle: async ({ body }, { address, c }) => {
      await limits.take('link', address, null)
      const found = await resets.find(body.token, Date.now())
      if (!found) throw new Refusal('link_used_or_expired')
      if (await guessableBecause(body.password, found.person)) throw new Refusal('password_too_common')
      const used = await resets.use(body.token, body.password, Date.now())
      if (!used.ok) throw new Refusal(used.code)
      await c.get('audit')('password_reset', {
        actor: used.person,
        object: used.person.id,
        detail: { way: used.way },
      })
      await sessionsEnded(used.person.id)
      return {}
    },
  })
  return app
}
