/**
 * Refits the weights of the confidence: `node bench/match/fit-confidence.ts DIR… [--model DIR]`, with the model those for words and
 * meaning together. Cases come from promoted questions only: asked of their own library (right or wrong first answer), of the
 * library without their answer (near), and of the other libraries of the same language (elsewhere); off-topic questions (far)
 * are written by hand beside this file. Each set is reported with weights fitted on the others: on its promoted questions, and
 * on its test questions, which nothing is fitted on.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Meaning } from '../../kb/matching/meaning/meaning.ts'
import { EVIDENCE, evidenceOf, fitAt, logOdds } from '../../kb/matching/verdict/confidence.ts'
import { askedSet, openMeaning } from './asked-set.ts'
import { auroc, calibrationError, escalatedAt } from './measures.ts'
import { type DataSet, readDataSet } from './data-set.ts'

type Evidence = readonly (typeof EVIDENCE)[number][]

const QUESTIONS = 300
const PASSES = 600
const RATE = 0.05
const RIDGE = 0.0005
/** Off-topic questions must not decide the fit on their own. */
const RIGHT_SHARE = { in: 1, near: 0.25, far: 0.25, elsewhere: 0.15 }
const WORLD_SHARE = { in: 1, near: 0.05, far: 1, elsewhere: 0.2 }
/**
 * Cosines with the whole answer and how much the words belong to the library separate worlds best; alignment and margins
 * only add noise where it matters, in the tail. Meaning leaves little to the finer evidence of words, and fewer weights
 * transfer better.
 */
const USED = {
  words: {
    right: EVIDENCE.slice(0, EVIDENCE.indexOf('subject')).filter((name) => !name.startsWith('rich')),
    few: [
      ...(['one', 'share', 'margin', 'bestAligned', 'coverage', 'bm25', 'matter', 'mostGrams'] as const),
      ...(['spread', 'learntLead'] as const),
    ],
    world: ['one', 'mostGrams', 'mostStems', 'mostBm25', 'richness', 'subject', 'settled'],
  },
  both: {
    right: ['one', 'share', 'margin', 'coverage', 'matter', 'bm25', 'nearest', 'middle', 'asked', 'lead', 'agrees'],
    few: null,
    world: [
      'one',
      'mostGrams',
      'mostStems',
      'mostBm25',
      'richness',
      'subject',
      'settled',
      'mostNearest',
      'mostMiddle',
      'mostAsked',
    ],
  },
} as const satisfies Record<string, Record<'right' | 'world', Evidence> & { few: Evidence | null }>
const KS = [0, 1, 3, 5, 10, 25]
const TEST_QUESTIONS = 400
const isRight = ({ right }: Case): boolean => right
const hasAnswer = ({ kind }: Case): boolean => kind === 'in'

interface Case {
  set: string
  k: number
  kind: 'in' | 'near' | 'far' | 'elsewhere'
  /** Nothing is fitted on test questions; those without an answer are `far`, whatever their kind. */
  split: 'promote' | 'test'
  right: boolean
  evidence: Float64Array
}

const offTopic = (locale: string): string[] =>
  readFileSync(new URL(`./off-topic-${locale}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

async function collect(sets: readonly DataSet[], meaning: Meaning | null): Promise<Case[]> {
  const cases: Case[] = []
  for (const set of sets)
    for (const k of KS) {
      const asked = await askedSet(set, k, 11, meaning)
      if (asked.rest.length < 60) continue
      // a question that shares nothing with the library has no evidence: it goes to a person anyway
      const add = async (text: string, kind: Case['kind'], answer: string | null, split: Case['split'] = 'promote') => {
        const { query, ranked } = await asked.ask(text, kind === 'near' ? answer : null)
        if (!ranked[0]) return
        const right = kind === 'in' && asked.idOf(ranked[0]) === answer
        cases.push({ set: set.name, k, kind, split, right, evidence: evidenceOf(ranked, query, asked.index.richness) })
      }
      for (const { text, answer } of asked.rest.slice(0, QUESTIONS)) {
        await add(text, 'in', answer)
        await add(text, 'near', answer)
      }
      for (const text of offTopic(set.locale)) await add(text, 'far', null)
      for (const other of sets)
        if (other !== set && other.locale === set.locale)
          for (const { text } of other.promote.slice(0, 60)) await add(text, 'elsewhere', null)
      for (const inside of [true, false])
        for (const { text, kind, answer } of set.test
          .filter(({ kind }) => (kind === 'in') === inside)
          .slice(0, TEST_QUESTIONS))
          await add(text, kind === 'in' ? 'in' : 'far', inside ? answer : null, 'test')
    }
  return cases
}

/** `truth` says what is being predicted; `weight` how much each kind of question counts. */
function fit(
  cases: readonly Case[],
  truth: (one: Case) => boolean,
  weight: Record<Case['kind'], number>,
  used: Evidence,
): Float64Array {
  const mask = EVIDENCE.map((name) => used.includes(name))
  const runs = new Map<string, number>()
  const key = ({ set, k, kind }: Case) => `${set}|${k}|${kind}`
  for (const one of cases) runs.set(key(one), (runs.get(key(one)) ?? 0) + 1)
  const size = EVIDENCE.length
  const weights = new Float64Array(size)
  const moment = new Float64Array(size)
  const square = new Float64Array(size)
  for (let pass = 1; pass <= PASSES; pass++) {
    const gradient = new Float64Array(size)
    for (const one of cases) {
      const error =
        (1 / (1 + Math.exp(-logOdds(one.evidence, weights))) - (truth(one) ? 1 : 0)) *
        (weight[one.kind] / runs.get(key(one))! / 20)
      for (let i = 0; i < size; i++) gradient[i]! += error * one.evidence[i]!
    }
    for (let i = 0; i < size; i++) {
      if (!mask[i]) continue
      const slope = gradient[i]! + RIDGE * weights[i]! * 0.1
      moment[i] = 0.9 * moment[i]! + 0.1 * slope
      square[i] = 0.99 * square[i]! + 0.01 * slope * slope
      weights[i]! -= (RATE * (moment[i]! / (1 - 0.9 ** pass))) / (Math.sqrt(square[i]! / (1 - 0.99 ** pass)) + 1e-8)
    }
  }
  return weights
}

/** The mean of a fit with all evidence and, by words, of one with little of it: the first fits best, the second transfers best. */
function fitRight(cases: readonly Case[], { right, few }: { right: Evidence; few: Evidence | null }): Float64Array {
  const all = fit(cases, isRight, RIGHT_SHARE, right)
  const less = few && fit(cases, isRight, RIGHT_SHARE, few)
  return less ? all.map((weight, i) => (weight + less[i]!) / 2) : all
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { model: { type: 'string' } } })
const meaning = openMeaning(values.model)
const cases = await collect(positionals.map(readDataSet), meaning)
await meaning?.close()
const promoted = cases.filter(({ split }) => split === 'promote')
const used = USED[meaning ? 'both' : 'words']
const percent = (part: readonly unknown[], of: readonly unknown[]) =>
  ((100 * part.length) / (of.length || 1)).toFixed(0)
for (const name of new Set(cases.map(({ set }) => set))) {
  const others = promoted.filter(({ set }) => set !== name)
  const rights = fitRight(others, used)
  const worlds = fit(others, hasAnswer, WORLD_SHARE, used.world)
  const confidence = ({ evidence }: Case) => 1 / (1 + Math.exp(-logOdds(evidence, rights)))
  const fits = (part: readonly Case[]) =>
    part.map(({ evidence }) => fitAt(logOdds(evidence, worlds), logOdds(evidence, rights), meaning ? 'both' : 'words'))
  for (const k of new Set(cases.filter(({ set }) => set === name).map((one) => one.k)))
    for (const split of ['promote', 'test'] as const) {
      const part = cases.filter((one) => one.set === name && one.k === k && one.split === split)
      const of = (kind: Case['kind']) => part.filter((one) => one.kind === kind)
      const one = of('in').filter((given) => confidence(given) >= 0.6)
      const error = calibrationError(part.map((given) => ({ confidence: confidence(given), right: given.right })))
      const outside = (['near', 'far', 'elsewhere'] as const)
        .filter((kind) => of(kind).length > 0)
        .map((kind) => {
          const answered = of(kind).filter((given) => confidence(given) >= 0.6)
          const area = auroc(fits(of('in')), fits(of(kind)))
          const escalated = escalatedAt(0.95, fits(of('in')), fits(of(kind)))
          return `${kind}: one ${percent(answered, of(kind))}, AUROC ${area?.toFixed(3)}, escalated at 95 % ${escalated?.toFixed(2)}`
        })
      process.stdout.write(
        `${name} k = ${k} ${split}: first ${percent(of('in').filter(isRight), of('in'))}, one answer ${percent(one, of('in'))} right ${percent(one.filter(isRight), one)}, calibration error ${(100 * error).toFixed(1)}; ${outside.join('; ')}\n`,
      )
    }
}
const rounded = (weights: Float64Array) => {
  const all = [...weights].map((weight) => Number(weight.toFixed(2)))
  return `[${all.slice(0, all.findLastIndex((weight) => weight !== 0) + 1).join(', ')}]`
}
process.stdout.write(`right: ${rounded(fitRight(promoted, used))}\n`)
process.stdout.write(`world: ${rounded(fit(promoted, hasAnswer, WORLD_SHARE, used.world))}\n`)
