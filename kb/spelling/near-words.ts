import type { Script } from './speller.ts'
import { WHOLE_MISTAKES } from './whole-mistakes.ts'

/** What a slip costs: how people mistype and mishear, cheapest first. Sums of two decide which word was meant. */
const COST = {
  known: 0,
  sound: 0.45,
  double: 0.5,
  swap: 0.6,
  neighbour: 0.8,
  missing: 0.9,
  extra: 0.9,
  other: 1.3,
} as const
/** Nothing dearer is near. */
const MOST = 1.9
const MOST_CANDIDATES = 5_000
const SHOWN = 5
/** The first letter is rarely the wrong one. */
const FIRST_LETTER = 0.15
/** What a word nobody uses is worth less. */
const RARE = 0.45
const WORTH_ASKING = 0.55

/** Sounds that are written otherwise: each way round. */
const SOUNDS: Record<Script, [string, string][]> = {
  ru: [
    ['а', 'о'],
    ['е', 'и'],
    ['е', 'я'],
    ['и', 'я'],
    ['э', 'е'],
    ['ы', 'и'],
    ['ё', 'о'],
    ['ю', 'у'],
    ['я', 'а'],
    ['б', 'п'],
    ['в', 'ф'],
    ['г', 'к'],
    ['д', 'т'],
    ['ж', 'ш'],
    ['з', 'с'],
    ['ш', 'щ'],
    ['г', 'в'],
    ['г', 'х'],
    ['ч', 'щ'],
    ['сч', 'щ'],
    ['зч', 'щ'],
    ['жч', 'щ'],
    ['шн', 'чн'],
    ['шт', 'чт'],
    ['ц', 'тс'],
    ['ца', 'тся'],
    ['ца', 'ться'],
    ['тся', 'ться'],
    ['тца', 'тся'],
    ['тца', 'ться'],
    ['сн', 'стн'],
    ['зн', 'здн'],
    ['нц', 'лнц'],
    ['ств', 'вств'],
    ['и', 'ей'],
    ['и', 'ие'],
    ['е', 'ее'],
    ['ь', ''],
    ['ъ', 'ь'],
    ['ъ', ''],
    ['й', ''],
    ['йо', 'ё'],
    ['йе', 'е'],
    ['ьо', 'ё'],
    ['ье', 'ъе'],
    ['во', 'го'],
    ['шь', 'ш'],
    ['чь', 'ч'],
    ['ы', 'е'],
    ['о', 'ы'],
    ['и', 'ы'],
  ],
  en: [
    ['ei', 'ie'],
    ['a', 'e'],
    ['e', 'i'],
    ['a', 'o'],
    ['o', 'u'],
    ['i', 'y'],
    ['c', 's'],
    ['c', 'k'],
    ['k', 'ck'],
    ['s', 'z'],
    ['f', 'ph'],
    ['f', 'gh'],
    ['j', 'g'],
    ['j', 'dg'],
    ['x', 'cs'],
    ['sh', 'ti'],
    ['sh', 'ci'],
    ['tion', 'sion'],
    ['tion', 'shun'],
    ['ance', 'ence'],
    ['ant', 'ent'],
    ['able', 'ible'],
    ['er', 'or'],
    ['er', 'ar'],
    ['or', 'our'],
    ['ou', 'u'],
    ['ea', 'ee'],
    ['ea', 'e'],
    ['ee', 'ie'],
    ['ai', 'ay'],
    ['ai', 'a'],
    ['ful', 'full'],
    ['ly', 'ely'],
    ['y', 'ie'],
    ['wh', 'w'],
    ['kn', 'n'],
    ['wr', 'r'],
    ['gh', ''],
    ['e', ''],
    ['u', 'you'],
    ['ough', 'uff'],
    ['cks', 'x'],
    ['qu', 'kw'],
    ['sc', 's'],
    ['au', 'o'],
    ['ei', 'i'],
    ['t', 'ght'],
    ['m', 'mb'],
    ['m', 'mn'],
    ['h', ''],
    ['b', ''],
  ],
}
const ROWS: Record<Script, string[]> = {
  ru: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
}
const LETTERS: Record<Script, string> = { ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', en: "abcdefghijklmnopqrstuvwxyz'" }

const neighbours: Record<Script, Set<string>> = { ru: pairsOf(ROWS.ru), en: pairsOf(ROWS.en) }
function pairsOf(rows: readonly string[]): Set<string> {
  const pairs = new Set<string>()
  for (const [at, row] of rows.entries())
    for (const [column, letter] of [...row].entries())
      for (const other of [row[column + 1], rows[at + 1]?.[column], rows[at + 1]?.[column - 1]])
        if (other) pairs.add(letter + other).add(other + letter)
  return pairs
}

/**
 * Words near to this one, best first, at most five: by what slips of keyboard and ear cost, the commoner word first where
 * they cost the same. `isKnown` is asked of some thousand words at most. Case is kept.
 */
export function nearWords(
  word: string,
  script: Script,
  isKnown: (word: string) => boolean,
  rankOf: (word: string) => number,
): string[] {
  const lower = word.toLowerCase()
  const whole = WHOLE_MISTAKES[script].get(lower)
  const costs = new Map<string, number>([[lower, 0]])
  const found = new Map<string, number>()
  if (whole) found.set(whole, COST.known)
  let front = [lower]
  for (let step = 0; step < 2 && costs.size < MOST_CANDIDATES; step++) {
    const next: string[] = []
    for (const from of front) {
      const spent = costs.get(from) ?? 0
      for (const [to, cost] of step === 0 ? slips(from, script) : sounds(from, script)) {
        const total = spent + cost
        if (total > MOST || (costs.get(to) ?? Number.POSITIVE_INFINITY) <= total) continue
        if (!costs.has(to) && costs.size >= MOST_CANDIDATES) break
        costs.set(to, total)
        next.push(to)
      }
    }
    front = next
      .filter((one) => (costs.get(one) ?? 0) <= COST.missing)
      .sort((one, other) => (costs.get(one) ?? 0) - (costs.get(other) ?? 0))
  }
  // Cheapest first: most of the time goes into asking, and what costs much more than the first word found is not meant.
  const near = [...costs]
    .map(([candidate, cost]): [string, number] => [candidate, cost + (candidate[0] === lower[0] ? 0 : FIRST_LETTER)])
    .sort(([, one], [, other]) => one - other)
  let best = whole ? COST.known : Number.POSITIVE_INFINITY
  for (const [candidate, cost] of near) {
    if (cost > best + WORTH_ASKING) break
    if (candidate === lower || found.has(candidate) || !isKnown(candidate)) continue
    best = Math.min(best, cost)
    found.set(candidate, cost + RARE * rankOf(candidate))
  }
  return [...found]
    .sort(([, one], [, other]) => one - other)
    .slice(0, SHOWN)
    .map(([candidate]) => inCaseOf(word, candidate))
}

function* sounds(word: string, script: Script): Generator<[string, number]> {
  for (const [one, other] of SOUNDS[script])
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (
        let at = from ? word.indexOf(from) : 0;
        at >= 0 && at <= word.length;
        at = from ? word.indexOf(from, at + 1) : at + 1
      )
        yield [word.slice(0, at) + to + word.slice(at + from.length), from && to ? COST.sound : COST.sound + 0.2]
    }
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] as string
    if (letter === word[at + 1]) yield [word.slice(0, at) + word.slice(at + 1), COST.double]
    else yield [word.slice(0, at) + letter + word.slice(at), COST.double]
  }
}

function* slips(word: string, script: Script): Generator<[string, number]> {
  yield* sounds(word, script)
  for (let at = 0; at < word.length; at++) {
    const [before, letter, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)]
    if (after) yield [before + after[0] + letter + after.slice(1), COST.swap]
    yield [before + after, COST.extra]
    for (const other of LETTERS[script])
      if (other !== letter)
        yield [before + other + after, neighbours[script].has(letter + other) ? COST.neighbour : COST.other]
  }
  for (let at = 0; at <= word.length; at++)
    for (const letter of LETTERS[script]) yield [word.slice(0, at) + letter + word.slice(at), COST.missing]
}

function inCaseOf(word: string, candidate: string): string {
  if (word.length > 1 && word === word.toUpperCase()) return candidate.toUpperCase()
  const first = word[0] ?? ''
  return first !== first.toLowerCase() ? candidate.charAt(0).toUpperCase() + candidate.slice(1) : candidate
}
