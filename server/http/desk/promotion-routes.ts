import { buffer } from 'node:stream/consumers'
import { answersLocale, emptyAnswer, isShownElsewhere } from '#shared'
import type { Library } from '#kb'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import { found, route, router, valueFrom } from '../route.ts'
import { OneAnswer, ProposalAnswer } from '../schemas/answers.ts'
import { presentPicture } from '../answer-pictures/present-picture.ts'
import { AnswerPictureAnswer } from '../schemas/answer-pictures.ts'
import { ConversationBody, PromotedPhrasingBody, PromotedPictureBody, PromotionBody } from '../schemas/promotions.ts'
import { actorOf } from './answer-routes.ts'
import { knownTo, sharedAsAsked } from './sharing.ts'

interface Parts {
  library: Pick<Library, 'answers' | 'find' | 'matcher' | 'pictures' | 'promotion'>
  live: Pick<Live, 'libraryChanged' | 'markPromoted' | 'pictureOf' | 'solvedConversation'>
  limits: Pick<Limits, 'take'>
}

/** A solved conversation becomes an answer. */
export function promotionRoutes({ library: { answers, find, matcher, pictures, promotion }, live, limits }: Parts) {
  const app = router()
  route(app, {
    method: 'post',
    path: '/desk/promotions/prepare',
    summary: 'A draft answer from a solved conversation',
    who: 'operator',
    body: ConversationBody,
    answer: ProposalAnswer,
    handle: async ({ body }, { person }) => {
      const solved = found(await live.solvedConversation(person, body.conversationId))
      return valueFrom(await promotion.prepare({ ...solved, locale: answersLocale(solved.locale) }))
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/promotions',
    summary: 'Send the draft to review',
    who: 'operator',
    answer: OneAnswer,
    body: PromotionBody,
    handle: async ({ body }, { person }) => {
      const { site } = found(await live.solvedConversation(person, body.conversationId))
      const sharedWith = sharedAsAsked(person, { site, sharedWith: [] }, body.draft.sharedWith ?? [])
      const answer = valueFrom(
        await promotion.promote(
          { ...emptyAnswer(), ...body.draft, site, sharedWith, from: body.conversationId },
          body.explainedWords,
          actorOf(person),
          Date.now(),
        ),
      )
      await live.markPromoted(person, body.conversationId, answer.id)
      live.libraryChanged([answer])
      return { answer: knownTo(person)(answer) }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/promotions/picture',
    summary: 'Take a picture of the conversation into the library, for the draft to show',
    who: 'operator',
    body: PromotedPictureBody,
    answer: AnswerPictureAnswer,
    handle: async ({ body }, { person }) => {
      const { site } = found(await live.solvedConversation(person, body.conversationId))
      const picture = found(await live.pictureOf(person, body.conversationId, body.fileId))
      const bytes = found(await picture.read())
      const { name } = picture
      const added = await pictures.add({ site, name, bytes: await buffer(bytes) }, actorOf(person), Date.now())
      return presentPicture({ ...valueFrom(added), shownIn: [] })
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/promotions/phrasing',
    summary: "Add the visitor's words to an answer that already says this",
    who: 'operator',
    body: PromotedPhrasingBody,
    answer: OneAnswer,
    audit: 'phrasing_added',
    audited: ({ body }, { answer }) => ({ object: body.answerId, detail: { question: answer.question } }),
    handle: async ({ body }, { person, address }) => {
      // What an operator adds is live at once: so many an hour, and each stands in the audit log.
      await limits.take('phrasing', address, person.id)
      const { site } = found(await live.solvedConversation(person, body.conversationId))
      const said = await find.answer(body.answerId)
      const here = found(said?.site === site ? said : null)
      const { answerId, text: query, conversationId: visitor } = body
      // Another shop's answer is not this one's to write in: the words lead to it here alone.
      if (isShownElsewhere(answerId))
        await matcher.learn({ kind: 'solved_by', site, visitor, query, answerId, at: new Date().toISOString() })
      const answer = isShownElsewhere(answerId)
        ? here
        : valueFrom(await answers.addPhrasing(answerId, query, 'promotion', actorOf(person), Date.now()))
      await live.markPromoted(person, visitor, answer.id)
      return { answer: knownTo(person)(answer) }
    },
  })
  return app
}
