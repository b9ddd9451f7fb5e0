import type { CommonWords } from './common-words.ts'
import { farWords } from './far-words.ts'
import { joinedWords } from './joined-words.ts'
import { allSlips, soundSlips } from './slips.ts'
import type { Script } from '../speller.ts'
import { WHOLE_MISTAKES } from './whole-mistakes.ts'

/** What else decides, in the costs of slips. Tuned on one half of the mistakes of `npm run bench:spelling`, the same on the other. */
const RANK = {
  /** Nothing dearer is near. */
  most: 1.9,
  /** The first letter is rarely the wrong one. */
  firstLetter: 0.15,
  /** What a word nobody uses is worth less. */
  rare: 1,
  /** What costs so much more than the best is not meant. */
  worthShowing: 0.8,
  /** A name is seldom meant by what was written small. */
  capital: 0.3,
  /** From here on a slip is followed by one of the ear. */
  second: 0.9,
} as const
const MOST_CANDIDATES = 5_000
const MOST_ASKED = 1_200
const SHOWN = 5
/** "Оооочень": a letter held down is one letter, or two. */
const DRAWN_OUT = /(.)\1{2,}/gu

/**
 * Words near to this one, best first, at most five: by what slips of keyboard and ear cost, and by how often people write
 * the word. `isKnown` is asked of some hundred words at most. Case is kept.
 */
export function nearWords(
  word: string,
  script: Script,
  isKnown: (word: string) => boolean,
  common: CommonWords,
): string[] {
  const typed = word.toLowerCase()
  const lower = typed.replace(DRAWN_OUT, '$1$1')
  const { rarity } = common
  const found = new Map<string, number>()
  const whole = WHOLE_MISTAKES[script].get(lower)
  if (whole) found.set(whole, 0)
  for (const joined of joinedWords(lower, script, rarity))
    if (joined.written !== whole) found.set(joined.written, joined.cost + RANK.rare * joined.rarity)
  const known = new Map<string, boolean>()
  const isWord = (candidate: string): boolean => {
    const written = common.written(candidate)
    const before = known.get(written)
    if (before !== undefined) return before
    const now = isKnown(written)
    known.set(written, now)
    return now
  }
  const totalOf = (candidate: string, cost: number) =>
    common.written(candidate) === candidate ? cost : cost + RANK.capital
  // Best first: most of the time goes into asking. What people do write says how much the rest may cost to be looked at.
  let best = Math.min(Number.POSITIVE_INFINITY, ...found.values())
  const { listed, others } = byUse(lower, typed, script, common)
  const first = listed.find(([candidate]) => isWord(candidate))
  const most = Math.min(best, first ? totalOf(...first) : Number.POSITIVE_INFINITY) + RANK.worthShowing
  const near = [...listed, ...others].filter(([, cost]) => cost <= most).sort(byCost)
  let asked = 0
  for (const [candidate, cost] of near) {
    if (cost > best + RANK.worthShowing || asked >= MOST_ASKED) break
    if (found.has(candidate)) continue
    asked++
    const written = common.written(candidate)
    if (found.has(written) || !isWord(candidate)) continue
    const total = totalOf(candidate, cost)
    best = Math.min(best, total)
    found.set(written, total)
  }
  if (found.size === 0) for (const [far, cost] of farWords(lower, script, common)) found.set(far, cost)
  return [...found]
    .sort(([, one], [, other]) => one - other)
    .slice(0, SHOWN)
    .map(([candidate]) => inCaseOf(word, candidate))
}

type Priced = [word: string, cost: number]
const byCost = ([, one]: Priced, [, other]: Priced): number => one - other

/** The candidates with what they cost: what people write, cheapest first, and the rest, which is most of them. */
function byUse(lower: string, typed: string, script: Script, common: CommonWords) {
  const listed: Priced[] = []
  const others: Priced[] = []
  for (const [candidate, slips] of candidates(lower, script)) {
    if (candidate === typed) continue
    const rarity = common.rarityOfSmall(candidate)
    const cost = slips + (candidate[0] === lower[0] ? 0 : RANK.firstLetter) + RANK.rare * rarity
    ;(rarity < 1 ? listed : others).push([candidate, cost])
  }
  return { listed: listed.sort(byCost), others }
}

/** What the word becomes by a slip of any kind and one of the ear after it. */
function candidates(lower: string, script: Script): Map<string, number> {
  const costs = new Map<string, number>([[lower, 0]])
  let front = [lower]
  for (let step = 0; step < 2 && costs.size < MOST_CANDIDATES; step++) {
    const next: string[] = []
    for (const from of front) {
      const spent = costs.get(from) ?? 0
      for (const [to, cost] of step === 0 ? allSlips(from, script) : soundSlips(from, script)) {
        const total = spent + cost
        if (total > RANK.most || (costs.get(to) ?? Number.POSITIVE_INFINITY) <= total) continue
        if (!costs.has(to) && costs.size >= MOST_CANDIDATES) break
        costs.set(to, total)
        next.push(to)
      }
    }
    front = next
      .filter((one) => (costs.get(one) ?? 0) <= RANK.second)
      .sort((one, other) => (costs.get(one) ?? 0) - (costs.get(other) ?? 0))
  }
  return costs
}

function inCaseOf(word: string, candidate: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return candidate.toUpperCase()
  const first = word[0] ?? ''
  return first !== first.toLowerCase() ? candidate.charAt(0).toUpperCase() + candidate.slice(1) : candidate
}
