import { gramsOf } from '../lexicon/lexicon.ts'
import type { Standing } from '../synonyms/synonyms.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { type AnswerIndex, pairKey } from './answer-index.ts'
import { BIGRAM_WEIGHT } from './constants.ts'

/** Unknown words this short are slips ("teh") or abbreviations rather than matter the library lacks. */
const LONGEST_STRAY = 3
const STRAY_WEIGHT = 0.3
/** Beside two words that say what is the matter, a word for a kind of product ("backpack") says little: the shop's every backpack holds it. */
const BESIDE_KIND = 2
const KIND_WEIGHT = 0.6
/** A word that the library never writes speaks by its synonyms alone: they count this much more (`bench/match/README.md`). */
const FOR_UNKNOWN = 2
/** A word that this share of the answers hold belongs to the library's subject; one that so few hold may be there by chance. */
const SUBJECT_SHARE = 0.1
const BY_CHANCE = 3

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
  /** Part of it on words the library does not hold in any form. */
  unknownMass: number
  /** Share of it on words of the library's subject, and on words that are not there by chance, 0…1. */
  subject: number
  settled: number
  stems: Map<number, number>
  pairs: Map<number, number>
  stemNorm: number
  /** Each gram's weight in the whole query and in every position that holds it. */
  grams: Map<number, { sum: number; positions: number[]; weights: number[] }>
  gramNorm: number
  /** Length of each position's own gram vector, for likeness of single words. */
  wordNorms: number[]
  /** Stems that stand for the position exactly or as a synonym. */
  standsFor: Map<number, { position: number; weight: number }[]>
}

/** Weights as the answers' own: rarity × matter, alternatives at their share. */
export function queryVector(
  index: AnswerIndex,
  words: QueryWord[],
  synonyms: (stems: readonly string[]) => Standing[],
): QueryVector {
  const { lexicon } = index
  const mass = new Float64Array(words.length)
  const stems = new Map<number, number>()
  const grams: QueryVector['grams'] = new Map()
  const unknownGrams = new Map<string, number>()
  const wordNorms: number[] = []
  const standsFor: QueryVector['standsFor'] = new Map()
  const stemmed = words.map(({ alternatives }) => alternatives.map(({ word }) => stem(word)))
  const known = new Set<number>()
  let squares = 0
  let subject = 0
  let settled = 0
  const isKind = stemmed.map((forms) => index.kinds.has(forms[0]!))
  const telling = words.filter(({ word }, position) => !isKind[position] && matterOf(word) === 1).length
  words.forEach(({ word, alternatives }, position) => {
    const aside = isKind[position] && telling >= BESIDE_KIND ? KIND_WEIGHT : 1
    const stray =
      word.length <= LONGEST_STRAY && !/\p{N}/u.test(word) && stemmed[position]!.every((one) => lexicon.stemId(one) < 0)
    let ownSquares = 0
    alternatives.forEach((alternative, nth) => {
      const id = lexicon.stemId(stemmed[position]![nth]!)
      // "or" says nothing, but unfinished it may become "order"
      const matter = matterOf(alternative.word) * (stray ? STRAY_WEIGHT : 1) * aside
      const weight = index.stemWeight(id) * matter
      mass[position] = Math.max(mass[position]!, nth === 0 ? weight : weight * alternative.weight)
      if (id >= 0) {
        known.add(position)
        stems.set(id, (stems.get(id) ?? 0) + weight * alternative.weight)
        addTo(standsFor, id, { position, weight: alternative.weight })
      }
      for (const gram of gramsOf(lexicon.asWritten(alternative.word, id))) {
        const gramId = lexicon.gramId(gram)
        const gramWeight = index.gramWeight(gramId) * matter * alternative.weight
        if (nth === 0) ownSquares += gramWeight * gramWeight
        if (gramId >= 0) addGram(grams, gramId, position, gramWeight)
        else if (nth === 0) unknownGrams.set(gram, (unknownGrams.get(gram) ?? 0) + gramWeight)
      }
    })
    const first = lexicon.stemId(stemmed[position]![0]!)
    const holding = first >= 0 ? index.stemHolding.data[first]! : 0
    subject += mass[position]! * Math.min(1, holding / (SUBJECT_SHARE * index.alive))
    settled += mass[position]! * Math.min(1, holding / BY_CHANCE)
    squares += mass[position]! ** 2
    wordNorms.push(Math.sqrt(ownSquares))
  })
  const pairs = new Map<number, number>()
  for (let i = 1; i < words.length; i++) {
    const pairValue = BIGRAM_WEIGHT * Math.sqrt(mass[i - 1]! * mass[i]!)
    squares += pairValue * pairValue
    for (const first of stemmed[i - 1]!) {
      for (const second of stemmed[i]!) {
        const [a, b] = [lexicon.stemId(first), lexicon.stemId(second)]
        if (a >= 0 && b >= 0) pairs.set(pairKey(a, b), pairValue)
      }
    }
  }
  for (const { position, stem: synonym, weight } of synonyms(stemmed.map(([first]) => first!))) {
    const id = lexicon.stemId(synonym)
    if (id < 0) continue
    const counted = known.has(position) ? weight : Math.min(1, weight * FOR_UNKNOWN)
    stems.set(id, Math.max(stems.get(id) ?? 0, mass[position]! * counted))
    addTo(standsFor, id, { position, weight: counted })
  }
  let gramSquares = 0
  for (const { sum } of grams.values()) gramSquares += sum * sum
  for (const value of unknownGrams.values()) gramSquares += value * value
  const totalMass = mass.reduce((sum, value) => sum + value, 0)
  const unknownMass = mass.reduce((sum, value, position) => (known.has(position) ? sum : sum + value), 0)
  return {
    words,
    mass,
    totalMass,
    unknownMass,
    subject: subject / (totalMass || 1),
    settled: settled / (totalMass || 1),
    stems,
    pairs,
    stemNorm: Math.sqrt(squares),
    grams,
    gramNorm: Math.sqrt(gramSquares),
    wordNorms,
    standsFor,
  }
}

function addGram(grams: QueryVector['grams'], id: number, position: number, weight: number): void {
  const known = grams.get(id)
  if (!known) grams.set(id, { sum: weight, positions: [position], weights: [weight] })
  else {
    known.sum += weight
    if (known.positions.at(-1) === position) known.weights[known.weights.length - 1]! += weight
    else {
      known.positions.push(position)
      known.weights.push(weight)
    }
  }
}

function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
