import { type AnswerIndex, BODY, PHRASING, QUESTION, pairKey } from './answer-index.ts'
import { LEAST_LIKENESS } from './constants.ts'
import type { QueryVector } from './query-vector.ts'

export const FEATURES = [
  'centroidStems', 'centroidGrams', 'bestStems', 'bestGrams', 'topThree', 'questionBoth', 'bodyStems', 'bodyGrams', 'coverage',
  'bestAligned', 'questionAligned', 'bodyCoverage', 'bm25', 'bestPhrasing',
] as const
export type FeatureName = (typeof FEATURES)[number]
export const FEATURE_COUNT = FEATURES.length

export interface Scored {
  number: number
  features: Float64Array
  /** Text (number in the index) that matched best, a question or a phrasing. */
  bestText: number
  /** Share of each query position that the answer holds, 0…1. */
  covered: Float64Array
}

/** What a library word has to do with the query; computed once per query and word. */
interface WordTouch {
  stem: number
  gram: number
  position: number
  likeness: number
  value: number
}

/** Scores single answers exactly against one query: cosines of stems and grams by text and centroid, alignment of words. */
export function featureScorer(index: AnswerIndex, query: QueryVector): (number: number, without?: number) => Scored {
  const { lexicon } = index
  const touches = new Map<number, WordTouch>()

  function touch(word: number): WordTouch {
    const known = touches.get(word)
    if (known) return known
    const stemId = lexicon.stemOf.data[word]!
    const matter = lexicon.matter.data[word]!
    const value = index.stemWeight(stemId) * matter
    const inQuery = query.stems.get(stemId) ?? 0
    let gram = 0
    let squares = 0
    const likeness = new Float64Array(query.words.length)
    for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++) {
      const id = lexicon.gramIds.data[g]!
      const weight = index.gramWeight(id) * matter
      squares += weight * weight
      const inGrams = query.grams.get(id)
      if (inGrams === undefined) continue
      gram += weight * inGrams
      for (let p = 0; p < likeness.length; p++) {
        const own = query.wordGrams[p]!.grams.get(id)
        if (own !== undefined) likeness[p]! += weight * own
      }
    }
    let position = -1
    let best = 0
    const length = Math.sqrt(squares)
    if (gram > 0) {
      for (let p = 0; p < likeness.length; p++) {
        const alike = likeness[p]! / (length * query.wordGrams[p]!.norm || 1)
        if (alike > best && alike > LEAST_LIKENESS) [best, position] = [alike, p]
      }
    }
    for (const stands of query.standsFor.get(stemId) ?? []) {
      if (stands.weight > best) [best, position] = [stands.weight, stands.position]
    }
    const made = { stem: value * inQuery, gram, position, likeness: Math.min(1, best), value }
    touches.set(word, made)
    return made
  }

  return function score(number, without = -1): Scored {
    const positions = query.words.length
    const features = new Float64Array(FEATURE_COUNT)
    const covered = new Float64Array(positions)
    const inText = new Float64Array(positions)
    let centroidStem = 0
    let centroidGram = 0
    let bestStem = 0
    let bestGram = 0
    let bestAligned = 0
    let bestPhrasing = 0
    let bestText = index.textStart.data[number]!
    let bestBoth = -1
    const three = [0, 0, 0]
    for (let text = index.textStart.data[number]!; text < index.textStart.data[number + 1]!; text++) {
      if (text === without) continue
      const kind = index.textKind.data[text]!
      let stemDot = 0
      let gramDot = 0
      let backward = 0
      inText.fill(0)
      let before = -1
      for (let w = index.wordStart.data[text]!; w < index.wordStart.data[text + 1]!; w++) {
        const word = index.wordIds.data[w]!
        const tf = index.wordTf.data[w]!
        const { stem, gram, position, likeness, value } = touch(word)
        stemDot += tf * stem
        gramDot += tf * lexicon.matter.data[word]! * (gram / (lexicon.matter.data[word]! || 1))
        if (position >= 0) {
          if (likeness > inText[position]!) inText[position] = likeness
          if (tf > 0) backward += value * likeness
        }
        if (kind !== BODY) {
          const stemId = lexicon.stemOf.data[word]!
          const pair = before < 0 ? 0 : (query.pairs.get(pairKey(before, stemId)) ?? 0)
          if (pair > 0) stemDot += pair * pair
          before = stemId
        }
      }
      let forward = 0
      for (let p = 0; p < positions; p++) {
        if (inText[p]! > covered[p]!) covered[p] = inText[p]!
        forward += inText[p]! * query.mass[p]!
      }
      const stems = stemDot / (index.textStemNorm.data[text]! * query.stemNorm || 1)
      const grams = gramDot / (index.textGramNorm.data[text]! * query.gramNorm || 1)
      const recall = forward / (query.totalMass || 1)
      const precision = Math.min(1, backward / (index.textMass.data[text]! || 1))
      const aligned = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision)
      const weight = index.textWeight.data[text]!
      centroidStem += weight * stems
      centroidGram += weight * grams
      if (kind === BODY) {
        features[6] = stems
        features[7] = grams
        features[11] = recall
        continue
      }
      const both = (stems + grams) / 2
      if (kind === QUESTION) {
        features[5] = both
        features[10] = aligned
      }
      if (kind === PHRASING && both > bestPhrasing) bestPhrasing = both
      if (stems > bestStem) bestStem = stems
      if (grams > bestGram) bestGram = grams
      if (aligned > bestAligned) bestAligned = aligned
      if (both > bestBoth) [bestBoth, bestText] = [both, text]
      if (both > three[0]!) three.splice(0, 3, both, three[0]!, three[1]!)
      else if (both > three[1]!) three.splice(1, 2, both, three[1]!)
      else if (both > three[2]!) three[2] = both
    }
    let coverage = 0
    for (let p = 0; p < positions; p++) coverage += covered[p]! * query.mass[p]!
    features[0] = centroidStem / (index.centroidStemNorm.data[number]! || 1)
    features[1] = centroidGram / (index.centroidGramNorm.data[number]! || 1)
    features[2] = bestStem
    features[3] = bestGram
    features[4] = (three[0]! + three[1]! + three[2]!) / 3
    features[8] = coverage / (query.totalMass || 1)
    features[9] = bestAligned
    features[13] = bestPhrasing
    return { number, features, bestText, covered }
  }
}
