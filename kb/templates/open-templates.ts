import { fold } from '#shared'
import { excerpt } from '../answers/excerpt.ts'
import type { LiveAnswers } from '../answers/live-answers.ts'
import type { AnswerStore } from '../answers/answer-store.ts'
import { answerUrl } from '../answers/links.ts'
import { plainText } from '../answers/plain-text.ts'
import type { CatalogueRecords } from '../catalogue/catalogue.ts'
import type { Matcher, MatchResult } from '../matching/index.ts'
import { otherLayout } from '../matching/text/keyboard.ts'
import { fillPlaceholders, unfilledIn, withFallbacks } from './placeholders.ts'
import type { TemplateHit, Templates } from './templates.ts'

const LIMIT = 8
const MAX_TYPED = 200
const MAX_CONVERSATION = 2_000
const MAX_PARTS = 3

/**
 * Tiers, so that what is typed always decides before what is guessed: a shortcut that begins so, a title that begins
 * so, a title with a word that begins so, what the typed words match, what answers the conversation's words, all
 * templates, what only resembles those words. What is typed on the other keyboard layout counts the same: "рш" is "hi".
 */
const TIER = { shortcut: 5, title: 4, titleWord: 3, typed: 2, conversation: 1, resembles: 0 } as const
/** Being a template, at equal fit, comes before a public answer: it was written to be sent. */
const TEMPLATE_LEAD = 0.05
/** Less than any fit: what is used often comes first only among what nothing speaks for. */
const OFTEN_LEAD = 0.04

export function openTemplates({
  store,
  live,
  matcher,
  catalogue,
  publicUrl,
}: {
  store: AnswerStore
  live: LiveAnswers
  matcher: Matcher
  catalogue: () => CatalogueRecords
  publicUrl: string
}): Templates {
  const addressOf = (answer: Parameters<typeof answerUrl>[0]) => publicUrl.replace(/\/$/, '') + answerUrl(answer)
  return {
    async rank({ site, locale, typed, conversation, product, often = [], publicOnly = false, limit = LIMIT }) {
      const words = typed.trim().slice(0, MAX_TYPED)
      const scores = new Map<string, number>()
      const raise = (id: string, score: number) => scores.set(id, Math.max(scores.get(id) ?? 0, score))

      const begins = [fold(words), otherLayout(fold(words)) ?? ''].filter(Boolean)
      for (const { answer } of live.all()) {
        if (answer.site !== site || answer.locale !== locale || (answer.audience === 'public' && begins.length === 0))
          continue
        const fits = Math.max(0, ...begins.map((begin) => tierOf(begin, answer.shortcut, answer.question)))
        if (fits > 0) raise(answer.id, fits + (answer.audience === 'operators' ? TEMPLATE_LEAD : 0))
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
      const told = conversation.trim().slice(-MAX_CONVERSATION)
      const lines = told.split('\n').filter(Boolean)
      for (const [texts, tier] of [
        [words ? [words] : [], TIER.typed],
        // Small talk after the question must not hide what answers it: where all of it together fits nothing, each part is asked about, newest first.
        [lines.length > 1 ? [told, ...lines.slice(-MAX_PARTS).toReversed()] : lines, TIER.conversation],
      ] as const) {
        let found: MatchResult | null = null
        for (const text of texts) {
          const next = await match(text, tier === TIER.typed)
          found ??= next
          if (next.verdict === 'escalate') continue
          found = next
          break
        }
        if (!found) continue
        // What a visitor would not be shown is no help to an operator either: it comes after every template.
        const base = tier === TIER.conversation && found.verdict === 'escalate' ? TIER.resembles : tier
        const best = Math.max(...found.hits.map(({ score }) => score), Number.EPSILON)
        for (const { id, score, words: shared } of found.hits) {
          if (shared.length === 0) continue
          const answer = live.get(id)?.answer
          // The operator writes in the conversation's language, whatever the visitor's last words were.
          if (answer?.locale === locale)
            raise(id, base - 1 + (0.9 * score) / best + (answer.audience === 'operators' ? TEMPLATE_LEAD : 0))
        }
      }
      if (!words) {
        const lead = new Map(often.map((id, at) => [id, (OFTEN_LEAD * (often.length - at)) / often.length]))
        for (const { answer } of live.all())
          if (answer.audience === 'operators' && answer.site === site && answer.locale === locale)
            raise(answer.id, lead.get(answer.id) ?? 0)
      }

      return [...scores]
        .map(([id, score]) => ({ live: live.get(id), score }))
        .flatMap(({ live: found, score }): TemplateHit[] =>
          found && !(publicOnly && found.answer.audience !== 'public')
            ? [
                {
                  id: found.answer.id,
                  title: found.answer.question,
                  shortcut: found.answer.shortcut,
                  excerpt: excerpt(found.text, []),
                  audience: found.answer.audience,
                  url: found.answer.audience === 'public' ? addressOf(found.answer) : null,
                  score,
                },
              ]
            : [],
        )
        .sort((one, other) => other.score - one.score || one.title.localeCompare(other.title, locale))
        .slice(0, limit)
    },

    async fill(id, values) {
      const [answer] = await store.live([id])
      if (!answer) return null
      const { sites } = catalogue()
      const site = sites.find((one) => one.id === answer.site)
      const known = { ...values, site: { name: site?.name[answer.locale] ?? null, ...values.site } }
      const text = plainText(answer.body, (category, slug) => {
        const target = live.at(answer.site, answer.locale, category, slug)
        return target?.answer.audience === 'public' ? addressOf(target.answer) : null
      })
      return { ...fillPlaceholders(text, known), revision: answer.liveRevision ?? answer.revision }
    },

    unfilled: unfilledIn,
  }
}

/** What a template reads like to the one who gets it: fallbacks in place of placeholders. */
export const templateText = (plain: string): string => withFallbacks(plain).replace(/ +([,.!?])/g, '$1')

function tierOf(begin: string, shortcut: string | null, title: string): number {
  if (shortcut && fold(shortcut).startsWith(begin)) return TIER.shortcut + begin.length / (shortcut.length * 2)
  const folded = fold(title)
  if (folded.startsWith(begin)) return TIER.title
  return folded.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(begin)) ? TIER.titleWord : 0
}
