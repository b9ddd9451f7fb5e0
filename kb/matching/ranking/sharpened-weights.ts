import { gramsOf } from '../lexicon/lexicon.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import type { AnswerIndex } from './answer-index.ts'

const TABLE_BITS = 22
const PASSES = 10
const RATE = 3
const LEAST_GRADIENT = 0.005

/** A text as hashed features of unit length: stems, pairs of neighbouring stems, character grams. */
export interface TextFeatures {
  keys: Int32Array
  values: Float32Array
}

/** Answers are named by the hash of their id, so that weights outlive the index they were learnt on. */
export interface Example {
  answer: number
  features: TextFeatures
  rivals: readonly number[]
}

/**
 * One weight per (answer, feature), learnt by multinomial logistic regression of each phrasing's answer against its
 * rivals (Berger et al. 1996; plain stochastic gradient, weights hashed as in Weinberger et al. 2009). It sharpens what
 * tells neighbouring answers apart, which frequencies alone cannot.
 */
export class SharpenedWeights {
  readonly table: Float32Array<ArrayBuffer>

  constructor(table: Float32Array<ArrayBuffer> = new Float32Array(1 << TABLE_BITS)) {
    this.table = table
  }

  /** Learns from examples in the order given; deterministic. */
  train(examples: readonly Example[]): void {
    for (let pass = 0; pass < PASSES; pass++) {
      const rate = RATE / (1 + pass / 3)
      for (const example of examples) this.step(example, rate)
    }
  }

  score(answer: number, { keys, values }: TextFeatures): number {
    let sum = 0
    for (let i = 0; i < keys.length; i++) sum += this.table[slot(answer, keys[i]!)]! * values[i]!
    return sum
  }

  private step({ answer, features, rivals }: Example, rate: number): void {
    const scores = rivals.map((rival) => this.score(rival, features))
    const top = Math.max(...scores)
    const exp = scores.map((score) => Math.exp(score - top))
    const total = exp.reduce((sum, value) => sum + value, 0)
    rivals.forEach((rival, i) => {
      const gradient = exp[i]! / total - (rival === answer ? 1 : 0)
      if (Math.abs(gradient) < LEAST_GRADIENT) return
      const { keys, values } = features
      for (let f = 0; f < keys.length; f++) {
        const at = slot(rival, keys[f]!)
        this.table[at]! -= rate * gradient * values[f]!
      }
    })
  }
}

/** Multiplicative hashing of the pair into the table. */
function slot(answer: number, key: number): number {
  const hash = Math.imul(key ^ Math.imul(answer + 1, 0x9e3779b1), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> (32 - TABLE_BITS)
}

const STEM = 0x01000193
const PAIR = 0x27d4eb2f
const GRAM = 0x165667b1
const BIAS = 0x5bd1e995
/** The bias says how often an answer is asked for at all. */
const SHARE = { stems: 1, pairs: 0.5, grams: 1, bias: 0.3 }

/** A word's stem and grams as far as the library knows them: a form it never used still speaks by these. */
function partsOf({ lexicon }: AnswerIndex, word: string): { stemId: number; gramIds: readonly number[] | Int32Array } {
  const id = lexicon.wordId(word)
  if (id >= 0) {
    const gramIds = lexicon.gramIds.data.subarray(lexicon.gramStart.data[id]!, lexicon.gramStart.data[id + 1]!)
    return { stemId: lexicon.stemOf.data[id]!, gramIds }
  }
  const gramIds = gramsOf(word)
    .map((gram) => lexicon.gramId(gram))
    .filter((gram) => gram >= 0)
  return { stemId: lexicon.stemId(stem(word)), gramIds }
}

/**
 * Features of a text's words in their order. Rarity counts by its root and grammar words count whole: which of "when",
 * "how" and "why" was asked tells neighbouring answers apart, and how much it tells is what the weights learn.
 */
export function textFeatures(index: AnswerIndex, words: readonly string[]): TextFeatures {
  const { lexicon } = index
  const stems = new Map<number, number>()
  const pairs = new Map<number, number>()
  const grams = new Map<number, number>()
  let before = -1
  let beforeValue = 0
  for (const word of words) {
    if (matterOf(word) === 0) continue
    const { stemId, gramIds } = partsOf(index, word)
    const value = stemId >= 0 ? Math.sqrt(index.stemIdf.data[stemId]!) : 0
    if (stemId >= 0) stems.set(Math.imul(lexicon.stemHash.data[stemId]!, STEM), value)
    if (before >= 0 && stemId >= 0) {
      const key = lexicon.stemHash.data[before]! ^ Math.imul(lexicon.stemHash.data[stemId]!, 31)
      pairs.set(Math.imul(key, PAIR), Math.sqrt(beforeValue * value))
    }
    before = stemId
    beforeValue = value
    for (const id of gramIds) {
      const key = Math.imul(lexicon.gramHash.data[id]!, GRAM)
      grams.set(key, (grams.get(key) ?? 0) + Math.sqrt(index.gramIdf.data[id]!))
    }
  }
  const keys = new Int32Array(stems.size + pairs.size + grams.size + 1)
  const values = new Float32Array(keys.length)
  let at = 0
  for (const [part, share] of [
    [stems, SHARE.stems],
    [pairs, SHARE.pairs],
    [grams, SHARE.grams],
  ] as const) {
    let squares = 0
    for (const value of part.values()) squares += value * value
    const scale = squares > 0 ? share / Math.sqrt(squares) : 0
    for (const [key, value] of part) {
      keys[at] = key
      values[at++] = value * scale
    }
  }
  const length = Math.hypot(SHARE.stems, SHARE.pairs, SHARE.grams)
  for (let i = 0; i < at; i++) values[i]! /= length
  keys[at] = BIAS
  values[at] = SHARE.bias
  return { keys, values }
}
