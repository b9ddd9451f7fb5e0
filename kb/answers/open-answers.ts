import { newId, recordOf, slugOf, ANSWER_LIMITS } from '#shared'
import { type CatalogueRecords, categoriesOf } from '../catalogue/catalogue.ts'
import type { Products } from '../catalogue/products/open-products.ts'
import type { AnswerId } from '../ids.ts'
import { ok, refuse, type Result } from '../result.ts'
import type { Actor } from '../actor.ts'
import type { Answer, AnswerContent, AnswerPatch, NewAnswer, Phrasing } from './answer.ts'
import {
  approveAnswer,
  draftAnswer,
  mayApprove,
  restoreAnswer,
  retireAnswer,
  reviseAnswer,
  sendBackAnswer,
  submitAnswer,
  tendAnswer,
} from './answer-moves.ts'
import { type AnswerStep, type AnswerStore, phrasingKey } from './store/answer-store.ts'
import type { Answers } from './answers.ts'
import { contentFaults, readingFaults } from './check-content.ts'
import {
  readWritten,
  WRITTEN_PHRASING,
  WRITTEN_PHRASINGS,
  WrittenCare,
  WrittenContent,
  WrittenPatch,
} from './content.ts'
import { difference } from './difference.ts'
import type { Finding } from './finding/finding.ts'
import type { PublishedAnswers } from './finding/published-answers.ts'
import type { InnerLink } from '../markdown/links.ts'
import type { Markdown } from '../markdown/markdown.ts'
import { isBackwards, type Validity } from './validity/in-time.ts'
import { pageExists } from './finding/resolve-link.ts'
import type { ContentRefused, MoveRefused } from './refusals.ts'

const MAX_PER_PAGE = 100

const WrittenNew = WrittenContent.extend({ phrasings: WRITTEN_PHRASINGS })

export interface AnswersParts {
  store: AnswerStore
  published: Pick<PublishedAnswers, 'get' | 'shared' | 'at'>
  catalogue: () => CatalogueRecords
  products: Pick<Products, 'hasPage'>
  html: Finding['html']
  /** Whether an answer of this site can show the picture of this name. */
  hasPicture: (site: string, name: string) => boolean
  /** Reads what is not published yet: whatever it costs, published texts do not wait for it. */
  markdown: Markdown
  misspelled: (content: Pick<NewAnswer, 'body' | 'question' | 'site'>) => Promise<ContentRefused[]>
  holdsPersonalData: (text: string) => boolean
  validity: Pick<Validity, 'due' | 'resting' | 'turn'>
  /** Called after a commit that readers may see; `before` is the published content that was replaced. */
  changed: (ids: readonly AnswerId[]) => Promise<void>
}

/** Moves of answers: each loads, asks the pure rule, saves under the revision it read, then tells the readers. */
export function openAnswers({
  store,
  published,
  catalogue,
  products,
  html,
  hasPicture,
  markdown,
  misspelled,
  holdsPersonalData,
  changed,
  validity,
}: AnswersParts): Answers {
  type Move = (
    answer: Answer,
  ) => Promise<Result<AnswerStep, ContentRefused | MoveRefused>> | Result<AnswerStep, ContentRefused | MoveRefused>

  async function move<R extends ContentRefused | MoveRefused>(id: AnswerId, make: Move): Promise<Result<Answer, R>> {
    const answer = await store.find(id)
    if (!answer) return refuse({ code: 'not_found' } as R)
    const made = await make(answer)
    if (!made.ok) return refuse(made.refused as R)
    if (!(await store.save(made.value, answer.revision))) {
      const current = await store.find(id)
      return refuse({ code: 'revision_conflict', current: current?.revision ?? 0 } as R)
    }
    if (answer.liveRevision !== made.value.answer.liveRevision) await changed([id])
    return ok(made.value.answer)
  }

  const categoryKnown = ({ site, category }: AnswerContent) =>
    categoriesOf(catalogue(), site).some(({ slug }) => slug === category)

  async function faultOf(content: AnswerContent, except: AnswerId | null): Promise<ContentRefused | null> {
    if (!categoryKnown(content)) return { code: 'category_unknown', field: 'category' }
    const [fault] = contentFaults(content)
    if (fault) return fault
    if (isBackwards(content)) return { code: 'validity_backwards', field: 'validUntil' }
    const there = published.at(content.site, content.locale, content.category, content.slug)
    const taken = there?.from && there.from.id !== except && there.answer.slug === content.slug
    const places = [content.site, ...content.sharedWith].map((site) => ({ ...content, site }))
    const others = await Promise.all(places.map((place) => store.pathTaken(place, except)))
    return taken || others.includes(true) ? { code: 'slug_taken', field: 'slug' } : null
  }

  /** What readers would see is judged before it is sent to review. */
  async function readingFault({ site, locale, body }: ReadContent): Promise<ContentRefused | null> {
    const known = new Map<string, Promise<boolean>>()
    const exists = (link: InnerLink): Promise<boolean> | boolean => {
      if (link.kind === 'page') return pageExists({ ...catalogue(), products }, site, link)
      const path = { site, locale: link.locale ?? locale, category: link.category, slug: link.slug }
      const key = `${path.locale}/${path.category}/${path.slug}`
      const asked = known.get(key) ?? store.linkable(path)
      known.set(key, asked)
      return asked
    }
    const pictures = (name: string) => hasPicture(site, name)
    return (await readingFaults(await markdown.read(body, locale), exists, pictures))[0] ?? null
  }

  /** Pasted HTML is kept as Markdown; what has no form in it is named, and nothing is saved without it. */
  async function withoutHtml(body: string): Promise<Result<string, ContentRefused>> {
    const clean = await markdown.withoutHtml(body)
    if (!clean) return refuse({ code: 'body_too_complex', field: 'body' })
    if (clean.lost.length > 0) return refuse({ code: 'html_lost', tags: clean.lost, field: 'body' })
    return clean.body === body ? ok(body) : readWritten(WrittenContent.shape.body, clean.body)
  }

  async function cleanPatch(patch: AnswerPatch): Promise<Result<AnswerPatch, ContentRefused>> {
    const read = readWritten(WrittenPatch, patch)
    if (!read.ok || read.value.body === undefined) return read
    const body = await withoutHtml(read.value.body)
    return body.ok ? ok({ ...read.value, body: body.value }) : body
  }

  /** The address asked for, or a free one made from the question where none was asked for. */
  async function freeSlug(content: NewAnswer): Promise<string> {
    if (content.slug.trim()) return content.slug.trim()
    const base = slugOf(content.question, 'answer')
    for (let number = 1; ; number++) {
      const slug = number === 1 ? base : `${base}-${number}`
      if (!(await store.pathTaken({ ...content, slug }, null))) return slug
    }
  }

  return {
    async create(content, actor, now) {
      const read = readWritten(WrittenNew, { ...content, slug: await freeSlug(content) })
      if (!read.ok) return read
      const { phrasings, ...written } = read.value
      const body = await withoutHtml(written.body)
      if (!body.ok) return body
      const clean = { ...written, body: body.value }
      const fault = await faultOf(clean, null)
      if (fault) return refuse(fault)
      const step = draftAnswer(newId('ans', now), clean, content.from ?? null, actor, now)
      const source: Phrasing['source'] = content.from ? 'promotion' : 'editor'
      step.answer.phrasings = differentPhrasings(phrasings).map((text) => phrasing(text, source, now))
      try {
        await store.insert([step])
      } catch (fault) {
        // Somebody took the address between the question and the insert.
        if (await store.pathTaken(clean, null)) return refuse({ code: 'slug_taken', field: 'slug' })
        throw fault
      }
      return ok(step.answer)
    },

    revise: (id, patch, expectedRevision, actor, now) =>
      move(id, async (answer) => {
        const clean = await cleanPatch(patch)
        if (!clean.ok) return clean
        const made = reviseAnswer(answer, clean.value, expectedRevision, actor, now)
        if (!made.ok) return made
        const fault = await faultOf(made.value.answer, id)
        return fault ? refuse(fault) : made
      }),

    submit: (id, actor, now) =>
      move(id, async (answer) => {
        const made = submitAnswer(answer, actor, now)
        if (!made.ok) return made
        const fault = (await faultOf(answer, id)) ?? (await readingFault(answer))
        return fault ? refuse(fault) : made
      }),

    approve: (id, actor, otherLeads, now, own) =>
      move(id, async (answer) => {
        if (own && own.expectedRevision !== answer.revision)
          return refuse({ code: 'revision_conflict', current: answer.revision })
        const patch = await cleanPatch(own?.patch ?? {})
        if (!patch.ok) return patch
        const made = approveAnswer(answer, actor, otherLeads, now, patch.value)
        if (!made.ok) return made
        const fault = (await faultOf(made.value.answer, id)) ?? (await readingFault(made.value.answer))
        return fault ? refuse(fault) : made
      }),

    sendBack: (id, comment, actor, now) =>
      move(id, (answer) =>
        comment.length > ANSWER_LIMITS.comment
          ? refuse({ code: 'too_long', field: 'comment', limit: ANSWER_LIMITS.comment })
          : sendBackAnswer(answer, comment, actor, now),
      ),
    tend: (id, care, expectedRevision, actor, now) =>
      move(id, (answer) => {
        const read = readWritten(WrittenCare, care)
        if (!read.ok) return read
        const made = tendAnswer(answer, read.value, expectedRevision, actor, now)
        return made.ok && isBackwards(made.value.answer)
          ? refuse({ code: 'validity_backwards', field: 'validUntil' })
          : made
      }),
    due: validity.due,
    rests: (id) => validity.resting(recordOf(id)) !== null,
    async turn(now) {
      const ids = validity.turn(now, (id) => published.get(id) !== undefined)
      await changed(ids)
      return ids
    },
    retire: (id, actor, now) => move(id, (answer) => retireAnswer(answer, actor, now)),

    restore: (id, revision, actor, now) =>
      move(id, async (answer) => {
        const old = (await store.revisions(id)).find((one) => one.revision === revision)
        if (!old) return refuse({ code: 'not_found' })
        const made = restoreAnswer(answer, old, actor, now)
        // The old address may belong to another answer by now: the wording comes back, the address stays.
        if (made.ok && (await store.pathTaken(made.value.answer, id))) {
          const { category, slug } = answer
          return ok({
            answer: { ...made.value.answer, category, slug },
            revision: { ...made.value.revision, category, slug },
          })
        }
        return made
      }),

    sharedInto: (site) => published.shared(site).map(({ answer }) => answer),
    async endSharing(id, actor, now) {
      const shown = published.get(id)
      if (!shown?.from) return refuse({ code: 'not_found' })
      if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
      await store.endSharing(shown.from.id, shown.answer.site, new Date(now).toISOString())
      await changed([shown.from.id])
      return ok(shown.answer)
    },

    revisions: (id) => store.revisions(id),

    async difference(id, from, to) {
      const revisions = await store.revisions(id)
      const before = revisions.find(({ revision }) => revision === from)
      const after = revisions.find(({ revision }) => revision === to)
      return before && after ? difference(before, after) : null
    },

    async addPhrasing(id, text, source, actor, now) {
      const read = WRITTEN_PHRASING.safeParse(text)
      if (!read.success) return refuse({ code: 'too_long', field: 'phrasings', limit: ANSWER_LIMITS.phrasing })
      const words = read.data
      if (!words) return refuse({ code: 'phrasing_empty' })
      if (holdsPersonalData(words)) return refuse({ code: 'holds_personal_data' })
      const answer = await store.find(id)
      if (!answer) return refuse({ code: 'not_found' })
      if (answer.state === 'retired') return refuse({ code: 'wrong_state' })
      if (!mayTeach(actor, source)) return refuse({ code: 'not_allowed' })
      if (answer.phrasings.length >= ANSWER_LIMITS.phrasings)
        return refuse({ code: 'too_many_entries', field: 'phrasings', limit: ANSWER_LIMITS.phrasings })
      if (
        phrasingKey(words) === phrasingKey(answer.question) ||
        !(await store.addPhrasing(id, phrasing(words, source, now)))
      )
        return refuse({ code: 'phrasing_exists' })
      return retaught(id, answer)
    },

    async removePhrasing(id, phrasingId, actor, now) {
      const answer = await store.find(id)
      if (!answer) return refuse({ code: 'not_found' })
      if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
      if (!(await store.removePhrasing(id, phrasingId, new Date(now).toISOString())))
        return refuse({ code: 'not_found' })
      return retaught(id, answer)
    },

    browse: (filter) =>
      store.browse({
        ...filter,
        page: Math.max(1, filter.page),
        perPage: Math.min(MAX_PER_PAGE, Math.max(1, filter.perPage)),
      }),
    counts: (site) => store.counts(site),

    async preview(content) {
      const problems = contentFaults(content)
      if (problems.some((fault) => fault.code === 'too_long' && fault.field === 'body')) return { html: '', problems }
      const body = await withoutHtml(content.body)
      if (!body.ok) problems.push(body.refused)
      const shown = { ...content, body: body.ok ? body.value : content.body }
      const fault = problems.length === 0 ? await readingFault(shown) : null
      const words = await misspelled(content)
      return {
        html: fault?.code === 'body_too_complex' ? '' : await html(shown),
        problems: [...problems, ...(fault ? [fault] : []), ...words],
      }
    },
  }

  async function retaught(id: AnswerId, before: Answer): Promise<Result<Answer, never>> {
    if (before.liveRevision !== null) await changed([id])
    return ok((await store.find(id)) ?? before)
  }
}

type ReadContent = Pick<AnswerContent, 'site' | 'locale' | 'body'>

/** Operators add the words of the visitor they served; what becomes of outcomes is the library's own doing. */
const mayTeach = (actor: Actor, source: Phrasing['source']): boolean =>
  mayApprove(actor) || source === 'promotion' || source === 'editor'

const phrasing = (text: string, source: Phrasing['source'], now: number): Phrasing => ({
  id: newId('phr', now),
  text,
  source,
  at: new Date(now).toISOString(),
})
const differentPhrasings = (texts: readonly string[]): string[] => [
  ...new Map(texts.filter(Boolean).map((text) => [phrasingKey(text), text])).values(),
]
