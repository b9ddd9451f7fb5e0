import { answersLocale } from '#shared'
import { z } from '@hono/zod-openapi'
import type { Library } from '#kb'
import { personOn, type SignedIn } from '../../auth/people.ts'
import type { Attributes } from '../../visitors/attributes/attributes.ts'
import type { Live } from '../../realtime/live.ts'
import { found, route, router } from '../route.ts'
import { AnswerIdParam, itemsOf } from '../schemas/common.ts'
import { ConversationBody } from '../schemas/promotions.ts'
import { asFile } from '../answer-pictures/present-picture.ts'
import { FilledAnswer, TemplateAnswer, TemplatesQuery } from '../schemas/templates.ts'

interface Parts {
  library: Pick<Library, 'find' | 'templates'>
  live: Pick<Live, 'placeholderValues' | 'rankingContext' | 'templatesUsed' | 'visitorIn'>
  attributes: Pick<Attributes, 'of'>
}

/** Approved answers as texts to insert. */
export function templateRoutes({ library: { find, templates }, live, attributes }: Parts) {
  const app = router()
  /** What the shop calls private stands in no text that may be sent. */
  const attributesOf = async (person: SignedIn, conversation: string) => {
    const who = found(await live.visitorIn(person, conversation))
    const told = await attributes.of(found(await find.site(who.site)), who.ids)
    return Object.fromEntries(told.flatMap((one) => (one.private ? [] : [[one.name, one.value]])))
  }
  route(app, {
    method: 'get',
    path: '/desk/templates',
    summary: 'Templates ranked for a conversation',
    who: 'operator',
    query: TemplatesQuery,
    answer: itemsOf(TemplateAnswer),
    handle: async ({ query }, { person, site: chosen }) => {
      const about = query.conversation ? await live.rankingContext(person, query.conversation) : null
      const site = about?.site ?? chosen
      const often = query.q === '' ? await live.templatesUsed(site, person.id) : []
      return {
        items: await templates.rank({
          site,
          typed: query.q,
          locale: answersLocale(query.locale ?? about?.locale ?? 'ru'),
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
      const template = await find.answer(params.id)
      found(template && personOn(person, template.site))
      const told = await attributesOf(person, body.conversationId)
      const { pictures, ...filled } = found(await templates.fill(params.id, { ...values, attributes: told }))
      return { ...filled, files: pictures.map(asFile) }
    },
  })
  return app
}
