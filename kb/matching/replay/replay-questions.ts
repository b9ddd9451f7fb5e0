import type { LexicalEngine, ReadQuery } from '../lexical-engine.ts'
import { matterByWords } from '../letter/matter-by-words.ts'
import type {
  Found,
  MatchQuery,
  PastQuestion,
  PlannedChange,
  ReplayedQuestion,
  SearchEntry,
  SynonymGroup,
} from '../matcher.ts'
import type { Ranked } from '../ranking/rank.ts'
import { generalSynonyms } from '../synonyms/general-synonyms.ts'
import { Synonyms } from '../synonyms/synonyms.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'
import { verdictOf } from '../verdict/verdict-of.ts'
import type { ReplayState } from './replay-state.ts'

interface Asked {
  question: PastQuestion
  query: MatchQuery
  read: ReadQuery
  /** It holds a word the library has not heard: once it has, the question is read anew. */
  isUnknown: boolean
}

/** More than this is read as a new library: then every question is asked twice. */
const MANY = 100
/** What shares less of a question's weight with it than this is not worth showing, whatever else the library holds. */
const LEAST_SHARE = 0.25
/** So many of the best say how sure the first is (`evidenceOf`). */
const JUDGED = 10

/**
 * Asks questions of the library as it is and as it would be. A question can only get something else where a changed answer
 * shares words with it: those are asked of the library as it is. Only where it is among the best then, or would come among them,
 * is the question asked again of the library as it would be.
 * Rarities of words stay as they are, as they do in the moment something is published.
 */
export async function replayQuestions(
  engine: LexicalEngine,
  { site, thresholds, synonyms: was }: Pick<ReplayState, 'site' | 'thresholds' | 'synonyms'>,
  questions: readonly PastQuestion[],
  change: PlannedChange,
): Promise<ReplayedQuestion[]> {
  const put = change.put ?? []
  const ids = [...new Set([...put.map(({ id }) => id), ...(change.remove ?? [])])]
  const before = ids.flatMap((id) => engine.entry(id) ?? [])
  const synonyms = change.synonyms ? changedWords(was, change.synonyms) : new Set<string>()
  const everything = ids.length > MANY
  const told = new Set([...before, ...put].flatMap(stemsOf))

  const standing = new Synonyms()
  standing.add(generalSynonyms(), 1)
  standing.add([...was, ...(change.synonyms ?? [])], 1)
  const mayBeTouched = (text: string): boolean => {
    if (everything) return true
    const stems = tokenise(text).map(stem)
    if (synonyms.size > 0 && stems.some((one) => synonyms.has(one))) return true
    if (isUnknown(engine, stems)) return ids.length > 0
    const weight = (some: readonly string[]) => some.reduce((sum, one) => sum + engine.weightOf(one), 0)
    const stood = standing.standingFor(stems).map(({ stem: one }) => one)
    const shared = new Set([...stems, ...stood].filter((one) => told.has(one)))
    return shared.size > 0 && weight([...shared]) >= LEAST_SHARE * weight(stems)
  }

  const turn = async () => {}
  const asked: Asked[] = []
  for (const question of questions) {
    if (!mayBeTouched(question.text)) continue
    const query: MatchQuery = { text: question.text, site, locale: question.locale, audience: 'public' }
    if (question.product) query.product = question.product
    query.text = await matterByWords(engine, query, turn)
    const read = engine.read(query)
    asked.push({ question, query, read, isUnknown: isUnknown(engine, tokenise(query.text).map(stem)) })
  }

  const fresh = (one: Asked): ReadQuery =>
    engine.isCurrent(one.read) && synonyms.size === 0 && !one.isUnknown ? one.read : engine.read(one.query)
  const outcome = (one: Asked, read: ReadQuery, ranked: Ranked[]): Found => {
    const judged = engine.judge(one.query, read, ranked, 'words')
    const asking = { read, ranked, judged, product: one.query.product }
    const verdict = verdictOf(engine, asking, thresholds, 'words')
    return { verdict, id: verdict === 'escalate' || !ranked[0] ? null : engine.entryAt(ranked[0].number).id }
  }
  const inFull = (one: Asked) => {
    const read = fresh(one)
    const ranked = engine.rank(one.query, read)
    return { ranked, found: outcome(one, read, ranked) }
  }
  const changing = new Set(ids)
  const isAskedAnyway = everything || synonyms.size > 0
  const from = asked.map((one) => {
    const { ranked, found } = inFull(one)
    const told = ranked.slice(0, JUDGED)
    return {
      found,
      isTouched: isAskedAnyway || told.some(({ number }) => changing.has(engine.entryAt(number).id)),
      least: told.length === JUDGED ? told[JUDGED - 1]!.score : Number.NEGATIVE_INFINITY,
    }
  })
  if (change.remove) engine.remove(change.remove)
  await engine.put(put)
  if (change.synonyms) await engine.setSynonyms(site, change.synonyms)
  /** A score does not hang on the other answers: whoever stays behind all that are judged changes nothing. */
  const enters = (one: Asked, least: number) =>
    put.length > 0 &&
    engine.rank(one.query, fresh(one), ids).some(({ score }) => score >= least || one.query.product !== undefined)
  return asked
    .flatMap((one, at) => {
      const { found, isTouched, least } = from[at]!
      if (!isTouched && !enters(one, least)) return []
      const to = inFull(one).found
      const { text, locale, count } = one.question
      return found.id === to.id && found.verdict === to.verdict ? [] : [{ text, locale, count, from: found, to }]
    })
    .sort((a, b) => b.count - a.count)
}

const stemsOf = (entry: SearchEntry): string[] =>
  [
    entry.question,
    entry.body,
    ...[...entry.products, ...(entry.productNames ?? []), ...(entry.productCategories ?? [])],
    ...entry.phrasings.map(({ text }) => text),
  ]
    .flatMap(tokenise)
    .map(stem)

/** A word the library has never heard of may be repaired into one that it is about to hear. */
const isUnknown = (engine: LexicalEngine, stems: readonly string[]): boolean =>
  stems.some((one) => engine.held.index.lexicon.stemId(one) < 0)

/** Stems of the words that stand in other groups than before. */
function changedWords(before: readonly SynonymGroup[], groups: readonly SynonymGroup[]): Set<string> {
  const keyOf = ({ locale, words }: SynonymGroup) => `${locale} ${[...words].sort().join('\n')}`
  const was = new Map(before.map((group) => [keyOf(group), group]))
  const is = new Map(groups.map((group) => [keyOf(group), group]))
  const changed = [...was, ...is].filter(([key]) => was.has(key) !== is.has(key))
  return new Set(changed.flatMap(([, { words }]) => words.flatMap(tokenise).map(stem)))
}
