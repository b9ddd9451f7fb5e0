/**
 * Refits the ranking weights: `node bench/match/fit.ts DIR…`. Only promoted questions are used (never the test split); for
 * each set the weights fitted on the *others* are tried on it, the printed last line is fitted on all.
 */
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { FEATURE_COUNT, FEATURES } from '../../kb/matching/ranking/features.ts'
import { queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { Ranker } from '../../kb/matching/ranking/rank.ts'
import { RANK_WEIGHTS } from '../../kb/matching/ranking/weights.ts'
import { repairQuery } from '../../kb/matching/repair/repair-query.ts'
import { Vocabulary } from '../../kb/matching/repair/vocabulary.ts'
import { SYNONYM_WEIGHT } from '../../kb/matching/ranking/constants.ts'
import { generalSynonyms } from '../../kb/matching/synonyms/general-synonyms.ts'
import { Synonyms } from '../../kb/matching/synonyms/synonyms.ts'
import { attach, readDataSet } from './data-set.ts'

const RUNS: Record<string, number[]> = { banking77: [0, 1, 3, 5, 10, 25], hint3_curekart: [0, 1, 3, 5, 10], stackfaq: [0, 1, 3], rutube_ru_dev: [0, 1], bitext: [0, 1, 3] }
const QUESTIONS = 300
const PASSES = 60
const RATE = 0.5
const RIDGE = 0.002

interface Case {
  set: string
  k: number
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
      index.put(set.answers.map(({ id, title, body }) => ({ id, site: 's', locale: set.locale, audience: 'public' as const, question: title, body, category: '', products: [], phrasings: phrasings.get(id)!.map((text, i) => ({ id: `${id}-${i}`, text })) })))
      const vocabulary = new Vocabulary(index)
      vocabulary.update()
      const ranker = new Ranker(index)
      return rest.slice(0, QUESTIONS).map(({ text, answer }): Case => {
        const { words } = repairQuery(text, vocabulary)
        const ranked = ranker.rank(queryVector(index, words, (stems) => synonyms.standingFor(stems)), () => true, RANK_WEIGHTS).slice(0, 20)
        return { set: set.name, k, right: ranked.findIndex(({ number }) => index.answers[number]!.entry.id === answer), features: ranked.map(({ features }) => features) }
      })
    })
  })
}

/** Softmax over the candidates, cross-entropy of the right one, plain gradient steps with a ridge; every run weighs alike. */
export function fit(cases: readonly Case[]): Float64Array {
  const usable = cases.filter(({ right }) => right >= 0)
  const perRun = new Map<string, number>()
  for (const { set, k } of usable) perRun.set(set + k, (perRun.get(set + k) ?? 0) + 1)
  const runsOf = new Map<string, number>()
  for (const key of new Set(usable.map(({ set, k }) => `${set}|${k}`))) runsOf.set(key.split('|')[0]!, (runsOf.get(key.split('|')[0]!) ?? 0) + 1)
  const weights = Float64Array.from({ length: FEATURE_COUNT }, () => 2)
  const moment = new Float64Array(FEATURE_COUNT)
  const square = new Float64Array(FEATURE_COUNT)
  for (let pass = 1; pass <= PASSES * 5; pass++) {
    const gradient = new Float64Array(FEATURE_COUNT)
    for (const { set, k, right, features } of usable) {
      const share = 1 / (perRun.get(set + k)! * runsOf.get(set)! * runsOf.size)
      const scores = features.map((row) => row.reduce((sum, value, f) => sum + value * weights[f]!, 0))
      const top = Math.max(...scores)
      const exp = scores.map((score) => Math.exp(score - top))
      const total = exp.reduce((sum, value) => sum + value, 0)
      features.forEach((row, i) => {
        const error = (exp[i]! / total - (i === right ? 1 : 0)) * share
        for (let f = 0; f < FEATURE_COUNT; f++) gradient[f]! += error * row[f]!
      })
    }
    for (let f = 0; f < FEATURE_COUNT; f++) {
      const g = gradient[f]! + RIDGE * weights[f]! * 0.1
      moment[f] = 0.9 * moment[f]! + 0.1 * g
      square[f] = 0.99 * square[f]! + 0.01 * g * g
      weights[f]! -= (RATE * 0.2 * (moment[f]! / (1 - 0.9 ** pass))) / (Math.sqrt(square[f]! / (1 - 0.99 ** pass)) + 1e-8)
    }
  }
  return weights
}

export function hitAt1(cases: readonly Case[], weights: Float64Array): number {
  let hits = 0
  for (const { right, features } of cases) {
    let best = -Infinity
    let at = -1
    features.forEach((row, i) => {
      let score = 0
      for (let f = 0; f < FEATURE_COUNT; f++) score += row[f]! * weights[f]!
      if (score > best) [best, at] = [score, i]
    })
    if (at === right && right >= 0) hits++
  }
  return hits / cases.length
}

if (import.meta.main) {
  const cases = collect(process.argv.slice(2))
  const names = [...new Set(cases.map(({ set }) => set))]
  for (const name of names) {
    const weights = fit(cases.filter(({ set }) => set !== name))
    const own = cases.filter(({ set }) => set === name)
    const line = [...new Set(own.map(({ k }) => k))].map((k) => {
      const part = own.filter((one) => one.k === k)
      return `k=${k} ${(100 * hitAt1(part, RANK_WEIGHTS)).toFixed(1)} → ${(100 * hitAt1(part, weights)).toFixed(1)}`
    })
    process.stdout.write(`${name}: ${line.join('  ')}\n`)
  }
  const all = fit(cases)
  process.stdout.write(`${FEATURES.map((name, f) => `${name} ${all[f]!.toFixed(2)}`).join(', ')}\n[${[...all].map((value) => value.toFixed(2)).join(', ')}]\n`)
}
