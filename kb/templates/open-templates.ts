import { cutText, fold, isShownElsewhere } from '#shared'
import type { Answer } from '../answers/answer.ts'
import type { PublishedAnswers } from '../answers/finding/published-answers.ts'
import type { AnswerStore } from '../answers/store/answer-store.ts'
import { answerUrl } from '../markdown/links.ts'
import { messageText, resolverOf } from '../answers/finding/resolve-link.ts'
import { type Markdown, unreadAsText } from '../markdown/markdown.ts'
import { shownText } from '../markdown/plain-text.ts'
import type { CatalogueRecords } from '../catalogue/catalogue.ts'
import type { Products } from '../catalogue/products/open-products.ts'
import type { Picture } from '../pictures/picture.ts'
import type { Matcher, MatchResult } from '../matching/index.ts'
import { otherLayout } from '../matching/text/keyboard.ts'
import { matterOf } from './matter-of.ts'
import { fillPlaceholders, unfilledIn } from './placeholders.ts'
import { siteValues } from './site-values.ts'
import type { TemplateHit, Templates } from './templates.ts'

const LIMIT = 8
const MAX_TYPED = 200
const MAX_PART = 4_000
const MAX_PARTS = 3
const MAX_SEARCHES = 3
/** As much as an operator reads before inserting. */
const SHOWN_TEXT = 1_500

/**
 * Tiers, so that what is typed always decides before what is guessed: a shortcut that begins so, a title that begins
 * so, a title with a word that begins so, what the typed words match, what answers the conversation's words, all
 * templates, what only resembles those words. What is typed on the other keyboard layout counts the same: "рш" is "hi".
 */
const TIER = { shortcut: 5, title: 4, titleWord: 3, typed: 2, conversation: 1, resembles: 0 } as const
/** Being a template, at equal fit, comes before a public answer: it was written to be sent. */
const TEMPLATE_LEAD = 0.05
/** Words typed into a search before say less than what was written to a person since. */
const SEARCHED_SHARE = 0.8
/** Of what only resembles, nothing much weaker than the best of it. */
const RESEMBLES_AT_LEAST = 0.5
/** Less than any fit: what is used often comes first only among what nothing speaks for. */
const OFTEN_LEAD = 0.04

export function openTemplates({
  store,
  published,
  matcher,
  catalogue,
  products,
  markdown,
  picture,
  addressOfSite,
  isShown,
}: {
  store: AnswerStore
  published: PublishedAnswers
  matcher: Matcher
  catalogue: () => CatalogueRecords
  products: Pick<Products, 'hasPage'>
  markdown: Markdown
  /** A picture that answers of this site show by this name. */
  picture: (site: string, name: string) => Picture | null
  /** Where the help centre of a site is reached. */
  addressOfSite: (site: string) => string
  /** Not before its time, and not after. */
  isShown: (answer: Answer) => boolean
}): Templates {
  const addressOf = (answer: Parameters<typeof answerUrl>[0] & { site: string }) =>
    addressOfSite(answer.site) + answerUrl(answer)
  return {
    async rank({
      site,
      locale,
      typed,
      conversation = [],
      searches = [],
      product,
      often = [],
      publicOnly = false,
      limit = LIMIT,
    }) {
      const words = typed.trim().slice(0, MAX_TYPED)
      const found = new Map<string, { score: number; fit: TemplateHit['fit'] }>()
      const raise = (id: string, score: number, fit: TemplateHit['fit']) => {
        if (score > (found.get(id)?.score ?? Number.NEGATIVE_INFINITY)) found.set(id, { score, fit })
      }

      const begins = [fold(words), otherLayout(fold(words)) ?? ''].filter(Boolean)
      for (const { answer } of published.all()) {
        if (answer.site !== site || answer.locale !== locale || (answer.audience === 'public' && begins.length === 0))
          continue
        const fits = Math.max(0, ...begins.map((begin) => tierOf(begin, answer.shortcut, answer.question)))
        if (fits > 0) raise(answer.id, fits + (answer.audience === 'operators' ? TEMPLATE_LEAD : 0), 'typed')
      }
      const match = (text: string, typing: boolean) =>
        matcher.match({
          text,
          site,
          locale,
          audience: 'all',
          limit: limit * 2,
          typing,
          ...(product ? { product } : {}),
        })
      const raiseHits = ({ hits }: MatchResult, base: number, share: number, fit: TemplateHit['fit'], least = 0) => {
        const best = Math.max(...hits.map(({ score }) => score), Number.EPSILON)
        for (const { id, score, words: shared } of hits) {
          if (shared.length === 0 || score < least * best) continue
          const answer = published.get(id)?.answer
          // The operator writes in the conversation's language, whatever the visitor's last words were.
          if (answer?.locale === locale)
            raise(
              id,
              base - 1 + (0.9 * share * score) / best + (answer.audience === 'operators' ? TEMPLATE_LEAD : 0),
              fit,
            )
        }
      }
      if (words) raiseHits(await match(words, true), TIER.typed, 1, 'typed')

      const orderNumbers = catalogue().sites.find((one) => one.id === site)?.orderNumbers ?? []
      const matters = (texts: readonly string[]) => [
        ...new Set(texts.map((text) => matterOf(text.slice(0, MAX_PART), orderNumbers)).filter(Boolean)),
      ]
      const told = matters(conversation)
      // Small talk after the question must not hide what answers it: where all of it together fits nothing, each part is asked about, newest first.
      const parts = told.length > 1 ? [told.join('\n'), ...told.slice(-MAX_PARTS).toReversed()] : told
      const fitting = await firstFitting(parts, (text) => match(text, false))
      const searched = await firstFitting(matters(searches).slice(-MAX_SEARCHES).toReversed(), (text) =>
        match(text, false),
      )
      for (const [one, share] of [
        [fitting, 1],
        [searched, SEARCHED_SHARE],
      ] as const) {
        if (!one) continue
        if (one.verdict !== 'escalate') raiseHits(one, TIER.conversation, share, 'answers')
        // What a visitor would not be shown is little help to an operator either: it comes after every template.
        else raiseHits(one, TIER.resembles, share, 'resembles', RESEMBLES_AT_LEAST)
      }
      if (!words) {
        const lead = new Map(often.map((id, at) => [id, (OFTEN_LEAD * (often.length - at)) / often.length]))
        for (const { answer } of published.all())
          if (answer.audience === 'operators' && answer.site === site && answer.locale === locale)
            raise(answer.id, lead.get(answer.id) ?? 0, null)
      }

      return [...found]
        .flatMap(([id, one]) => {
          const known = published.get(id)
          return known && !(publicOnly && known.answer.audience !== 'public') ? [{ ...known, ...one }] : []
        })
        .sort(
          (one, other) => other.score - one.score || one.answer.question.localeCompare(other.answer.question, locale),
        )
        .slice(0, limit)
        .map(
          ({ answer, written, fit, score }): TemplateHit => ({
            id: answer.id,
            title: answer.question,
            shortcut: answer.shortcut,
            text: beginningOf(written),
            fit,
            audience: answer.audience,
            url: answer.audience === 'public' ? addressOf(answer) : null,
            score,
          }),
        )
    },

    async fill(id, values) {
      const [answer = isShownElsewhere(id) ? published.get(id)?.answer : undefined] = await store.published([id])
      if (!answer || !isShown(answer)) return null
      const { sites } = catalogue()
      const site = sites.find((one) => one.id === answer.site)
      const own = site ? siteValues(site, answer.locale) : {}
      const known = { ...own, ...values, site: { ...own.site, ...values.site } }
      const read = (await markdown.read(answer.body, answer.locale)) ?? unreadAsText(answer.body)
      const { message } = read
      const pictures = read.pictures.flatMap(({ name }) => picture(answer.site, name) ?? [])
      const resolve = resolverOf(published, { ...catalogue(), products }, answer)
      const text = messageText(message, addressOfSite(answer.site), resolve)
      return { ...fillPlaceholders(text, known), revision: answer.liveRevision ?? answer.revision, pictures }
    },

    unfilled: unfilledIn,
  }
}

/** Of texts in their order, what the first says that the library knows something about; else what the first of all says. */
async function firstFitting(
  texts: readonly string[],
  match: (text: string) => Promise<MatchResult>,
): Promise<MatchResult | null> {
  let first: MatchResult | null = null
  for (const text of texts) {
    const found = await match(text)
    // Each may be of thousands of words.
    await new Promise((resolve) => setImmediate(resolve))
    if (found.verdict !== 'escalate') return found
    first ??= found
  }
  return first
}

function beginningOf(written: string): string {
  const whole = shownText(written)
  return whole.length <= SHOWN_TEXT ? whole : `${cutText(whole, SHOWN_TEXT).replace(/\S*$/, '')}…`
}

function tierOf(begin: string, shortcut: string | null, title: string): number {
  if (shortcut && fold(shortcut).startsWith(begin)) return TIER.shortcut + begin.length / (shortcut.length * 2)
  const folded = fold(title)
  if (folded.startsWith(begin)) return TIER.title
  return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(begin)) ? TIER.titleWord : 0
}
