import type { CommonWords } from './common-words.ts'
import { COST, isNeighbourKey } from './slips.ts'
import type { Script } from '../speller.ts'

const SHORTEST = 5
const LONGEST = 32
const MOST_PER_LETTER = 0.3
const MOST = 3
const LENGTHS_APART = 3
/** Compared at most, commonest first: what bounds the whole search. */
const MOST_COMPARED = 6_000
/** How much of what a word costs is that nobody uses it. */
const RARE = 1

/** Common words within several slips of a word that nothing is near to, with what they cost. */
export function farWords(word: string, script: Script, common: CommonWords): [string, number][] {
  if (word.length < SHORTEST || word.length > LONGEST) return []
  const letters = lettersOf(word)
  const sets = setsOf(common.list)
  let most = Math.min(MOST, word.length * MOST_PER_LETTER)
  const found: [string, number][] = []
  let compared = 0
  for (let place = 0; place < sets.length && compared < MOST_COMPARED; place++) {
    if (leastCost(letters, sets[place] as number) > most) continue
    const one = common.list[place] as string
    if (Math.abs(one.length - word.length) > LENGTHS_APART || one.length < SHORTEST) continue
    compared++
    const distance = distanceWithin(word, one.toLowerCase(), most, script)
    if (distance > most) continue
    most = Math.min(most, distance + RARE)
    found.push([one, distance + RARE * common.rarity(one)])
  }
  return found
}

const known = new WeakMap<readonly string[], Int32Array>()
/** Of every word of a list, made once. */
function setsOf(list: readonly string[]): Int32Array {
  const sets = known.get(list) ?? Int32Array.from(list, lettersOf)
  known.set(list, sets)
  return sets
}

/** The set of a word's letters in 32 bits, capitals as small ones. */
function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

/** Of what the sets of letters differ by: a letter for another, and what is left over is too much or missing. */
function leastCost(typed: number, meant: number): number {
  const [tooMuch, missing] = [bitsOf(typed & ~meant), bitsOf(meant & ~typed)]
  return tooMuch > missing
    ? missing * COST.neighbour + (tooMuch - missing) * COST.extra
    : tooMuch * COST.neighbour + (missing - tooMuch) * COST.missing
}

function bitsOf(set: number): number {
  let bits = set - ((set >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

const rows = [0, 1, 2].map(() => new Float64Array(LONGEST + LENGTHS_APART + 1)) as [
  Float64Array,
  Float64Array,
  Float64Array,
]

/** Optimal string alignment by what slips of the hand cost; infinity above `most`. */
function distanceWithin(typed: string, meant: string, most: number, script: Script): number {
  let [before, last, row] = rows
  for (let at = 0; at <= meant.length; at++) last[at] = at * COST.missing
  for (let i = 1; i <= typed.length; i++) {
    let least = i * COST.extra
    row[0] = least
    const a = typed[i - 1] as string
    for (let j = 1; j <= meant.length; j++) {
      const b = meant[j - 1] as string
      let cost = last[j - 1] as number
      if (a !== b) {
        cost += isNeighbourKey(a, b, script) ? COST.neighbour : COST.other
        cost = Math.min(cost, (last[j] as number) + (a === typed[i - 2] ? COST.double : COST.extra))
        cost = Math.min(cost, (row[j - 1] as number) + (b === meant[j - 2] ? COST.double : COST.missing))
        if (i > 1 && j > 1 && a === meant[j - 2] && typed[i - 2] === b)
          cost = Math.min(cost, (before[j - 2] as number) + COST.swap)
      }
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return Number.POSITIVE_INFINITY
    ;[before, last, row] = [last, row, before]
  }
  return last[meant.length] as number
}
