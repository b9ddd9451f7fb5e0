import { DAY_MS, faultText } from '#shared'
import type { Answer } from '../answers/answer.ts'
import type { AnswerStore } from '../answers/store/answer-store.ts'
import { phrasingKey } from '../answers/store/answer-store.ts'
import type { PublishedAnswer, PublishedAnswers } from '../answers/finding/published-answers.ts'
import type { Log } from '../log.ts'
import type { Markdown } from '../markdown/markdown.ts'
import type { Matcher, PlannedChange, SearchEntry, Verdict } from '../matching/index.ts'
import { ok, refuse } from '../result.ts'
import {
  FORESEEN_WAYS,
  type ForeseenQuestion,
  type ForeseenWay,
  type Foresight,
  type PlannedStep,
} from './foresight.ts'
import type { Database } from '../storage/open-database.ts'
import { sqlPastQuestions } from './past-questions.ts'

/** As far back as shops look: older questions are of another season. */
const DAYS = 90
const MOST_QUESTIONS = 10_000
/** Of each way: a lead reads no more. */
const LISTED = 50
const HOW_MUCH: Record<Verdict, number> = { escalate: 0, suggest: 1, answer: 2 }

export function openForesight(parts: {
  store: Pick<AnswerStore, 'find'>
  published: Pick<PublishedAnswers, 'get'>
  matcher: Pick<Matcher, 'replay'>
  markdown: Pick<Markdown, 'plain'>
  database: Pick<Database, 'reports'>
  /** As the site shows it. */
  onSites(some: { answer: Answer; text: string }[]): PublishedAnswer[]
  entryOf(one: PublishedAnswer): SearchEntry
  log: Log
}): Foresight {
  const { store, published, matcher } = parts
  const pastQuestions = sqlPastQuestions(parts.database)

  async function entryAs(answer: Answer): Promise<SearchEntry[]> {
    const text = (await parts.markdown.plain(answer.body)) ?? answer.body
    return parts
      .onSites([{ answer, text }])
      .filter((one) => one.answer.site === answer.site)
      .map(parts.entryOf)
  }

  /** Null: what it names is not of this site. */
  async function changeOf(site: string, step: PlannedStep): Promise<PlannedChange | null> {
    if (step.act === 'synonyms') return { synonyms: step.groups }
    const answer = await store.find(step.id)
    if (!answer || answer.site !== site) return null
    if (step.act === 'retire') return { remove: [answer.id] }
    if (step.act === 'publish') return { put: await entryAs({ ...answer, ...step.patch }) }
    const into = await store.find(step.into)
    const shown = published.get(step.into)
    if (!into || into.site !== site || into.id === answer.id || !shown) return null
    const known = new Set([shown.answer.question, ...shown.answer.phrasings.map(({ text }) => text)].map(phrasingKey))
    const own = [{ id: answer.id, text: answer.question }, ...answer.phrasings]
    const entry = parts.entryOf(shown)
    const more = own
      .filter(({ text }) => !known.has(phrasingKey(text)))
      .map(({ id, text }) => ({ id, text, source: 'editor' }))
    return { put: [{ ...entry, phrasings: [...entry.phrasings, ...more] }], remove: [answer.id] }
  }

  return {
    async of(site, step, now) {
      const change = await changeOf(site, step)
      if (!change) return refuse({ code: 'not_found' })
      const since = new Date(now - DAYS * DAY_MS).toISOString()
      const past = await pastQuestions(site, since, MOST_QUESTIONS)
      const replay = await matcher.replay(site, past, change).catch((fault: unknown) => {
        parts.log.error({ fault: faultText(fault) }, 'past questions could not be replayed')
        return null
      })
      if (!replay) return refuse({ code: 'unavailable' })
      const planned = new Map((change.put ?? []).map((entry) => [entry.id, entry.question]))
      const named = ({ verdict, id }: { verdict: Verdict; id: string | null }, isAfter: boolean) => {
        const question = (isAfter && planned.get(id ?? '')) || published.get(id ?? '')?.answer.question
        return { verdict, answer: id && question ? { id, question } : null }
      }
      const all = replay.changed.map(({ from, to, ...asked }): ForeseenQuestion => {
        const more = HOW_MUCH[to.verdict] - HOW_MUCH[from.verdict]
        const way = more > 0 ? 'gained' : more < 0 ? 'lost' : 'moved'
        return { ...asked, way, from: named(from, false), to: named(to, true) }
      })
      const of = (way: ForeseenWay) => all.filter((one) => one.way === way)
      return ok({
        days: DAYS,
        questions: replay.questions,
        asked: replay.asked,
        totals: { lost: of('lost').length, gained: of('gained').length, moved: of('moved').length },
        listed: FORESEEN_WAYS.flatMap((way) => of(way).slice(0, LISTED)),
        byWordsAlone: replay.byWordsAlone,
      })
    },
  }
}
