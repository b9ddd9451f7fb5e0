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
const STEPS = 400
const RATE = 0.25
/** Strength of "no correction", in questions: of the shift, and of the scale. */
const PRIOR = 40
const SCALE_PRIOR = 200
/** A visitor's question without an answer for two with one. */
const HIDDEN_SHARE = 0.5
/** A library raises its confidence little: its own questions come from no other world. */
const SHIFT_RANGE = [-3, 0.3] as const
const SCALE_RANGE = [0.5, 2] as const
/**
 * Share of the library's own questions that may go to a person. Chosen on the demo library, where a fifth of the questions outside
 * it by words, and a seventh by meaning too, are then shown something.
 */
const SUGGEST_PERCENTILE: Record<FoundBy, number> = { words: 0.09, both: 0.08 }
const RIGHT_AIM = 0.9
const ANSWER_RANGE = [0.55, 0.75] as const

/**
 * Shift and scale of the log-odds by Platt's method (1999) on cross-fitted questions, each asked with and without its answer, held
 * back by priors so that a small library changes little.
 */
export function calibrate(cases: readonly CrossFitted[]): Calibration {
  if (cases.length < LEAST_QUESTIONS) return UNCALIBRATED
  const squares = cases.reduce((sum, { odds }) => sum + odds * odds, 0)
  let [shift, scale] = [0, 1]
  for (let step = 0; step < STEPS; step++) {
    let shiftSlope = PRIOR * shift * 0.25
    let scaleSlope = SCALE_PRIOR * (scale - 1)
    for (const { odds, oddsWithoutAnswer, right } of cases) {
      const missed = confidenceAt(odds, { shift, scale }) - (right ? 1 : 0)
      const claimed = HIDDEN_SHARE * confidenceAt(oddsWithoutAnswer, { shift, scale })
      shiftSlope += missed + claimed
      scaleSlope += missed * odds + claimed * oddsWithoutAnswer
    }
    shift -= (RATE * shiftSlope * 4) / (cases.length + PRIOR)
    scale -= (2 * RATE * scaleSlope) / (squares * 0.25 + SCALE_PRIOR)
  }
  return { shift: within(shift, SHIFT_RANGE), scale: within(scale, SCALE_RANGE) }
}

const within = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value))

/** Where nine of ten single answers are right, and below which only the worst of the library's own questions fit. */
export function thresholdsFrom(cases: readonly CrossFitted[], calibration: Calibration, by: FoundBy): Thresholds {
  if (cases.length < LEAST_QUESTIONS) return DEFAULT_THRESHOLDS[by]
  const byConfidence = cases
    .map(({ odds, right }) => ({ confidence: confidenceAt(odds, calibration), right }))
    .sort((a, b) => b.confidence - a.confidence)
  let answer: number = ANSWER_RANGE[1]
  let right = 0
  byConfidence.forEach((one, i) => {
    if (one.right) right++
    if (right / (i + 1) >= RIGHT_AIM && one.confidence < answer) answer = one.confidence
  })
  const fits = cases.map(({ fit }) => fit).sort((a, b) => a - b)
  return {
    answer: Math.max(ANSWER_RANGE[0], answer),
    suggest: fits[Math.floor(fits.length * SUGGEST_PERCENTILE[by])]!,
    source: 'library',
  }
}
