import type { Script } from '../speller.ts'

/** What a slip costs: how people mistype and mishear. Sums of two decide which word was meant. */
export const COST = {
  sound: 0.45,
  silent: 0.6,
  double: 0.3,
  swap: 0.6,
  neighbour: 0.8,
  missing: 0.9,
  extra: 0.9,
  other: 1.3,
} as const

const pairs = (list: string): [string, string][] => list.split(' ').map((pair) => pair.split('-') as [string, string])

/** Sounds that are written otherwise, each way round; with nothing on one side the letter is not heard. */
const SOUNDS: Record<Script, [string, string][]> = {
  ru: pairs(
    'а-о е-и е-я и-я э-е ы-и ё-о ю-у я-а б-п в-ф г-к д-т ж-ш з-с ш-щ г-в г-х ч-щ сч-щ зч-щ жч-щ шн-чн шт-чт ц-тс ' +
      'ца-тся ца-ться тся-ться тца-тся тца-ться сн-стн зн-здн нц-лнц рц-рдц н-нн ч-чь ш-шь щ-щь ств-вств и-ей и-ие е-ее ь- ъ-ь ъ- й- йо-ё йе-е ' +
      'ьо-ё ье-ъе во-го ы-е о-ы',
  ),
  en: pairs(
    'ei-ie a-e e-i a-o o-u i-y c-s c-k k-ck s-z f-ph f-gh j-g j-dg x-cs sh-ti sh-ci tion-sion tion-shun ance-ence ant-ent ' +
      'able-ible er-or er-ar or-our ou-u ea-ee ea-e ee-ie ai-ay ai-a ful-full ly-ely y-ie wh-w kn-n wr-r gh- e- u-you ' +
      'ough-uff cks-x qu-kw sc-s au-o ei-i t-ght m-mb m-mn h- b-',
  ),
}

const ROWS: Record<Script, string[]> = {
  ru: ['йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  en: ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
}
const LETTERS: Record<Script, string> = { ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', en: "abcdefghijklmnopqrstuvwxyz'" }

const neighbours: Record<Script, Map<string, string>> = { ru: neighboursIn(ROWS.ru), en: neighboursIn(ROWS.en) }
function neighboursIn(rows: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  const add = (letter: string, other: string) => found.set(letter, (found.get(letter) ?? '') + other)
  for (const [at, row] of rows.entries())
    for (const [column, letter] of [...row].entries())
      for (const other of [row[column + 1], rows[at + 1]?.[column], rows[at + 1]?.[column - 1]])
        if (other) {
          add(letter, other)
          add(other, letter)
        }
  return found
}

export const isNeighbourKey = (one: string, other: string, script: Script): boolean =>
  neighbours[script].get(one)?.includes(other) ?? false

/** What a word becomes by one slip of the ear, with what it costs. */
export function* soundSlips(word: string, script: Script): Generator<[string, number]> {
  for (const [one, other] of SOUNDS[script]) {
    yield* written(word, one, other)
    yield* written(word, other, one)
  }
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] as string
    if (letter === word[at + 1]) yield [word.slice(0, at) + word.slice(at + 1), COST.double]
    else yield [word.slice(0, at) + letter + word.slice(at), COST.double]
  }
}

function* written(word: string, from: string, to: string): Generator<[string, number]> {
  const cost = from && to ? COST.sound : COST.silent
  const next = (at: number) => (from ? word.indexOf(from, at) : at <= word.length ? at : -1)
  for (let at = next(0); at >= 0; at = next(at + 1)) yield [word.slice(0, at) + to + word.slice(at + from.length), cost]
}

/** What a word becomes by one slip of ear or hand; of the hand, only where at most so many letters stand before it. */
export function* allSlips(
  word: string,
  script: Script,
  mostBefore = Number.POSITIVE_INFINITY,
): Generator<[string, number]> {
  yield* soundSlips(word, script)
  for (let at = 0; at < word.length && at <= mostBefore; at++) {
    const [before, letter, after] = [word.slice(0, at), word[at] as string, word.slice(at + 1)]
    if (after) yield [before + after[0] + letter + after.slice(1), COST.swap]
    yield [before + after, COST.extra]
    for (const other of LETTERS[script])
      if (other !== letter)
        yield [before + other + after, isNeighbourKey(letter, other, script) ? COST.neighbour : COST.other]
  }
  for (let at = 0; at <= word.length && at <= mostBefore; at++)
    for (const letter of LETTERS[script]) yield [word.slice(0, at) + letter + word.slice(at), COST.missing]
}
