import { SparseScores } from '../lexicon/sparse-scores.ts'
import type { AnswerIndex } from './answer-index.ts'
import { CANDIDATES, MOST_POSTINGS, SCORE_ALL_BELOW } from './constants.ts'
import type { Likeness } from '../meaning/meaning.ts'
import { FEATURE, FEATURE_COUNT, FeatureScorer, type Scored } from './features.ts'
import type { QueryVector, QueryWord } from './query-vector.ts'
import { type SharpenedWeights, textFeatures } from './sharpened-weights.ts'
import { weightsAt } from './weights.ts'

export interface Ranked extends Scored {
  score: number
  /** What the score would be without meaning. */
  byWords: number
}

/** Scratch space for one index; queries run one at a time. */
export class Ranker {
  readonly index: AnswerIndex
  private readonly scorer: FeatureScorer
  /** Null until learnt in the background. */
  sharpened: SharpenedWeights | null = null
  private readonly scores = new SparseScores()
  private readonly best = new Int32Array(CANDIDATES)
  private readonly bestScores = new Float64Array(CANDIDATES)

  constructor(index: AnswerIndex) {
    this.index = index
    this.scorer = new FeatureScorer(index)
  }

  /**
   * Best answers first among those `allowed`. `near` are the nearest in meaning, by number: they are candidates too, and what
   * is not among them is taken for as far as the farthest.
   */
  rank(
    query: QueryVector,
    allowed: (number: number) => boolean,
    candidates?: readonly number[] | undefined,
    near?: ReadonlyMap<number, Likeness> | null,
  ): Ranked[] {
    const ofWords = weightsAt(this.index.richness, 'words')
    const weights = near ? weightsAt(this.index.richness, 'both') : ofWords
    const { index } = this
    const rest = this.accumulate(query)
    const byWords = candidates ?? this.choose(allowed)
    const numbers = near ? [...new Set([...byWords, ...[...near.keys()].filter(allowed)])] : byWords
    const farthest = near ? farthestOf(near) : null
    this.scorer.begin(query)
    const own = this.sharpened ? textFeatures(this.index, query.words.map(asRead)) : null
    const ranked = numbers.map((number) => {
      const scored = this.scorer.score(number) as Ranked
      let bm25 = this.scores.of(number)
      for (const [stemId, weight] of rest) bm25 += weight * index.postings.impactOf(stemId, number)
      scored.features[FEATURE.bm25] = query.totalMass > 0 ? bm25 / query.totalMass : 0
      if (own) scored.features[FEATURE.sharpened] = this.sharpened!.score(this.index.answers[number]!.hash, own)
      const likeness = near?.get(number) ?? farthest
      if (likeness) {
        scored.features[FEATURE.nearest] = likeness.nearest
        scored.features[FEATURE.middle] = likeness.middle
        scored.features[FEATURE.asked] = likeness.asked
      }
      scored.score = sumOf(scored.features, weights)
      scored.byWords = near ? sumOf(scored.features, ofWords) : scored.score
      return scored
    })
    return ranked.sort((a, b) => b.score - a.score || this.byContent(a.number, b.number))
  }

  /**
   * Adds up BM25F over postings, rarest stems first; lists beyond the budget are handed back, to be only looked up for the
   * candidates. A word of no weight (a greeting) reaches nobody.
   */
  private accumulate(query: QueryVector): [stemId: number, weight: number][] {
    const { postings } = this.index
    const telling = [...query.stems].filter(([, weight]) => weight > 0)
    const byLength = telling.sort((a, b) => postings.lengthOf(a[0]) - postings.lengthOf(b[0]))
    const rest: [number, number][] = []
    let visited = 0
    this.scores.begin(this.index.answers.length)
    for (const [stemId, weight] of byLength) {
      visited += postings.lengthOf(stemId)
      if (this.scores.count >= CANDIDATES && visited > MOST_POSTINGS) rest.push([stemId, weight])
      else postings.accumulate(stemId, weight, this.scores)
    }
    return rest
  }

  /** Equals stand in an order of what they say: numbers and ids are drawn by chance. */
  private byContent(a: number, b: number): number {
    const { answers } = this.index
    return answers[a]!.hash - answers[b]!.hash || a - b
  }

  private choose(allowed: (number: number) => boolean): number[] {
    const { answers } = this.index
    if (this.index.alive <= SCORE_ALL_BELOW) {
      const all: number[] = []
      for (let number = 0; number < answers.length; number++)
        if (answers[number]!.alive && allowed(number)) all.push(number)
      return all
    }
    const { scores, best, bestScores } = this
    const { reached } = scores
    let size = 0
    let floor = 0
    for (let i = 0; i < scores.count; i++) {
      const number = reached[i]!
      const score = scores.ofReached(number)
      if (size === CANDIDATES && score <= floor) continue
      if (!answers[number]!.alive || !allowed(number)) continue
      if (size < CANDIDATES) size += 1
      // Kept sorted by falling score; of equals whoever was reached first.
      let at = size - 1
      for (; at > 0 && bestScores[at - 1]! < score; at--) {
        bestScores[at] = bestScores[at - 1]!
        best[at] = best[at - 1]!
      }
      bestScores[at] = score
      best[at] = number
      if (size === CANDIDATES) floor = bestScores[CANDIDATES - 1]!
    }
    return [...best.subarray(0, size)]
  }
}

function sumOf(features: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let f = 0; f < FEATURE_COUNT; f++) sum += weights[f]! * features[f]!
  return sum
}

function farthestOf(near: ReadonlyMap<number, Likeness>): Likeness {
  const farthest = { nearest: 1, middle: 1, asked: 1 }
  for (const { nearest, middle, asked } of near.values()) {
    farthest.nearest = Math.min(farthest.nearest, nearest)
    farthest.middle = Math.min(farthest.middle, middle)
    farthest.asked = Math.min(farthest.asked, asked)
  }
  return farthest
}

/** A word as it was read: repaired, or its likeliest completion. */
const asRead = ({ alternatives }: QueryWord): string => alternatives[0]!.word
