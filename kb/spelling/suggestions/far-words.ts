import type { CommonWords } from './common-words.ts'
import { COST, isNeighbourKey } from './slips.ts'
import type { Script } from '../speller.ts'

const SHORTEST = 5
const LONGEST = 32
const MOST_PER_LETTER = 0.3
const MOST = 3
const LENGTHS_APART = 3
/** A slip changes the set of letters by two at most, and costs at least so much. */
const LETTERS_PER_COST = 2 / COST.swap
/** How much of what a word costs is that nobody uses it. */
const RARE = 1

/** Common words within several slips of a word that nothing is near to, with what they cost. */
export function farWords(word: string, script: Script, common: CommonWords): [string, number][] {
  if (word.length < SHORTEST || word.length > LONGEST) return []
  const letters = lettersOf(word)
  let most = Math.min(MOST, word.length * MOST_PER_LETTER)
  const found: [string, number][] = []
  for (const one of common.list) {
    if (Math.abs(one.length - word.length) > LENGTHS_APART || one.length < SHORTEST) continue
    if (bitsOf(letters ^ lettersOf(one)) > most * LETTERS_PER_COST) continue
    const distance = distanceWithin(word, one.toLowerCase(), most, script)
    if (distance > most) continue
    most = Math.min(most, distance + RARE)
    found.push([one, distance + RARE * common.rarity(one)])
  }
  return found
}

/** The set of a word's letters in 32 bits, capitals as small ones. */
function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

function bitsOf(set: number): number {
  let bits = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) bits++
  return bits
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
