import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import type { Inviting } from '../../../realtime/live.ts'
import { answeredOf, found, route, router } from '../../route.ts'
import { Nothing } from '../../schemas/common.ts'
import {
  InvitationTemplateAnswer,
  InvitationTemplateBody,
  InviteBody,
  InvitedAnswer,
} from '../../schemas/visitors/inviting.ts'
import { VisitIdParam } from '../../schemas/visitors.ts'

/** Inviting whom one sees on the shop's pages to talk. */
export function invitingRoutes({ live, library }: { live: Inviting; library: Pick<Library, 'find' | 'templates'> }) {
  const app = router()
  const params = z.object({ id: VisitIdParam })
  route(app, {
    method: 'post',
    path: '/desk/visitors/{id}/invitation',
    summary: 'Show this visit a card beside the launcher',
    who: 'operator',
    params,
    body: InviteBody,
    answer: InvitedAnswer,
    handle: async ({ params: { id }, body: { text } }, { person, site }) =>
      answeredOf(await live.invite(person, site, id, text)),
  })
  route(app, {
    method: 'delete',
    path: '/desk/visitors/{id}/invitation',
    summary: 'Take the card of this visit back',
    who: 'operator',
    params,
    answer: Nothing,
    handle: async ({ params: { id } }, { person, site }) => {
      answeredOf(await live.takeBack(person, site, id))
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/invitation-text',
    summary: 'A template as the text of an invitation',
    who: 'operator',
    body: InvitationTemplateBody,
    answer: InvitationTemplateAnswer,
    handle: async ({ body: { template, locale } }, { person, site }) => {
      const answer = await library.find.answer(template)
      found(answer?.site === site ? answer : null)
      const values = await live.invitationValues(person, site, locale)
      const { text, unfilled } = found(await library.templates.fill(template, values))
      return { text, unfilled }
    },
  })
  return app
}
