import type { SearchEntry } from '../matcher.ts'
import { AnswerIndex } from '../ranking/answer-index.ts'
import { queryVector } from '../ranking/query-vector.ts'
import { Ranker } from '../ranking/rank.ts'
import { sharpen, WORTH_SHARPENING_BELOW } from '../ranking/sharpen.ts'
import type { IsWord } from '../repair/ordinary-words.ts'
import { repairQuery } from '../repair/repair-query.ts'
import { Vocabulary } from '../repair/vocabulary.ts'
import { withGeneral } from '../synonyms/with-general.ts'
import type { AskedPhrasing, NearAnswer } from '../meaning/meaning.ts'
import type { CrossFitted } from '../verdict/calibrate.ts'
import { evidenceOf, fitOf, logOdds, RIGHT } from '../verdict/confidence.ts'

const FOLDS = 3
const NO_ODDS = -10
const MOST_QUESTIONS = 900
/** Above this many phrasings one index without the sampled ones serves all of them. */
const ONE_FOLD_ABOVE = 5000

/** For each phrasing the nearest answers, while none of them belongs to any; null: meaning is away. */
export type AskMeaning = (phrasings: readonly AskedPhrasing[]) => Promise<NearAnswer[][] | null>

/** By words, and by words and meaning; null where that is not to be had. */
interface Asked {
  cases: CrossFitted[]
  both: CrossFitted[] | null
}

/** Asks the library's own phrasings of the library without them; nothing is asked of an index that has seen it. */
export async function crossFit(
  entries: readonly SearchEntry[],
  isWord: IsWord,
  meaning: AskMeaning | null,
): Promise<Asked> {
  const phrasings = entries.flatMap((entry) =>
    entry.phrasings.filter(({ weight }) => (weight ?? 1) >= 0.5).map((phrasing) => ({ entry, phrasing })),
  )
  const every = Math.max(1, phrasings.length / MOST_QUESTIONS)
  const asked = Array.from(
    { length: Math.min(phrasings.length, MOST_QUESTIONS) },
    (_, i) => phrasings[Math.floor(i * every)]!,
  )
  const folds = phrasings.length > ONE_FOLD_ABOVE ? 1 : FOLDS
  const all: Asked = { cases: [], both: meaning && [] }
  for (let fold = 0; fold < folds; fold++) {
    const questions = asked.filter((_question, i) => i % folds === fold)
    const near = await meaning?.(
      questions.map(({ entry: { site, audience, locale }, phrasing: { text } }) => ({
        text,
        among: { site, audience, locale },
      })),
    )
    const one = askFold(entries, questions, isWord, near ?? null)
    all.cases.push(...one.cases)
    if (one.both) all.both?.push(...one.both)
    else all.both = null
  }
  return all
}

function askFold(
  entries: readonly SearchEntry[],
  questions: readonly { entry: SearchEntry; phrasing: SearchEntry['phrasings'][number] }[],
  isWord: IsWord,
  near: NearAnswer[][] | null,
): Asked {
  const held = new Set(questions.map(({ phrasing }) => phrasing))
  const index = new AnswerIndex()
  index.put(
    entries.map((entry) => ({ ...entry, phrasings: entry.phrasings.filter((phrasing) => !held.has(phrasing)) })),
  )
  const ranker = new Ranker(index)
  if (index.phrasings <= WORTH_SHARPENING_BELOW) ranker.sharpened = sharpen(index)
  const synonyms = withGeneral()
  const vocabulary = new Vocabulary(index, isWord, synonyms)
  vocabulary.update()
  const cases: CrossFitted[] = []
  const both: CrossFitted[] = []
  for (const [at, { entry, phrasing }] of questions.entries()) {
    const query = queryVector(index, repairQuery(phrasing.text, vocabulary).words, (stems) =>
      synonyms.standingFor(stems),
    )
    const own = (number: number) => {
      const other = index.answers[number]!.entry
      return other.site === entry.site && other.locale === entry.locale && other.audience === entry.audience
    }
    const others = (number: number) => own(number) && index.answers[number]!.entry.id !== entry.id
    const judged = (nearest: ReadonlyMap<number, NearAnswer> | null): CrossFitted[] => {
      const ranked = ranker.rank(query, own, undefined, nearest)
      const without = ranker.rank(query, others, undefined, nearest)
      if (!ranked[0]) return []
      const by = nearest ? 'both' : 'words'
      const evidence = evidenceOf(ranked, query, index.richness)
      return [
        {
          site: entry.site,
          answerId: entry.id,
          question: phrasing.text,
          odds: logOdds(evidence, RIGHT[by]),
          fit: fitOf(evidence, by),
          right: index.answers[ranked[0].number]!.entry.id === entry.id,
          oddsWithoutAnswer: without[0] ? logOdds(evidenceOf(without, query, index.richness), RIGHT[by]) : NO_ODDS,
        },
      ]
    }
    cases.push(...judged(null))
    const nearest = near?.[at]?.map((one) => [index.number(one.id), one] as const)
    if (nearest) both.push(...judged(new Map(nearest.filter(([number]) => number >= 0))))
  }
  return { cases, both: near && both }
}
