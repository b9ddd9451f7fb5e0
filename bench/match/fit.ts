/**
 * Refits the ranking weights: `node bench/match/fit.ts DIR…`. Only promoted questions are used (never the test split); for
 * each set the weights fitted on the *others* are tried on it, the printed last line is fitted on all.
 */
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { FEATURE_COUNT, FEATURES } from '../../kb/matching/ranking/features.ts'
import { queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { Ranker } from '../../kb/matching/ranking/rank.ts'
import { sharpen } from '../../kb/matching/ranking/sharpen.ts'
import { COLD, WARM } from '../../kb/matching/ranking/weights.ts'
import { isWordOf, shippedWords } from '../../kb/matching/repair/ordinary-words.ts'
import { repairQuery } from '../../kb/matching/repair/repair-query.ts'
import { Vocabulary } from '../../kb/matching/repair/vocabulary.ts'
import { SYNONYM_WEIGHT } from '../../kb/matching/ranking/constants.ts'
import { generalSynonyms } from '../../kb/matching/synonyms/general-synonyms.ts'
import { Synonyms } from '../../kb/matching/synonyms/synonyms.ts'
import { attach, readDataSet } from './data-set.ts'

const RUNS: Record<string, number[]> = {
  banking77: [0, 1, 3, 5, 10, 25],
  hint3_curekart: [0, 1, 3, 5, 10],
  stackfaq: [0, 1, 3],
  rutube_ru_dev: [0, 1],
  bitext: [0, 1, 3, 10],
}
const QUESTIONS = 400
const CANDIDATES = 12
const PASSES = 200
const RATE = 0.1
const RIDGE = 0.0002

interface Case {
  set: string
  k: number
  /** Richness of the library: how far its weights lie from cold to warm. */
  t: number
  right: number
  features: Float64Array[]
}

export function collect(folders: readonly string[], seed = 7, synonymWeight = SYNONYM_WEIGHT): Case[] {
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), synonymWeight)
  return folders.flatMap((folder) => {
    const set = readDataSet(folder)
    return (RUNS[set.name] ?? [0, 1, 3]).flatMap((k) => {
      const { phrasings, rest } = attach(set, k, seed)
      const index = new AnswerIndex()
      index.put(
        set.answers.map(({ id, title, body }) => ({
          id,
          site: 's',
          locale: set.locale,
          audience: 'public' as const,
          question: title,
          body,
          category: '',
          products: [],
          phrasings: phrasings.get(id)!.map((text, i) => ({ id: `${id}-${i}`, text })),
        })),
      )
      const vocabulary = new Vocabulary(index, isWordOf(shippedWords()))
      vocabulary.update()
      const ranker = new Ranker(index)
      if (k > 0) ranker.sharpened = sharpen(index)
      return rest.slice(0, QUESTIONS).map(({ text, answer }): Case => {
        const { words } = repairQuery(text, vocabulary)
        const ranked = ranker
          .rank(
            queryVector(index, words, (stems) => synonyms.standingFor(stems)),
            () => true,
          )
          .slice(0, CANDIDATES)
        return {
          set: set.name,
          k,
          t: index.richness,
          right: ranked.findIndex(({ number }) => index.answers[number]!.entry.id === answer),
          features: ranked.map(({ features }) => features),
        }
      })
    })
  })
}

/** Cold weights, then warm ones. */
export type Weights = Float64Array

/** Weights of a library of richness `t`. */
function weightsOf(t: number, weights: Weights): Float64Array {
  const own = new Float64Array(FEATURE_COUNT)
  for (let f = 0; f < FEATURE_COUNT; f++) own[f] = (1 - t) * weights[f]! + t * weights[FEATURE_COUNT + f]!
  return own
}

function scoreOf(row: Float64Array, own: Float64Array): number {
  let score = 0
  for (let f = 0; f < FEATURE_COUNT; f++) score += row[f]! * own[f]!
  return score
}

/** Softmax over the candidates, cross-entropy of the right one, Adam with a ridge; every set weighs alike, and every k in it. */
export function fit(cases: readonly Case[]): Weights {
  const usable = cases.filter(({ right }) => right >= 0)
  const count = <K>(keys: K[]) => keys.reduce((map, key) => map.set(key, (map.get(key) ?? 0) + 1), new Map<K, number>())
  const perRun = count(usable.map(({ set, k }) => `${set}|${k}`))
  const runsOf = count([...perRun.keys()].map((key) => key.split('|')[0]!))
  const size = FEATURE_COUNT * 2
  const weights = new Float64Array(size).fill(2)
  weights[FEATURE_COUNT - 1] = weights[size - 1] = 0.5
  const moment = new Float64Array(size)
  const square = new Float64Array(size)
  for (let pass = 1; pass <= PASSES; pass++) {
    const gradient = new Float64Array(size)
    for (const { set, k, t, right, features } of usable) {
      const share = 1 / (perRun.get(`${set}|${k}`)! * runsOf.get(set)! * runsOf.size)
      const own = weightsOf(t, weights)
      const scores = features.map((row) => scoreOf(row, own))
      const top = Math.max(...scores)
      const exp = scores.map((score) => Math.exp(score - top))
      const total = exp.reduce((sum, value) => sum + value, 0)
      for (let i = 0; i < features.length; i++) {
        const row = features[i]!
        const error = (exp[i]! / total - (i === right ? 1 : 0)) * share
        for (let f = 0; f < FEATURE_COUNT; f++) {
          gradient[f]! += error * row[f]! * (1 - t)
          gradient[FEATURE_COUNT + f]! += error * row[f]! * t
        }
      }
    }
    for (let f = 0; f < size; f++) {
      const slope = gradient[f]! + RIDGE * weights[f]!
      moment[f] = 0.9 * moment[f]! + 0.1 * slope
      square[f] = 0.99 * square[f]! + 0.01 * slope * slope
      weights[f]! -= (RATE * (moment[f]! / (1 - 0.9 ** pass))) / (Math.sqrt(square[f]! / (1 - 0.99 ** pass)) + 1e-8)
    }
  }
  return weights
}

export function hitAt1(cases: readonly Case[], weights: Weights): number {
  let hits = 0
  for (const { right, features, t } of cases) {
    const own = weightsOf(t, weights)
    let best = -Infinity
    let at = -1
    features.forEach((row, i) => {
      const score = scoreOf(row, own)
      if (score > best) [best, at] = [score, i]
    })
    if (at === right && right >= 0) hits++
  }
  return hits / cases.length
}

if (import.meta.main) {
  const cases = [7, 8].flatMap((seed) => collect(process.argv.slice(2), seed))
  const present = Float64Array.from([...COLD, ...WARM])
  for (const name of new Set(cases.map(({ set }) => set))) {
    const weights = fit(cases.filter(({ set }) => set !== name))
    const own = cases.filter(({ set }) => set === name)
    const line = [...new Set(own.map(({ k }) => k))].map((k) => {
      const part = own.filter((one) => one.k === k)
      return `k=${k} ${(100 * hitAt1(part, present)).toFixed(1)} → ${(100 * hitAt1(part, weights)).toFixed(1)}`
    })
    process.stdout.write(`${name}: ${line.join('  ')}\n`)
  }
  const all = fit(cases)
  process.stdout.write(
    `${FEATURES.map((name, f) => `${name} ${all[f]!.toFixed(2)}/${all[FEATURE_COUNT + f]!.toFixed(2)}`).join(', ')}\n`,
  )
  for (const part of [all.slice(0, FEATURE_COUNT), all.slice(FEATURE_COUNT)])
    process.stdout.write(`[${[...part].map((value) => value.toFixed(2)).join(', ')}]\n`)
}
