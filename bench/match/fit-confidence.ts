/**
 * Refits the weights of the confidence: `node bench/match/fit-confidence.ts DIR…`. Cases come from promoted questions only:
 * asked of their own library (right or wrong first answer), of the library without their answer (near), and of the other
 * libraries of the same language (far). Each set is reported with weights fitted on the others.
 */
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { Ranker } from '../../kb/matching/ranking/rank.ts'
import { sharpen } from '../../kb/matching/ranking/sharpen.ts'
import { repairQuery } from '../../kb/matching/repair/repair-query.ts'
import { Vocabulary } from '../../kb/matching/repair/vocabulary.ts'
import { SYNONYM_WEIGHT } from '../../kb/matching/ranking/constants.ts'
import { generalSynonyms } from '../../kb/matching/synonyms/general-synonyms.ts'
import { Synonyms } from '../../kb/matching/synonyms/synonyms.ts'
import { EVIDENCE, evidenceOf, logOdds } from '../../kb/matching/verdict/confidence.ts'
import { attach, type DataSet, readDataSet } from './data-set.ts'

const QUESTIONS = 300
const PASSES = 3000
const RATE = 0.05
const RIDGE = 0.0005
/** Off-topic questions must not decide the fit on their own. */
const SHARE = { in: 1, near: 0.25, far: 0.35 }

interface Case {
  set: string
  k: number
  kind: 'in' | 'near' | 'far'
  right: boolean
  evidence: Float64Array
}

function collect(sets: readonly DataSet[]): Case[] {
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  return sets.flatMap((set) =>
    [0, 1, 3, 5, 10, 25].flatMap((k) => {
      const { phrasings, rest } = attach(set, k, 11)
      if (rest.length < 60) return []
      const index = new AnswerIndex()
      index.put(set.answers.map(({ id, title, body }) => ({ id, site: 's', locale: set.locale, audience: 'public' as const, question: title, body, category: '', products: [], phrasings: phrasings.get(id)!.map((text, i) => ({ id: `${id}-${i}`, text })) })))
      const vocabulary = new Vocabulary(index)
      vocabulary.update()
      const ranker = new Ranker(index)
      if (k > 0) ranker.sharpened = sharpen(index)
      const ask = (text: string, without: string | null) => {
        const query = queryVector(index, repairQuery(text, vocabulary).words, (stems) => synonyms.standingFor(stems))
        const ranked = ranker.rank(query, (number) => index.answers[number]!.entry.id !== without)
        return { evidence: evidenceOf(ranked, query, index.richness), first: index.answers[ranked[0]!.number]!.entry.id }
      }
      const far = sets.filter((other) => other !== set && other.locale === set.locale).flatMap((other) => other.promote.slice(0, 60))
      return [
        ...rest.slice(0, QUESTIONS).flatMap(({ text, answer }): Case[] => {
          const own = ask(text, null)
          const near = ask(text, answer)
          return [
            { set: set.name, k, kind: 'in', right: own.first === answer, evidence: own.evidence },
            { set: set.name, k, kind: 'near', right: false, evidence: near.evidence },
          ]
        }),
        ...far.map(({ text }): Case => ({ set: set.name, k, kind: 'far', right: false, evidence: ask(text, null).evidence })),
      ]
    }),
  )
}

function fit(cases: readonly Case[]): Float64Array<ArrayBufferLike> {
  const runs = new Map<string, number>()
  const key = ({ set, k, kind }: Case) => `${set}|${k}|${kind}`
  for (const one of cases) runs.set(key(one), (runs.get(key(one)) ?? 0) + 1)
  const size = EVIDENCE.length
  const weights = new Float64Array(size)
  const moment = new Float64Array(size)
  const square = new Float64Array(size)
  for (let pass = 1; pass <= PASSES / 5; pass++) {
    const gradient = new Float64Array(size)
    for (const one of cases) {
      const error = (1 / (1 + Math.exp(-logOdds(one.evidence, weights))) - (one.right ? 1 : 0)) * (SHARE[one.kind] / runs.get(key(one))! / 20)
      for (let i = 0; i < size; i++) gradient[i]! += error * one.evidence[i]!
    }
    for (let i = 0; i < size; i++) {
      const slope = gradient[i]! + RIDGE * weights[i]! * 0.1
      moment[i] = 0.9 * moment[i]! + 0.1 * slope
      square[i] = 0.99 * square[i]! + 0.01 * slope * slope
      weights[i]! -= (RATE * (moment[i]! / (1 - 0.9 ** pass))) / (Math.sqrt(square[i]! / (1 - 0.99 ** pass)) + 1e-8)
    }
  }
  return weights
}

if (import.meta.main) {
  const cases = collect(process.argv.slice(2).map(readDataSet))
  for (const name of new Set(cases.map(({ set }) => set))) {
    const weights = fit(cases.filter(({ set }) => set !== name))
    for (const k of new Set(cases.filter(({ set }) => set === name).map((one) => one.k))) {
      const part = cases.filter((one) => one.set === name && one.k === k)
      const given = (kind: Case['kind'], least: number) => part.filter((one) => one.kind === kind && 1 / (1 + Math.exp(-logOdds(one.evidence, weights))) >= least)
      const share = (kind: Case['kind'], least: number) => ((100 * given(kind, least).length) / (part.filter((one) => one.kind === kind).length || 1)).toFixed(0)
      const line = [0.5, 0.6, 0.7].map((least) => {
        const one = given('in', least)
        return `≥${least}: one ${share('in', least)} right ${((100 * one.filter(({ right }) => right).length) / (one.length || 1)).toFixed(0)} near ${share('near', least)} far ${share('far', least)}`
      })
      process.stdout.write(`${name} k=${k}  ${line.join('   ')}\n`)
    }
  }
  process.stdout.write(`${EVIDENCE.join(', ')}\n[${[...fit(cases)].map((value) => value.toFixed(2)).join(', ')}]\n`)
}
