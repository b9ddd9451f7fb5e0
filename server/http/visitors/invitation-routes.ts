import type { Limits } from '../../limits.ts'
import type { Inviting } from '../../realtime/live.ts'
import { networkOf } from '../address.ts'
import { Refusal } from '../problems/problem.ts'
import { answeredOf, route, router } from '../route.ts'
import { Nothing } from '../schemas/common.ts'
import { hear, type Hearing } from './quick-hearing.ts'
import {
  AnswerBody,
  BegunAnswer,
  CardOfInvitation,
  CloseBody,
  InvitationParams,
  ShowBody,
  StillThereAnswer,
  StillThereQuery,
} from '../schemas/visitors/inviting.ts'

/** Invitations to talk as the shop's pages hear of them: by asking, without a connection that is held. */
export function invitationRoutes(parts: Hearing & { live: Inviting; limits: Limits }) {
  const { live, limits } = parts
  const app = router()
  route(app, {
    method: 'get',
    path: '/widget/sightings/still',
    summary: 'Tell that a visitor is still there, and hear whether somebody invites them to talk',
    who: 'anyone',
    query: StillThereQuery,
    answer: StillThereAnswer,
    handle: async ({ query: { site, visit, depth, unanswered } }, { address }) => {
      await limits.take('sighting', address, visit)
      return hear(parts, { site, visit, depth: depth ?? null, unanswered: unanswered === '1' })
    },
  })
  route(app, {
    method: 'post',
    path: '/widget/invitations/{id}/show',
    summary: 'What the card of an invitation says; one tab of a visit is told',
    who: 'anyone',
    params: InvitationParams,
    body: ShowBody,
    answer: CardOfInvitation,
    handle: async ({ params: { id }, body }, { address }) => {
      await limits.take('outcome', address, body.visit)
      return answeredOf(await live.showInvitation({ id, ...body }))
    },
  })
  route(app, {
    method: 'post',
    path: '/widget/invitations/{id}/close',
    summary: 'The visitor does not want it; no other comes in this visit',
    who: 'anyone',
    params: InvitationParams,
    body: CloseBody,
    answer: Nothing,
    handle: async ({ params: { id }, body }, { address }) => {
      await limits.take('outcome', address, body.visit)
      answeredOf(await live.closeInvitation({ id, ...body }))
      return {}
    },
  })
  route(app, {
    method: 'post',
    path: '/widget/invitations/{id}/answer',
    summary: 'Begin the conversation with whoever invited',
    who: 'visitor',
    params: InvitationParams,
    body: AnswerBody,
    answer: BegunAnswer,
    handle: async ({ params: { id }, body: { site, ...body } }, { visitor, address }) => {
      if (visitor.site !== site) throw new Refusal('not_found')
      await limits.take('conversation', address, visitor.visitorId)
      return answeredOf(await live.answerInvitation(visitor, { id, ...body }, networkOf(address)))
    },
  })
  return app
}
