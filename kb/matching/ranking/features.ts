import { type AnswerIndex, BODY, pairKey, QUESTION } from './answer-index.ts'
import { LEAST_LIKENESS } from './constants.ts'
import type { QueryVector } from './query-vector.ts'

/**
 * What is known of one answer for one query, each 0…1 except `sharpened`, a learnt log-odds. `Stems` and `Grams` are cosines of rarity-weighted stems (with
 * stem pairs) and character n-grams; `Aligned` is the harmonic mean of how much of the query and of the text found a
 * partner word (same stem, synonym, or alike by grams). The last three are of meaning, and 0 where it was not asked: how near
 * the answer's nearest text is, the middle of all its texts, and its own question.
 */
export const FEATURES = [
  'centroidStems',
  'centroidGrams',
  'bestStems',
  'bestGrams',
  'topThree',
  'question',
  'bodyStems',
  'bodyGrams',
  'coverage',
  'bestAligned',
  'questionAligned',
  'bodyCoverage',
  'bm25',
  'alignedThree',
  'sharpened',
  'nearest',
  'middle',
  'asked',
] as const
export const FEATURE_COUNT = FEATURES.length
const F = Object.fromEntries(FEATURES.map((name, i) => [name, i])) as Record<(typeof FEATURES)[number], number>
export { F as FEATURE }

export interface Scored {
  number: number
  features: Float64Array
  /** Text (number in the index) that matched best, a question or a phrasing. */
  bestText: number
  /** Share of each query position that the answer holds, 0…1. */
  covered: Float64Array
}

/** Scores single answers exactly against one query. Scratch space is kept between queries, so one scorer serves one index. */
export class FeatureScorer {
  private readonly index: AnswerIndex
  private query!: QueryVector
  private inText = new Float64Array(0)
  private round = 0
  // what a library word has to do with the query, computed once per query and word
  private seenIn = new Int32Array(0)
  private stem = new Float32Array(0)
  private gram = new Float32Array(0)
  private position = new Int16Array(0)
  private likeness = new Float32Array(0)
  private value = new Float32Array(0)
  private alike = new Float64Array(0)
  /** Grams of the query in dense space: 0 is none, otherwise one more than the place in `gramsOfQuery`. */
  private gramSlot = new Int32Array(0)
  private gramsOfQuery: { id: number; sum: number; positions: number[]; weights: number[] }[] = []

  constructor(index: AnswerIndex) {
    this.index = index
  }

  begin(query: QueryVector): void {
    this.query = query
    this.round++
    const words = this.index.lexicon.words.length
    if (this.seenIn.length < words) {
      const room = words + (words >> 2) + 64
      this.seenIn = new Int32Array(room)
      this.stem = new Float32Array(room)
      this.gram = new Float32Array(room)
      this.position = new Int16Array(room)
      this.likeness = new Float32Array(room)
      this.value = new Float32Array(room)
    }
    for (const { id } of this.gramsOfQuery) this.gramSlot[id] = 0
    if (this.gramSlot.length < this.index.lexicon.gramCount)
      this.gramSlot = new Int32Array(this.index.lexicon.gramCount * 2)
    this.gramsOfQuery = [...query.grams].map(([id, gram]) => ({ id, ...gram }))
    this.gramsOfQuery.forEach(({ id }, i) => {
      this.gramSlot[id] = i + 1
    })
    if (this.inText.length < query.words.length) {
      this.inText = new Float64Array(query.words.length)
      this.alike = new Float64Array(query.words.length)
    }
  }

  private touch(word: number): void {
    const { index, query, alike } = this
    const { lexicon } = index
    this.seenIn[word] = this.round
    const stemId = lexicon.stemOf.data[word]!
    const matter = lexicon.matter.data[word]!
    const value = index.stemIdf.data[stemId]! * matter
    this.value[word] = value
    this.stem[word] = value * (query.stems.get(stemId) ?? 0)
    let gram = 0
    let position = -1
    let best = 0
    const to = lexicon.gramStart.data[word + 1]!
    const gramIds = lexicon.gramIds.data
    for (let g = lexicon.gramStart.data[word]!; g < to; g++) {
      const slot = this.gramSlot[gramIds[g]!]!
      if (slot === 0) continue
      const inQuery = this.gramsOfQuery[slot - 1]!
      const weight = index.gramIdf.data[inQuery.id]! * matter
      gram += weight * inQuery.sum
      for (let i = 0; i < inQuery.positions.length; i++) alike[inQuery.positions[i]!]! += weight * inQuery.weights[i]!
    }
    this.gram[word] = gram
    if (gram > 0) {
      const length = index.wordGramNorm.data[word]! * matter
      for (let p = 0; p < query.words.length; p++) {
        if (alike[p] === 0) continue
        const likeness = alike[p]! / (length * query.wordNorms[p]! || 1)
        if (likeness > best && likeness > LEAST_LIKENESS) {
          best = likeness
          position = p
        }
        alike[p] = 0
      }
    }
    for (const stands of query.standsFor.get(stemId) ?? []) {
      if (stands.weight > best) {
        best = stands.weight
        position = stands.position
      }
    }
    this.position[word] = position
    this.likeness[word] = Math.min(1, best)
  }

  score(number: number): Scored {
    const { index, query, inText } = this
    const { lexicon } = index
    const positions = query.words.length
    const features = new Float64Array(FEATURE_COUNT)
    const covered = new Float64Array(positions)
    let centroidStem = 0
    let centroidGram = 0
    let bestText = index.textStart.data[number]!
    let bestBoth = -1
    let [first, second, third] = [0, 0, 0]
    let [alignedFirst, alignedSecond, alignedThird] = [0, 0, 0]
    const lastText = index.textStart.data[number + 1]!
    for (let text = index.textStart.data[number]!; text < lastText; text++) {
      const kind = index.textKind.data[text]!
      let stemDot = 0
      let gramDot = 0
      let backward = 0
      inText.fill(0)
      let before = -1
      const to = index.wordStart.data[text + 1]!
      for (let w = index.wordStart.data[text]!; w < to; w++) {
        const word = index.wordIds.data[w]!
        if (this.seenIn[word] !== this.round) this.touch(word)
        const tf = index.wordTf.data[w]!
        stemDot += tf * this.stem[word]!
        gramDot += tf * this.gram[word]!
        const position = this.position[word]!
        if (position >= 0) {
          const likeness = this.likeness[word]!
          if (likeness > inText[position]!) inText[position] = likeness
          if (tf > 0) backward += this.value[word]! * likeness
        }
        if (kind !== BODY) {
          const stemId = lexicon.stemOf.data[word]!
          if (before >= 0 && query.pairs.size > 0) {
            const pair = query.pairs.get(pairKey(before, stemId))
            if (pair !== undefined) stemDot += pair * pair
          }
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
      const weight = index.textWeight.data[text]!
      centroidStem += weight * stems
      centroidGram += weight * grams
      if (kind === BODY) {
        features[F.bodyStems] = stems
        features[F.bodyGrams] = grams
        features[F.bodyCoverage] = recall
        continue
      }
      const precision = Math.min(1, backward / (index.textMass.data[text]! || 1))
      // a phrasing learnt from few people counts less than one that was approved
      const trust = kind === QUESTION ? 1 : Math.min(1, weight)
      const aligned = (trust * 2 * recall * precision) / (recall + precision || 1)
      const both = (trust * (stems + grams)) / 2
      if (kind === QUESTION) {
        features[F.question] = both
        features[F.questionAligned] = aligned
      }
      if (trust * stems > features[F.bestStems]!) features[F.bestStems] = trust * stems
      if (trust * grams > features[F.bestGrams]!) features[F.bestGrams] = trust * grams
      if (both > bestBoth) {
        bestBoth = both
        bestText = text
      }
      if (both > first) [third, second, first] = [second, first, both]
      else if (both > second) [third, second] = [second, both]
      else if (both > third) third = both
      if (aligned > alignedFirst) [alignedThird, alignedSecond, alignedFirst] = [alignedSecond, alignedFirst, aligned]
      else if (aligned > alignedSecond) [alignedThird, alignedSecond] = [alignedSecond, aligned]
      else if (aligned > alignedThird) alignedThird = aligned
    }
    let coverage = 0
    for (let p = 0; p < positions; p++) coverage += covered[p]! * query.mass[p]!
    features[F.centroidStems] = centroidStem / (index.centroidStemNorm.data[number]! || 1)
    features[F.centroidGrams] = centroidGram / (index.centroidGramNorm.data[number]! || 1)
    features[F.topThree] = (first + second + third) / 3
    features[F.coverage] = coverage / (query.totalMass || 1)
    features[F.bestAligned] = alignedFirst
    features[F.alignedThree] = (alignedFirst + alignedSecond + alignedThird) / 3
    return { number, features, bestText, covered }
  }
}
