import type { Thresholds } from '../matcher.ts'
import type { FoundBy } from '../ranking/weights.ts'
import { type Calibration, confidenceAt, UNCALIBRATED } from './confidence.ts'
import { DEFAULT_THRESHOLDS } from './decide.ts'

/** One phrasing of the library asked of the library without it. */
export interface CrossFitted {
  site: string
  answerId: string
  question: string
  /** Log-odds of the first answer, before the library's own correction. */
  odds: number
  fit: number
  right: boolean
  /** The same question asked while its answer is hidden, so that any first answer is wrong. */
  oddsWithoutAnswer: number
}

const LEAST_QUESTIONS = 40
const STEPS = 200
const RATE = 0.5
/** Strength of "no correction", in questions. */
const PRIOR = 40
/** A visitor's question without an answer for two with one. */
const HIDDEN_SHARE = 0.5
/** A library raises its confidence little: its own questions come from no other world. */
const SHIFT_RANGE = [-1.5, 0.3] as const
/**
 * Share of the library's own questions that may go to a person. Chosen on the demo library, where a fifth of the questions outside
 * it by words, and a seventh by meaning too, are then shown something.
 */
const SUGGEST_PERCENTILE: Record<FoundBy, number> = { words: 0.08, both: 0.08 }
const RIGHT_AIM = 0.9
/** So many wrong ones are taken to have been overlooked: little in a library of many phrasings, much in one of few. */
const OVERLOOKED = 6
const ANSWER_RANGE = [0.55, 0.7] as const

/**
 * A shift of the log-odds by Platt's method (1999) on cross-fitted questions, each asked with and without its answer, held back by
 * a prior so that a small library changes little. No scale: fitted too, it took the single answer from two of five questions of
 * the demo library that got the right one.
 */
export function calibrate(cases: readonly CrossFitted[]): Calibration {
  if (cases.length < LEAST_QUESTIONS) return UNCALIBRATED
  let shift = 0
  for (let step = 0; step < STEPS; step++) {
    let slope = PRIOR * shift * 0.25
    for (const { odds, oddsWithoutAnswer, right } of cases) {
      slope += confidenceAt(odds, { shift }) - (right ? 1 : 0)
      slope += HIDDEN_SHARE * confidenceAt(oddsWithoutAnswer, { shift })
    }
    shift -= (RATE * slope * 4) / (cases.length + PRIOR)
  }
  return { shift: Math.min(SHIFT_RANGE[1], Math.max(SHIFT_RANGE[0], shift)) }
}

/** Where nine of ten single answers are right, by a margin that is the wider the fewer questions say so, and below which only the worst of the library's own questions fit. */
export function thresholdsFrom(cases: readonly CrossFitted[], calibration: Calibration, by: FoundBy): Thresholds {
  if (cases.length < LEAST_QUESTIONS) return DEFAULT_THRESHOLDS[by]
  const byConfidence = cases
    .map(({ odds, right }) => ({ confidence: confidenceAt(odds, calibration), right }))
    .sort((a, b) => b.confidence - a.confidence)
  let answer: number = ANSWER_RANGE[1]
  let right = 0
  byConfidence.forEach((one, i) => {
    if (one.right) right++
    if (right / (i + 1 + OVERLOOKED) >= RIGHT_AIM && one.confidence < answer) answer = one.confidence
  })
  const fits = cases.map(({ fit }) => fit).sort((a, b) => a - b)
  return {
    answer: Math.max(ANSWER_RANGE[0], answer),
    suggest: fits[Math.floor(fits.length * SUGGEST_PERCENTILE[by])]!,
    source: 'library',
  }
}
