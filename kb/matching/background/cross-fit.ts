import type { SearchEntry } from '../matcher.ts'
import { SYNONYM_WEIGHT } from '../ranking/constants.ts'
import { AnswerIndex } from '../ranking/answer-index.ts'
import { queryVector } from '../ranking/query-vector.ts'
import { Ranker } from '../ranking/rank.ts'
import { sharpen, WORTH_SHARPENING_BELOW } from '../ranking/sharpen.ts'
import type { IsWord } from '../repair/ordinary-words.ts'
import { repairQuery } from '../repair/repair-query.ts'
import { Vocabulary } from '../repair/vocabulary.ts'
import { generalSynonyms } from '../synonyms/general-synonyms.ts'
import { Synonyms } from '../synonyms/synonyms.ts'
import type { CrossFitted } from '../verdict/calibrate.ts'
import { evidenceOf, fitOf, logOdds } from '../verdict/confidence.ts'

const FOLDS = 3
const NO_ODDS = -10
const MOST_QUESTIONS = 900
/** Above this many phrasings one index without the sampled ones serves all of them. */
const ONE_FOLD_ABOVE = 5000

/** Asks the library's own phrasings of the library without them; nothing is asked of an index that has seen it. */
export function crossFit(entries: readonly SearchEntry[], isWord: IsWord): CrossFitted[] {
  const phrasings = entries.flatMap((entry) =>
    entry.phrasings.filter(({ weight }) => (weight ?? 1) >= 0.5).map((phrasing) => ({ entry, phrasing })),
  )
  const every = Math.max(1, phrasings.length / MOST_QUESTIONS)
  const asked = Array.from(
    { length: Math.min(phrasings.length, MOST_QUESTIONS) },
    (_, i) => phrasings[Math.floor(i * every)]!,
  )
  const folds = phrasings.length > ONE_FOLD_ABOVE ? 1 : FOLDS
  return Array.from({ length: folds }, (_, fold) => asked.filter((_question, i) => i % folds === fold)).flatMap(
    (questions) => askFold(entries, questions, isWord),
  )
}

function askFold(
  entries: readonly SearchEntry[],
  questions: readonly { entry: SearchEntry; phrasing: SearchEntry['phrasings'][number] }[],
  isWord: IsWord,
): CrossFitted[] {
  const held = new Set(questions.map(({ phrasing }) => phrasing))
  const index = new AnswerIndex()
  index.put(
    entries.map((entry) => ({ ...entry, phrasings: entry.phrasings.filter((phrasing) => !held.has(phrasing)) })),
  )
  const ranker = new Ranker(index)
  if (index.phrasings <= WORTH_SHARPENING_BELOW) ranker.sharpened = sharpen(index)
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  const vocabulary = new Vocabulary(index, isWord, synonyms)
  vocabulary.update()
  return questions.flatMap(({ entry, phrasing }) => {
    const query = queryVector(index, repairQuery(phrasing.text, vocabulary).words, (stems) =>
      synonyms.standingFor(stems),
    )
    const own = (number: number) => {
      const other = index.answers[number]!.entry
      return other.site === entry.site && other.locale === entry.locale && other.audience === entry.audience
    }
    const ranked = ranker.rank(query, own)
    const without = ranker.rank(query, (number) => own(number) && index.answers[number]!.entry.id !== entry.id)
    if (!ranked[0]) return []
    const odds = (list: typeof ranked) => (list[0] ? logOdds(evidenceOf(list, query, index.richness)) : NO_ODDS)
    return [
      {
        site: entry.site,
        answerId: entry.id,
        question: phrasing.text,
        odds: odds(ranked),
        fit: fitOf(evidenceOf(ranked, query, index.richness)),
        right: index.answers[ranked[0].number]!.entry.id === entry.id,
        oddsWithoutAnswer: odds(without),
      },
    ]
  })
}
