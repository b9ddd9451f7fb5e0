import type { AnswerIndex } from './answer-index.ts'
import { CANDIDATES, SCORE_ALL_BELOW } from './constants.ts'
import { FEATURE, FEATURE_COUNT, FeatureScorer, type Scored } from './features.ts'
import type { QueryVector } from './query-vector.ts'
import { type SharpenedWeights, textFeatures } from './sharpened-weights.ts'
import { weightsAt } from './weights.ts'

export interface Ranked extends Scored {
  score: number
}

/** Scratch space for one index; queries run one at a time. */
export class Ranker {
  readonly index: AnswerIndex
  private readonly scorer: FeatureScorer
  /** Null until learnt in the background. */
  sharpened: SharpenedWeights | null = null
  private scores = new Float32Array(0)
  private touched = new Int32Array(0)

  constructor(index: AnswerIndex) {
    this.index = index
    this.scorer = new FeatureScorer(index)
  }

  /** Best answers first among those `allowed`; `without` leaves one text out. */
  rank(query: QueryVector, allowed: (number: number) => boolean, candidates?: readonly number[] | undefined, without = -1): Ranked[] {
    const weights = weightsAt(this.index.richness)
    const bm25 = this.sparse(query)
    const numbers = candidates ?? this.choose(allowed, bm25.touched)
    this.scorer.begin(query)
    const own = this.sharpened ? textFeatures(this.index, knownWords(this.index, query)) : null
    const ranked = numbers.map((number) => {
      const scored = this.scorer.score(number, without) as Ranked
      scored.features[FEATURE.bm25] = query.totalMass > 0 ? this.scores[number]! / query.totalMass : 0
      if (own) scored.features[FEATURE.sharpened] = this.sharpened!.score(this.index.answers[number]!.hash, own)
      let sum = 0
      for (let f = 0; f < FEATURE_COUNT; f++) sum += weights[f]! * scored.features[f]!
      scored.score = sum
      return scored
    })
    for (let i = 0; i < bm25.touched; i++) this.scores[this.touched[i]!] = 0
    return ranked.sort((a, b) => b.score - a.score || a.number - b.number)
  }

  private sparse(query: QueryVector): { touched: number } {
    const size = this.index.answers.length
    if (this.scores.length < size) {
      this.scores = new Float32Array(size + (size >> 1) + 16)
      this.touched = new Int32Array(this.scores.length)
    }
    let touched = 0
    for (const [stemId, weight] of query.stems) touched = this.index.postings.accumulate(stemId, weight, this.scores, this.touched, touched)
    return { touched }
  }

  private choose(allowed: (number: number) => boolean, touched: number): number[] {
    const { answers } = this.index
    if (this.index.alive <= SCORE_ALL_BELOW) {
      const all: number[] = []
      for (let number = 0; number < answers.length; number++) if (answers[number]!.alive && allowed(number)) all.push(number)
      return all
    }
    const heap: number[] = []
    let floor = 0
    for (let i = 0; i < touched; i++) {
      const number = this.touched[i]!
      const score = this.scores[number]!
      if (heap.length === CANDIDATES && score <= floor) continue
      if (!answers[number]!.alive || !allowed(number)) continue
      insert(heap, number, this.scores)
      if (heap.length > CANDIDATES) heap.pop()
      if (heap.length === CANDIDATES) floor = this.scores[heap[CANDIDATES - 1]!]!
    }
    return heap
  }
}

/** The query's words the library knows, alternatives of a repaired word sharing its place. */
function knownWords(index: AnswerIndex, query: QueryVector): { word: number; weight: number }[] {
  return query.words.flatMap(({ alternatives }) =>
    alternatives.slice(0, 1).flatMap(({ word, weight }) => {
      const id = index.lexicon.wordId(word)
      return id >= 0 ? [{ word: id, weight }] : []
    }),
  )
}

/** Keeps `list` sorted by falling score. */
function insert(list: number[], number: number, scores: Float32Array): void {
  const score = scores[number]!
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (scores[list[middle]!]! >= score) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, number)
}
