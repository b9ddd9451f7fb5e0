/**
 * Refits the ranking weights: `node bench/match/fit.ts DIR… [--model DIR]`, with the model those of words and meaning together.
 * Only promoted questions are used (never the test split): those that were not attached, and those that were, a third at a time
 * asked of the library without them. For each set the weights fitted on the *others* are tried on it,
 * beside those that stand and, with the model, beside words alone and one weight set by hand; the last lines are fitted on all.
 */
import { parseArgs } from 'node:util'
import type { Meaning } from '../../kb/matching/meaning/meaning.ts'
import { FEATURE, FEATURE_COUNT, FEATURES } from '../../kb/matching/ranking/features.ts'
import { shownScore } from '../../kb/matching/ranking/shown-score.ts'
import { weightsAt } from '../../kb/matching/ranking/weights.ts'
import { type AskedSet, askedSet, openMeaning } from './asked-set.ts'
import { type DataSet, readDataSet } from './data-set.ts'

const RUNS: Record<string, number[]> = {
  banking77: [0, 1, 3, 5, 10, 25],
  hint3_curekart: [0, 1, 3, 5, 10, 25],
  stackfaq: [0, 1, 3],
  rutube_ru_dev: [0, 1, 3, 5],
  bitext: [0, 1, 3, 10, 25],
}
const QUESTIONS = 300
const FOLDS = 3
/** With fewer phrasings an answer without one of them is another library. */
const LEAST_FOLDED = 3
const CANDIDATES = 12
const SEEDS = [7, 8]
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

async function collect(folders: readonly string[], seed: number, meaning: Meaning | null): Promise<Case[]> {
  const cases: Case[] = []
  const take = async (set: DataSet, k: number, asked: AskedSet, questions: AskedSet['unheard']) => {
    for (const { text, answer } of questions) {
      const { ranked } = await asked.ask(text)
      const best = ranked.slice(0, CANDIDATES)
      cases.push({
        set: set.name,
        k,
        t: asked.index.richness,
        right: best.findIndex((one) => asked.idOf(one) === answer),
        features: best.map(({ features }) => features),
      })
    }
  }
  for (const folder of folders) {
    const set = readDataSet(folder)
    for (const k of RUNS[set.name] ?? [0, 1, 3]) {
      const whole = await askedSet(set, k, seed, meaning)
      await take(set, k, whole, whole.rest.slice(0, QUESTIONS))
      for (let fold = 0; fold < FOLDS && k >= LEAST_FOLDED; fold++) {
        const part = await askedSet(set, k, seed, meaning, (nth) => nth % FOLDS === fold)
        await take(set, k, part, part.unheard.slice(0, QUESTIONS / FOLDS))
      }
    }
  }
  return cases
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
function fit(cases: readonly Case[], used: readonly number[]): Weights {
  const usable = cases.filter(({ right }) => right >= 0)
  const count = <K>(keys: K[]) => keys.reduce((map, key) => map.set(key, (map.get(key) ?? 0) + 1), new Map<K, number>())
  const perRun = count(usable.map(({ set, k }) => `${set}|${k}`))
  const runsOf = count([...perRun.keys()].map((key) => key.split('|')[0]!))
  const size = FEATURE_COUNT * 2
  const weights = new Float64Array(size)
  for (const f of used) weights[f] = weights[FEATURE_COUNT + f] = f === FEATURE.sharpened ? 0.5 : 2
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
      if (!used.includes(f % FEATURE_COUNT)) continue
      const slope = gradient[f]! + RIDGE * weights[f]!
      moment[f] = 0.9 * moment[f]! + 0.1 * slope
      square[f] = 0.99 * square[f]! + 0.01 * slope * slope
      weights[f]! -= (RATE * (moment[f]! / (1 - 0.9 ** pass))) / (Math.sqrt(square[f]! / (1 - 0.99 ** pass)) + 1e-8)
    }
  }
  return weights
}

/** Share of questions whose right answer a score puts first. */
function hitAt1(cases: readonly Case[], score: (row: Float64Array, one: Case) => number): number {
  let hits = 0
  for (const one of cases) {
    const scores = one.features.map((row) => score(row, one))
    if (one.right >= 0 && scores.indexOf(Math.max(...scores)) === one.right) hits++
  }
  return hits / cases.length
}

const byWords = (row: Float64Array, { t }: Case) => scoreOf(row, weightsAt(t, 'words'))
const byHand = (row: Float64Array, one: Case) =>
  shownScore(byWords(row, one)) + (row[FEATURE.nearest]! + row[FEATURE.middle]!) / 2
const byFit = (weights: Weights) => (row: Float64Array, one: Case) => scoreOf(row, weightsOf(one.t, weights))

const { values, positionals } = parseArgs({ allowPositionals: true, options: { model: { type: 'string' } } })
const meaning = openMeaning(values.model)
const cases: Case[] = []
for (const seed of SEEDS) cases.push(...(await collect(positionals, seed, meaning)))
await meaning?.close()

const ofWords = FEATURES.indexOf('nearest')
const used = Array.from({ length: meaning ? FEATURE_COUNT : ofWords }, (_, f) => f)
const present = (row: Float64Array, { t }: Case) => scoreOf(row, weightsAt(t, meaning ? 'both' : 'words'))
const percent = (share: number) => (100 * share).toFixed(1)
for (const name of new Set(cases.map(({ set }) => set))) {
  const weights = fit(
    cases.filter(({ set }) => set !== name),
    used,
  )
  const own = cases.filter(({ set }) => set === name)
  for (const k of new Set(own.map((one) => one.k))) {
    const part = own.filter((one) => one.k === k)
    const before = meaning
      ? `words ${percent(hitAt1(part, byWords))}, one weight by hand ${percent(hitAt1(part, byHand))}, `
      : ''
    process.stdout.write(
      `${name} k = ${k}: ${before}standing ${percent(hitAt1(part, present))}, fitted on the others ${percent(hitAt1(part, byFit(weights)))}\n`,
    )
  }
}
const all = fit(cases, used)
for (const [end, from] of [
  ['cold', 0],
  ['warm', FEATURE_COUNT],
] as const)
  process.stdout.write(`${end}: [${used.map((f) => Number(all[from + f]!.toFixed(2))).join(', ')}]\n`)
