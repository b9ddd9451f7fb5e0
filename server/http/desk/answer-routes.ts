import { emptyAnswer, foldWords, isShownElsewhere, recordOf } from '#shared'
import { type Answer, type AnswerId, type Library, PICTURES_AT } from '#kb'
import { type DeskPerson, mayActAs, personOn } from '../../auth/people.ts'
import type { Limits } from '../../limits.ts'
import type { Live } from '../../realtime/live.ts'
import * as shapes from '../schemas/answers.ts'
import { AmendBody } from '../schemas/review/foresight.ts'
import { itemsOf, pageOf } from '../schemas/common.ts'
import { matchedAnswers } from './matched-answers.ts'
import { found, route, router, valueFrom } from '../route.ts'
import { knownTo, sharedAsAsked } from './sharing.ts'

export const actorOf = (person: DeskPerson) => ({ id: person.id, name: person.name, role: person.role })

/** People at the desk see pictures before any published answer shows them. */
const onDesk = (html: string) =>
  html
    .replaceAll(`"${PICTURES_AT}/`, `"/api/desk/answer-pictures/`)
    .replaceAll(`, ${PICTURES_AT}/`, `, /api/desk/answer-pictures/`)

/** The log says which answer it was, in the words it had. */
const namesAnswer = (_: unknown, { answer }: { answer: { question: string } }) => ({
  detail: { question: answer.question },
})

/** The library on the desk: write, submit, approve, look back. Operators write drafts; leads approve and retire. */
export function answerRoutes(parts: {
  library: Library
  limits: Pick<Limits, 'take'>
  otherLeads(id: string, site: string): Promise<number>
  live: Pick<Live, 'libraryChanged' | 'tellForYou'>
}) {
  const { library } = parts
  const { answers, find, figures } = library
  const app = router()
  const params = shapes.AnswerParams
  /** Drafts and reviews are no news for readers, but every open desk shows them: the review list, the author's editor, the counts. */
  const told = (person: DeskPerson, answer: Answer) => {
    parts.live.libraryChanged([answer])
    return { answer: knownTo(person)(answer) }
  }
  /** Whoever wrote it hears what became of it. */
  const toAuthor = async (kind: 'returned' | 'published', by: DeskPerson, answer: Answer) => {
    const { id, site, author, revision, question } = answer
    if (!author || author.id === by.id) return
    const key = `${kind}:${id}:${revision}`
    const of = { personId: author.id, key, site, kind, answerId: id, byName: by.name, about: question }
    await parts.live.tellForYou(of)
  }
  /** An answer of another site is not found, whatever is asked of it. */
  const ofSite = async ({ params: { id } }: { params: { id: AnswerId } }, { site }: { site: string }) => {
    const answer = await find.answer(id)
    return found(answer?.site === site ? answer : null)
  }

  route(app, {
    method: 'get',
    path: '/desk/answers',
    summary: 'Answers by state, language, category, words',
    who: 'operator',
    query: shapes.BrowseQuery,
    answer: shapes.AnswersAnswer,
    handle: async ({ query }, { person, site }) => {
      const first = query.text?.trim() ? await matchedAnswers(library, site, query.text) : []
      const page = await answers.browse({ ...query, first, site })
      const outcomes = await figures.outcomes(page.items.map((answer) => answer.id))
      return {
        ...page,
        items: page.items.map(knownTo(person)).map((answer) => ({ ...answer, outcomes: outcomes.get(answer.id) })),
      }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/counts',
    summary: 'How many answers are in each state',
    who: 'operator',
    answer: shapes.CountsAnswer,
    handle: (_, { site }) => answers.counts(site),
  })
  route(app, {
    method: 'post',
    path: '/desk/answers',
    summary: 'Write a new draft',
    who: 'operator',
    body: shapes.NewAnswerBody,
    answer: shapes.OneAnswer,
    handle: async ({ body }, { person, site }) => {
      const sharedWith = sharedAsAsked(person, { site, sharedWith: [] }, body.sharedWith ?? [])
      return told(
        person,
        valueFrom(await answers.create({ ...emptyAnswer(), ...body, site, sharedWith }, actorOf(person), Date.now())),
      )
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/preview',
    summary: 'How a text would look, and what the library would refuse about it',
    who: 'operator',
    body: shapes.PreviewBody,
    answer: shapes.PreviewAnswer,
    handle: async ({ body }, { site }) => {
      const { html, problems } = await answers.preview({ ...body, site })
      return { html: onDesk(html), problems }
    },
  })
  route(app, {
    method: 'get',
    path: '/desk/answers/{id}',
    summary: 'One answer, its published revision and its HTML',
    who: 'operator',
    params,
    answer: shapes.AnswerDetailAnswer,
    handle: async ({ params }, caller) => {
      const answer = await ofSite({ params }, caller)
      const live = await find.answer(answer.id, { published: true, atAnyTime: true })
      const known = knownTo(caller.person)
      // Who may bring an answer here or end it asks its shop; whoever else answers here learns of no other.
      const asks = mayActAs(caller.person.role, 'lead') && isShownElsewhere(answer.id)
      const record = asks ? await find.answer(recordOf(answer.id)) : null
      const keeper = record && (await find.site(record.site))
      return {
        answer: known(answer),
        live: live && known(live),
        html: onDesk(await find.html(answer)),
        ...(keeper ? { owner: { name: keeper.name[answer.locale], mail: keeper.mail } } : {}),
      }
    },
  })
  route(app, {
    method: 'patch',
    path: '/desk/answers/{id}',
    summary: 'Write the next revision',
    who: 'operator',
    params,
    body: shapes.PatchAnswerBody,
    answer: shapes.OneAnswer,
    handle: async ({ params, body }, caller) => {
      const { person } = caller
      const answer = await ofSite({ params }, caller)
      const asked = body.patch.sharedWith
      const patch = asked ? { ...body.patch, sharedWith: sharedAsAsked(person, answer, asked) } : body.patch
      return told(
        person,
        valueFrom(await answers.revise(answer.id, patch, body.expectedRevision, actorOf(person), Date.now())),
      )
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/submit',
    summary: 'Ask for review',
    who: 'operator',
    params,
    answer: shapes.OneAnswer,
    guard: ofSite,
    handle: async ({ params: { id } }, { person }) =>
      told(person, valueFrom(await answers.submit(id, actorOf(person), Date.now()))),
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/approve',
    summary: 'Publish what is in review',
    who: 'lead',
    params,
    answer: shapes.OneAnswer,
    audit: 'answer_approved',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id } }, { person, site }) => {
      const otherLeads = await parts.otherLeads(person.id, site)
      const approved = valueFrom(await answers.approve(id, actorOf(person), otherLeads, Date.now()))
      await toAuthor('published', person, approved)
      return { answer: knownTo(person)(approved) }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/amend',
    summary: 'Publish what is in review with changes of one’s own; its author stays',
    who: 'lead',
    params,
    body: AmendBody,
    answer: shapes.OneAnswer,
    audit: 'answer_approved',
    audited: (_, { answer }) => ({ detail: { question: answer.question, amended: true } }),
    guard: ofSite,
    handle: async ({ params: { id }, body }, { person, site }) => {
      const otherLeads = await parts.otherLeads(person.id, site)
      const approved = valueFrom(await answers.approve(id, actorOf(person), otherLeads, Date.now(), body))
      await toAuthor('published', person, approved)
      return { answer: knownTo(person)(approved) }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/send-back',
    summary: 'Return to the author with a comment',
    who: 'lead',
    params,
    body: shapes.SendBackBody,
    answer: shapes.OneAnswer,
    audit: 'answer_returned',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id }, body }, { person }) => {
      const returned = valueFrom(await answers.sendBack(id, body.comment, actorOf(person), Date.now()))
      await toAuthor('returned', person, returned)
      return told(person, returned)
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/retire',
    summary: 'Take out of the library',
    who: 'lead',
    params,
    answer: shapes.OneAnswer,
    audit: 'answer_retired',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id } }, { person }) => ({
      answer: knownTo(person)(valueFrom(await answers.retire(id, actorOf(person), Date.now()))),
    }),
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/restore',
    summary: 'Make an old revision the newest draft',
    who: 'operator',
    params,
    body: shapes.RestoreBody,
    answer: shapes.OneAnswer,
    guard: ofSite,
    handle: async ({ params: { id }, body }, { person }) =>
      told(person, valueFrom(await answers.restore(id, body.revision, actorOf(person), Date.now()))),
  })
  route(app, {
    method: 'get',
    path: '/desk/answers/{id}/revisions',
    summary: 'Its history, newest first',
    who: 'operator',
    params,
    answer: itemsOf(shapes.RevisionAnswer),
    guard: ofSite,
    handle: async ({ params: { id } }, { person }) => ({ items: (await answers.revisions(id)).map(knownTo(person)) }),
  })
  route(app, {
    method: 'get',
    path: '/desk/answers/{id}/difference',
    summary: 'Readable difference of two revisions',
    who: 'operator',
    params,
    query: shapes.DifferenceQuery,
    answer: shapes.DifferenceAnswer,
    guard: ofSite,
    handle: async ({ params: { id }, query }, { person }) => {
      const differs = found(await answers.difference(id, query.from, query.to))
      const known = (list: string) => list.split(', ').filter((one) => personOn(person, one))
      const changed = differs.changed
        .map((one) =>
          one.field === 'sharedWith' ? { ...one, from: known(one.from).join(', '), to: known(one.to).join(', ') } : one,
        )
        .filter(({ from, to }) => from !== to)
      return { ...differs, changed }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/answers/{id}/phrasings',
    summary: 'Add a way visitors ask this',
    who: 'operator',
    params,
    body: shapes.PhrasingBody,
    answer: shapes.OneAnswer,
    audit: 'phrasing_added',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id }, body }, { person, address }) => {
      // What an operator adds is live at once: so many an hour, and each stands in the audit log.
      await parts.limits.take('phrasing', address, person.id)
      const added = await answers.addPhrasing(id, body.text, 'editor', actorOf(person), Date.now())
      return { answer: knownTo(person)(valueFrom(added)) }
    },
  })
  route(app, {
    method: 'delete',
    path: '/desk/answers/{id}/phrasings/{phrasingId}',
    summary: 'Remove a phrasing',
    who: 'operator',
    params: shapes.PhrasingParams,
    answer: shapes.OneAnswer,
    audit: 'phrasing_removed',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id, phrasingId } }, { person }) => ({
      answer: knownTo(person)(valueFrom(await answers.removePhrasing(id, phrasingId, actorOf(person), Date.now()))),
    }),
  })
  route(app, {
    method: 'get',
    path: '/desk/shared-answers',
    summary: 'Answers of other shops that this one shows',
    who: 'operator',
    answer: itemsOf(shapes.AnswerAnswer),
    handle: async (_, { site }) => ({ items: answers.sharedInto(site) }),
  })
  route(app, {
    method: 'delete',
    path: '/desk/shared-answers/{id}',
    summary: 'Show it here no more; the shop whose it is keeps it',
    who: 'lead',
    params,
    answer: shapes.OneAnswer,
    audit: 'sharing_ended',
    audited: namesAnswer,
    guard: ofSite,
    handle: async ({ params: { id } }, { person }) => ({
      answer: valueFrom(await answers.endSharing(id, actorOf(person), Date.now())),
    }),
  })
  route(app, {
    method: 'get',
    path: '/desk/categories',
    summary: 'Categories',
    who: 'operator',
    query: shapes.LocaleQuery,
    answer: itemsOf(shapes.CategoryAnswer),
    handle: async ({ query }, { site }) => ({ items: await find.categories(site, query.locale) }),
  })
  route(app, {
    method: 'get',
    path: '/desk/products',
    summary: 'Products',
    who: 'operator',
    query: shapes.ProductsQuery,
    answer: pageOf(shapes.ProductAnswer),
    handle: async ({ query: { locale, ...filter } }, { site }) => find.products(site, locale, filter),
  })
  route(app, {
    method: 'get',
    path: '/desk/product-categories',
    summary: 'Categories of products that hold some',
    who: 'operator',
    query: shapes.ProductCategoriesQuery,
    answer: itemsOf(shapes.ProductCategoryAnswer),
    handle: async ({ query: { locale, text = '', perPage } }, { site }) => {
      const words = foldWords(text).split(' ')
      const all = await find.productCategories(site, locale)
      return {
        items: all.filter(({ name }) => words.every((word) => foldWords(name).includes(word))).slice(0, perPage),
      }
    },
  })
  route(app, {
    method: 'post',
    path: '/desk/product-names',
    summary: 'Names of the products and categories of products that answers are about',
    who: 'operator',
    body: shapes.ProductNamesBody,
    answer: itemsOf(shapes.ProductNameAnswer),
    handle: async ({ body: { locale, about } }, { site }) => ({ items: await find.productNames(site, locale, about) }),
  })
  return app
}
