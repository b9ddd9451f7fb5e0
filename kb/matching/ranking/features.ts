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

/** The grams of a query one after another, and for each the places (`from[i]` to `from[i + 1]`) of the words that hold it. */
interface GramsOfQuery {
  ids: Int32Array
  idf: Float64Array
  sum: Float64Array
  from: Int32Array
  positions: Int32Array
  weights: Float64Array
}
function gramsOf({ grams }: QueryVector, idfOf: Float32Array): GramsOfQuery {
  const all = [...grams]
  const from = new Int32Array(all.length + 1)
  all.forEach(([, { positions }], i) => {
    from[i + 1] = from[i]! + positions.length
  })
  return {
    ids: Int32Array.from(all, ([id]) => id),
    idf: Float64Array.from(all, ([id]) => idfOf[id]!),
    sum: Float64Array.from(all, ([, { sum }]) => sum),
    from,
    positions: Int32Array.from(all.flatMap(([, { positions }]) => positions)),
    weights: Float64Array.from(all.flatMap(([, { weights }]) => weights)),
  }
}
interface StemOfQuery {
  id: number
  weight: number
  standsFor: readonly { position: number; weight: number }[]
}

/** Places of what is known of one word, of eight: whole numbers and shares in the same memory. */
const OF_WORD = 8
const [SEEN_IN, POSITION, STEM, GRAM, LIKENESS, VALUE] = [0, 1, 2, 3, 4, 5] as const

/** Scores single answers exactly against one query. Scratch space is kept between queries, so one scorer serves one index. */
export class FeatureScorer {
  private readonly index: AnswerIndex
  private query!: QueryVector
  private inText = new Float64Array(0)
  private round = 0
  /**
   * What a library word has to do with the query, computed once per query and word. Everything of one word lies side by side:
   * thousands are looked at for each question, and spread over arrays each would be six waits for memory.
   */
  private words = new Int32Array(0)
  private shares = new Float32Array(0)
  private alike = new Float64Array(0)
  /** Grams of the query in dense space: 0 is none, otherwise one more than the place in `gramsOfQuery`. */
  private gramSlot = new Int32Array(0)
  /** Whether the query holds a gram: a quarter of the memory, and nearly all of a word's grams it does not hold. */
  private isAsked = new Uint8Array(0)
  private gramsOfQuery: GramsOfQuery | null = null
  /** The same of its stems, and of the words that a stem stands for. */
  private stemSlot = new Int32Array(0)
  private stemsOfQuery: StemOfQuery[] = []

  constructor(index: AnswerIndex) {
    this.index = index
  }

  begin(query: QueryVector): void {
    this.query = query
    this.round++
    const words = this.index.lexicon.words.length
    if (this.words.length < words * OF_WORD) {
      const room = new ArrayBuffer((words + (words >> 2) + 64) * OF_WORD * Int32Array.BYTES_PER_ELEMENT)
      this.words = new Int32Array(room)
      this.shares = new Float32Array(room)
    }
    for (const id of this.gramsOfQuery?.ids ?? []) {
      this.gramSlot[id] = 0
      this.isAsked[id] = 0
    }
    if (this.gramSlot.length < this.index.lexicon.gramCount) {
      this.gramSlot = new Int32Array(this.index.lexicon.gramCount * 2)
      this.isAsked = new Uint8Array(this.gramSlot.length)
    }
    this.gramsOfQuery = gramsOf(query, this.index.gramIdf.data)
    this.gramsOfQuery.ids.forEach((id, i) => {
      this.gramSlot[id] = i + 1
      this.isAsked[id] = 1
    })
    for (const { id } of this.stemsOfQuery) this.stemSlot[id] = 0
    const stems = this.index.lexicon.stems.length
    if (this.stemSlot.length < stems) this.stemSlot = new Int32Array(stems * 2)
    this.stemsOfQuery = [...new Set([...query.stems.keys(), ...query.standsFor.keys()])]
      .filter((id) => id >= 0 && id < stems)
      .map((id) => ({ id, weight: query.stems.get(id) ?? 0, standsFor: query.standsFor.get(id) ?? [] }))
    this.stemsOfQuery.forEach(({ id }, i) => {
      this.stemSlot[id] = i + 1
    })
    if (this.inText.length < query.words.length) {
      this.inText = new Float64Array(query.words.length)
      this.alike = new Float64Array(query.words.length)
    }
  }

  private touch(word: number): void {
    const { index, query, alike, gramSlot, isAsked, words, shares } = this
    const at = word * OF_WORD
    const { idf, sum, from, positions, weights } = this.gramsOfQuery!
    const { lexicon } = index
    words[at + SEEN_IN] = this.round
    const stemId = lexicon.stemOf.data[word]!
    const matter = lexicon.matter.data[word]!
    const value = index.stemIdf.data[stemId]! * matter
    shares[at + VALUE] = value
    const asked = this.stemSlot[stemId]!
    const stem = asked === 0 ? null : this.stemsOfQuery[asked - 1]!
    shares[at + STEM] = stem === null ? 0 : value * stem.weight
    let gram = 0
    let position = -1
    let best = 0
    const gramStart = lexicon.gramStart.data
    const to = gramStart[word + 1]!
    const gramIds = lexicon.gramIds.data
    for (let g = gramStart[word]!; g < to; g++) {
      const id = gramIds[g]!
      if (isAsked[id] === 0) continue
      const slot = gramSlot[id]!
      const weight = idf[slot - 1]! * matter
      gram += weight * sum[slot - 1]!
      const end = from[slot]!
      for (let i = from[slot - 1]!; i < end; i++) alike[positions[i]!]! += weight * weights[i]!
    }
    shares[at + GRAM] = gram
    if (gram > 0) {
      const length = index.wordGramNorm.data[word]! * matter
      const norms = query.wordNorms
      for (let p = 0; p < norms.length; p++) {
        if (alike[p] === 0) continue
        const likeness = alike[p]! / (length * norms[p]! || 1)
        if (likeness > best && likeness > LEAST_LIKENESS) {
          best = likeness
          position = p
        }
        alike[p] = 0
      }
    }
    if (stem !== null)
      for (const stands of stem.standsFor) {
        if (stands.weight > best) {
          best = stands.weight
          position = stands.position
        }
      }
    words[at + POSITION] = position
    shares[at + LIKENESS] = Math.min(1, best)
  }

  score(number: number): Scored {
    const { index, query, inText, round, words, shares, stemSlot } = this
    const { data: wordIds } = index.wordIds
    const { data: wordTf } = index.wordTf
    const { data: wordStart } = index.wordStart
    const { data: stemOf } = index.lexicon.stemOf
    const hasPairs = query.pairs.size > 0
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
      const to = wordStart[text + 1]!
      for (let w = wordStart[text]!; w < to; w++) {
        const word = wordIds[w]!
        const at = word * OF_WORD
        if (words[at + SEEN_IN] !== round) this.touch(word)
        const tf = wordTf[w]!
        stemDot += tf * shares[at + STEM]!
        gramDot += tf * shares[at + GRAM]!
        const position = words[at + POSITION]!
        if (position >= 0) {
          const alike = shares[at + LIKENESS]!
          if (alike > inText[position]!) inText[position] = alike
          if (tf > 0) backward += shares[at + VALUE]! * alike
        }
        if (hasPairs && kind !== BODY) {
          const stemId = stemOf[word]!
          // Both of a pair that is asked for are asked for themselves.
          if (before >= 0 && stemSlot[before] !== 0 && stemSlot[stemId] !== 0) {
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
