import { answersLocale, DAY_MS } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Library, Site } from '#kb'
import type { Live } from '../../realtime/live.ts'
import { actorOf } from './answer-routes.ts'
import { found, route, router, valueFrom } from '../route.ts'
import { OneAnswer, ProposalAnswer } from '../schemas/answers.ts'
import { AnswerIdParam, IdParam, itemsOf, pageOf } from '../schemas/common.ts'
import { ConversationsQuery, FoundConversationAnswer, LetterAnswer } from '../schemas/conversations.ts'
import { NowAnswer, ResponsesAnswer } from '../schemas/figures.ts'
import { DaysQuery } from '../schemas/growth.ts'
import { ConversationBody, PromotedPhrasingBody, PromotionBody } from '../schemas/promotions.ts'
import { MeAnswer, OpeningAnswer, SecretAnswer, SiteAnswer, SiteBody } from '../schemas/site.ts'
import { FilledAnswer, TemplateAnswer, TemplatesQuery } from '../schemas/templates.ts'

interface Parts {
  library: Library
  live: Live
  siteId: string
  identitySecret(site: string): Promise<string>
  people: { count(): Promise<number>; list(): Promise<{ id: string; disabled: boolean }[]> }
}

/** Names of the settings that are not as they were. */
const changedOf = (before: Site, after: object): string =>
  Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Site]))
    .map(([name]) => name)
    .join(' ')

/** What an operator does around a conversation: lists, templates, promotion; and the site's settings. */
export function deskRoutes({ library, live, siteId, people, identitySecret }: Parts) {
  const app = router()
  const { find, templates, promotion, answers, sites } = library
  const site = async (): Promise<Site> => found(await find.site(siteId))

  route(app, {
    method: 'get',
    path: '/desk/me',
    summary: 'Who is signed in, and where',
    who: 'operator',
    answer: MeAnswer,
    handle: async (_, { person }) => ({ person, site: await site(), people: await people.count() }),
  })
  route(app, {
    method: 'get',
    path: '/desk/opening',
    summary: 'Whether the shop is open, and what visitors are told when it is not',
    who: 'operator',
    answer: OpeningAnswer,
    handle: async () => live.availability(siteId, (await site()).defaultLocale),
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations',
    summary: 'Conversations by view and words',
    who: 'operator',
    query: ConversationsQuery,
    answer: pageOf(FoundConversationAnswer),
    handle: ({ query }, { person }) => live.conversationsFor(person, query),
  })
  route(app, {
    method: 'get',
    path: '/desk/conversations/{id}/letters/{messageId}',
    summary: 'The whole letter of a message that came by mail, as text',
    who: 'operator',
    params: z.object({ id: IdParam, messageId: IdParam }),
    answer: LetterAnswer,
    handle: async ({ params }, { person }) => found(await live.letter(person, params.id, params.messageId)),
  })
  route(app, {
    method: 'get',
    path: '/desk/now',
    summary: 'Who waits, who is here, what is about to be late',
    who: 'lead',
    answer: NowAnswer,
    handle: async () => {
      const [figures, listed] = await Promise.all([live.nowFigures(siteId), people.list()])
      const here = new Set(listed.filter((one) => !one.disabled).map((one) => one.id))
      return { ...figures, operators: figures.operators.filter((one) => here.has(one.id)) }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/responses',
    summary: 'How long visitors waited, inside opening hours, and the targets',
    who: 'lead',
    query: DaysQuery,
    answer: ResponsesAnswer,
    handle: async ({ query }) => ({
      items: await live.responseFigures(siteId, new Date(Date.now() - query.days * DAY_MS).toISOString()),
    }),
  })
  route(app, {
    method: 'get',
    path: '/desk/templates',
    summary: 'Templates ranked for a conversation',
    who: 'operator',
    query: TemplatesQuery,
    answer: itemsOf(TemplateAnswer),
    handle: async ({ query }, { person }) => {
      const [about, often] = await Promise.all([
        query.conversation ? live.rankingContext(person, query.conversation) : null,
        query.q === '' ? live.templatesUsed() : [],
      ])
      return {
        items: await templates.rank({
          site: siteId,
          typed: query.q,
          locale: query.locale ?? (about ? answersLocale(about.locale) : 'ru'),
          conversation: about?.words ?? [],
          searches: about?.searches ?? [],
          often,
          limit: 12,
          publicOnly: query.links === 'true',
          ...(about?.product ? { product: about.product } : {}),
        }),
      }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/templates/{id}/fill',
    summary: 'A template with its placeholders filled for this conversation',
    who: 'operator',
    params: z.object({ id: AnswerIdParam }),
    body: ConversationBody,
    answer: FilledAnswer,
    handle: async ({ params, body }, { person }) => {
      const values = found(await live.placeholderValues(person, body.conversationId))
      return found(await templates.fill(params.id, values))
    },
  })
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
      found(await live.solvedConversation(person, body.conversationId))
      const answer = valueFrom(
        await promotion.promote(
          { ...body.draft, site: siteId, from: body.conversationId },
          body.explainedWords,
          actorOf(person),
          Date.now(),
        ),
      )
      await live.markPromoted(body.conversationId, answer.id)
      live.libraryChanged([answer.id])
      return { answer }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/promotions/phrasing',
    summary: "Add the visitor's words to an answer that already says this",
    who: 'operator',
    body: PromotedPhrasingBody,
    answer: OneAnswer,
    handle: async ({ body }, { person }) => {
      found(await live.solvedConversation(person, body.conversationId))
      const answer = valueFrom(
        await answers.addPhrasing(body.answerId, body.text, 'promotion', actorOf(person), Date.now()),
      )
      await live.markPromoted(body.conversationId, answer.id)
      return { answer }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/site',
    summary: 'Brand, hours, allowed origins',
    who: 'operator',
    answer: SiteAnswer,
    handle: site,
  })
  route(app, {
    method: 'put',
    path: '/desk/site',
    summary: 'Change brand, hours, allowed origins',
    who: 'admin',
    body: SiteBody,
    answer: SiteAnswer,
    audit: 'site_changed',
    before: site,
    audited: ({ body }, after, before) => ({
      object: siteId,
      detail: { changed: changedOf(before as Site, after), origins: body.origins.join(' ') },
    }),
    handle: async ({ body }, { person }) => {
      await sites.change(siteId, body, actorOf(person), Date.now())
      return site()
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/site/identity-secret',
    summary: "What the shop's server signs its visitors' ids with",
    who: 'admin',
    answer: SecretAnswer,
    audit: 'secret_read',
    handle: async () => ({ secret: await identitySecret(siteId) }),
  })
  return app
}
