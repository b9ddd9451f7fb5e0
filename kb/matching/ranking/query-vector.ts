import { gramsOf } from '../lexicon/lexicon.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { type AnswerIndex, pairKey } from './answer-index.ts'
import { BIGRAM_WEIGHT } from './constants.ts'

/** One word of a query with what it may stand for; the first alternative is the word as searched. */
export interface QueryWord {
  word: string
  alternatives: { word: string; weight: number }[]
}

export interface QueryVector {
  words: QueryWord[]
  /** Weight of every position: rarity × matter. */
  mass: Float64Array
  totalMass: number
  stems: Map<number, number>
  pairs: Map<number, number>
  stemNorm: number
  grams: Map<number, number>
  gramNorm: number
  /** Per position its grams and their length, for likeness of single words. */
  wordGrams: { grams: Map<number, number>; norm: number }[]
  /** Stems that stand for the position exactly or as a synonym. */
  standsFor: Map<number, { position: number; weight: number }[]>
}

/** Weights as the answers' own: rarity × matter, alternatives at their share. */
export function queryVector(index: AnswerIndex, words: QueryWord[], synonyms: (stems: readonly string[]) => { position: number; stem: string; weight: number }[]): QueryVector {
  const { lexicon } = index
  const mass = new Float64Array(words.length)
  const stems = new Map<number, number>()
  const grams = new Map<number, number>()
  const wordGrams: QueryVector['wordGrams'] = []
  const standsFor: QueryVector['standsFor'] = new Map()
  const firstStems: string[] = []
  let squares = 0
  let gramSquares = 0
  const unknownGrams = new Map<string, number>()
  words.forEach(({ word, alternatives }, position) => {
    const matter = matterOf(word)
    let value = 0
    alternatives.forEach((alternative, nth) => {
      const stemmed = stem(alternative.word)
      if (nth === 0) firstStems.push(stemmed)
      const id = lexicon.stemId(stemmed)
      const weight = index.stemWeight(id) * matter
      value = Math.max(value, weight * (nth === 0 ? 1 : alternative.weight))
      if (id < 0) return
      stems.set(id, (stems.get(id) ?? 0) + weight * alternative.weight)
      addTo(standsFor, id, { position, weight: alternative.weight })
    })
    mass[position] = value
    squares += value * value
    const own = new Map<number, number>()
    let ownSquares = 0
    for (const alternative of alternatives) {
      for (const gram of gramsOf(alternative.word)) {
        const id = lexicon.gramId(gram)
        const weight = index.gramWeight(id) * matter * alternative.weight
        if (alternative === alternatives[0]) ownSquares += weight * weight
        if (id >= 0) {
          own.set(id, (own.get(id) ?? 0) + weight)
          grams.set(id, (grams.get(id) ?? 0) + weight)
        } else if (alternative === alternatives[0]) unknownGrams.set(gram, (unknownGrams.get(gram) ?? 0) + weight)
      }
    }
    wordGrams.push({ grams: own, norm: Math.sqrt(ownSquares) })
  })
  const pairs = new Map<number, number>()
  for (let i = 1; i < words.length; i++) {
    const pairValue = BIGRAM_WEIGHT * Math.sqrt(mass[i - 1]! * mass[i]!)
    squares += pairValue * pairValue
    for (const first of words[i - 1]!.alternatives) {
      for (const second of words[i]!.alternatives) {
        const a = lexicon.stemId(stem(first.word))
        const b = lexicon.stemId(stem(second.word))
        if (a >= 0 && b >= 0) pairs.set(pairKey(a, b), pairValue)
      }
    }
  }
  for (const { position, stem: synonym, weight } of synonyms(firstStems)) {
    const id = lexicon.stemId(synonym)
    if (id < 0) continue
    stems.set(id, Math.max(stems.get(id) ?? 0, mass[position]! * weight))
    addTo(standsFor, id, { position, weight })
  }
  for (const value of grams.values()) gramSquares += value * value
  for (const value of unknownGrams.values()) gramSquares += value * value
  const totalMass = mass.reduce((sum, value) => sum + value, 0)
  return { words, mass, totalMass, stems, pairs, stemNorm: Math.sqrt(squares), grams, gramNorm: Math.sqrt(gramSquares), wordGrams, standsFor }
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
