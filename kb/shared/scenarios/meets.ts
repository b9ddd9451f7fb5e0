import { pathsPattern } from '../paths-pattern.ts'
import type { Condition, NumberSubject, StateSubject, WordSubject } from './scenario.ts'

/** What is known of a visit at one moment. `undefined`: nobody knows; `null`: it is known that there is none. */
export interface VisitFacts {
  numbers: { readonly [S in NumberSubject]?: number | undefined }
  words: { readonly [S in WordSubject]?: string | null | undefined }
  states: { readonly [S in StateSubject]?: string | undefined }
  /** undefined: not known, such as of a visit long ago. */
  attributes: Readonly<Record<string, string>> | undefined
}

/** Whether all of the conditions hold. `unknown`: what is said of one nobody can judge. Of none nothing is said, and nobody fits. */
export const meetsAll = (conditions: readonly Condition[], facts: VisitFacts, unknown = false): boolean =>
  conditions.length > 0 && conditions.every((one) => meets(one, facts) ?? unknown)

/** undefined: what it asks is not known. */
export function meets(condition: Condition, { numbers, words, states, attributes }: VisitFacts): boolean | undefined {
  if ('words' in condition) {
    const word = words[condition.of]
    if (word === undefined) return undefined
    const isAmong = word !== null && isOneOf(condition.of, word, condition.words)
    return condition.is === 'among' ? isAmong : !isAmong
  }
  if (condition.of === 'attribute') return attributes && meetsAttribute(condition, attributes[condition.name])
  if ('value' in condition) {
    const value = numbers[condition.of]
    if (value === undefined) return undefined
    return condition.is === 'atLeast' ? value >= condition.value : value <= condition.value
  }
  const state = states[condition.of]
  return state === undefined ? undefined : state === condition.is
}

/** What is told is compared as numbers where both are some. */
function meetsAttribute(
  { is, value: asked }: Extract<Condition, { of: 'attribute' }>,
  told: string | undefined,
): boolean {
  if (is === 'told') return told !== undefined
  if (is === 'untold') return told === undefined
  if (told === undefined) return false
  if (is === 'equals') return same(told) === same(asked)
  if (is === 'contains') return same(told).includes(same(asked))
  const [value, bound] = [Number(told), Number(asked)]
  if (Number.isNaN(value) || Number.isNaN(bound)) {
    // A day as it is written sorts as it comes.
    return is === 'atLeast' ? told >= asked : told <= asked
  }
  return is === 'atLeast' ? value >= bound : value <= bound
}

const same = (text: string) => text.trim().toLowerCase()

const patterns = new Map<string, RegExp>()
const MOST_PATTERNS = 1_000

function isOneOf(subject: WordSubject, word: string, among: readonly string[]): boolean {
  if (subject === 'path') {
    const source = pathsPattern(among)
    let pattern = patterns.get(source)
    if (!pattern) {
      if (patterns.size >= MOST_PATTERNS) patterns.clear()
      patterns.set(source, (pattern = new RegExp(source)))
    }
    return pattern.test(word)
  }
  const told = same(word)
  if (subject === 'language') return among.some((one) => told === same(one) || told.startsWith(`${same(one)}-`))
  if (subject === 'device' || subject === 'country') return among.some((one) => told === same(one))
  return among.some((one) => told.includes(same(one)))
}
