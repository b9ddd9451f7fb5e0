/**
 * Refits the weights of the confidence: `node bench/match/fit-confidence.ts DIR…`. Cases come from promoted questions only:
 * asked of their own library (right or wrong first answer), of the library without their answer (near), and of the other
 * libraries of the same language (elsewhere); off-topic questions (far) are written by hand beside this file. Each set is reported with weights fitted on the others.
 */
import { readFileSync } from 'node:fs'
import { AnswerIndex } from '../../kb/matching/ranking/answer-index.ts'
import { queryVector } from '../../kb/matching/ranking/query-vector.ts'
import { Ranker } from '../../kb/matching/ranking/rank.ts'
import { sharpen } from '../../kb/matching/ranking/sharpen.ts'
import { isWordOf, shippedWords } from '../../kb/matching/repair/ordinary-words.ts'
import { repairQuery } from '../../kb/matching/repair/repair-query.ts'
import { Vocabulary } from '../../kb/matching/repair/vocabulary.ts'
import { SYNONYM_WEIGHT } from '../../kb/matching/ranking/constants.ts'
import { generalSynonyms } from '../../kb/matching/synonyms/general-synonyms.ts'
import { Synonyms } from '../../kb/matching/synonyms/synonyms.ts'
import { EVIDENCE, evidenceOf, fitOf, logOdds } from '../../kb/matching/verdict/confidence.ts'
import { auroc, escalatedAt } from './measures.ts'
import { attach, type DataSet, readDataSet } from './data-set.ts'

const QUESTIONS = 300
const PASSES = 600
const RATE = 0.05
const RIDGE = 0.0005
/** Off-topic questions must not decide the fit on their own. */
const RIGHT_SHARE = { in: 1, near: 0.25, far: 0.25, elsewhere: 0.15 }
const FIT_SHARE = { in: 1, near: 0.05, far: 1, elsewhere: 0.2 }
/**
 * Cosines with the whole answer and how much the words belong to the library separate worlds best; alignment and margins
 * only add noise where it matters, in the tail.
 */
const FIT_EVIDENCE = ['one', 'mostGrams', 'mostStems', 'mostBm25', 'richness', 'subject', 'settled'] as const
const RIGHT_EVIDENCE = EVIDENCE.filter((name) => name !== 'subject' && name !== 'settled')
const isRight = ({ right }: Case): boolean => right
const hasAnswer = ({ kind }: Case): boolean => kind === 'in'

interface Case {
  set: string
  k: number
  kind: 'in' | 'near' | 'far' | 'elsewhere'
  right: boolean
  evidence: Float64Array
}

const offTopic = (locale: string): string[] =>
  readFileSync(new URL(`./off-topic-${locale}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

function collect(sets: readonly DataSet[]): Case[] {
  const synonyms = new Synonyms()
  synonyms.add(generalSynonyms(), SYNONYM_WEIGHT)
  return sets.flatMap((set) =>
    [0, 1, 3, 5, 10, 25].flatMap((k) => {
      const { phrasings, rest } = attach(set, k, 11)
      if (rest.length < 60) return []
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
      const ask = (text: string, without: string | null) => {
        const query = queryVector(index, repairQuery(text, vocabulary).words, (stems) => synonyms.standingFor(stems))
        const ranked = ranker.rank(query, (number) => index.answers[number]!.entry.id !== without)
        return ranked[0]
          ? { evidence: evidenceOf(ranked, query, index.richness), first: index.answers[ranked[0].number]!.entry.id }
          : null
      }
      // a question that shares nothing with the library has no evidence: it goes to a person anyway
      const caseOf = (text: string, kind: Case['kind'], answer: string | null): Case[] => {
        const asked = ask(text, kind === 'near' ? answer : null)
        return asked
          ? [{ set: set.name, k, kind, right: kind === 'in' && asked.first === answer, evidence: asked.evidence }]
          : []
      }
      const far = offTopic(set.locale)
      const elsewhere = sets
        .filter((other) => other !== set && other.locale === set.locale)
        .flatMap((other) => other.promote.slice(0, 60))
        .map(({ text }) => text)
      return [
        ...rest
          .slice(0, QUESTIONS)
          .flatMap(({ text, answer }) => [...caseOf(text, 'in', answer), ...caseOf(text, 'near', answer)]),
        ...far.flatMap((text) => caseOf(text, 'far', null)),
        ...elsewhere.flatMap((text) => caseOf(text, 'elsewhere', null)),
      ]
    }),
  )
}

/** `truth` says what is being predicted; `weight` how much each kind of question counts. */
function fit(
  cases: readonly Case[],
  truth: (one: Case) => boolean,
  weight: Record<Case['kind'], number>,
  used: readonly (typeof EVIDENCE)[number][] = EVIDENCE,
): Float64Array<ArrayBufferLike> {
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

if (import.meta.main) {
  const cases = collect(
    process.argv
      .slice(2)
      .filter((one) => !one.startsWith('--'))
      .map(readDataSet),
  )
  for (const name of new Set(cases.map(({ set }) => set))) {
    const others = cases.filter(({ set }) => set !== name)
    const weights = fit(others, isRight, RIGHT_SHARE, RIGHT_EVIDENCE)
    const fits = fit(others, hasAnswer, FIT_SHARE, FIT_EVIDENCE)
    for (const k of new Set(cases.filter(({ set }) => set === name).map((one) => one.k))) {
      const part = cases.filter((one) => one.set === name && one.k === k)
      const given = (kind: Case['kind'], least: number) =>
        part.filter((one) => one.kind === kind && 1 / (1 + Math.exp(-logOdds(one.evidence, weights))) >= least)
      const share = (kind: Case['kind'], least: number) =>
        ((100 * given(kind, least).length) / (part.filter((one) => one.kind === kind).length || 1)).toFixed(0)
      const line = [0.5, 0.6, 0.7].map((least) => {
        const one = given('in', least)
        return `≥${least}: one ${share('in', least)} right ${((100 * one.filter(({ right }) => right).length) / (one.length || 1)).toFixed(0)} near ${share('near', least)} far ${share('far', least)} elsewhere ${share('elsewhere', least)}`
      })
      const scores = (kind: Case['kind'], by: Float64Array) =>
        part.filter((one) => one.kind === kind).map((one) => logOdds(one.evidence, by))
      const blended = (kind: Case['kind']) =>
        part.filter((one) => one.kind === kind).map((one) => fitOf(one.evidence, fits, weights))
      process.stdout.write(
        `   fit: far escalated at 95 % ${escalatedAt(0.95, blended('in'), blended('far'))}, at 80 % ${escalatedAt(0.8, blended('in'), blended('far'))}, AUROC near ${auroc(blended('in'), blended('near'))}\n`,
      )
      const at95 = [weights, fits].map((by) => `${escalatedAt(0.95, scores('in', by), scores('far', by))}`).join(' → ')
      const single = EVIDENCE.map(
        (name, i) =>
          `${name} ${escalatedAt(
            0.95,
            part.filter((one) => one.kind === 'in').map((one) => one.evidence[i]!),
            part.filter((one) => one.kind === 'far').map((one) => one.evidence[i]!),
          )}`,
      )
      if (process.argv.includes('--single')) process.stdout.write(`   ${single.join(' ')}\n`)
      process.stdout.write(`${name} k=${k}  ${line.join('   ')}  far escalated at 95 %: ${at95}\n`)
    }
  }
  process.stdout.write(`${EVIDENCE.join(', ')}\n`)
  for (const weights of [
    fit(cases, isRight, RIGHT_SHARE, RIGHT_EVIDENCE),
    fit(cases, hasAnswer, FIT_SHARE, FIT_EVIDENCE),
  ])
    process.stdout.write(`[${[...weights].map((value) => value.toFixed(2)).join(', ')}]\n`)
}
