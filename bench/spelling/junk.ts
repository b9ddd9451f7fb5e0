import type { Script } from '../../kb/spelling/speller.ts'

/** What nobody means as a word, each as it would come from the text field: the checker is done with any of it within a second. */
export const JUNK: readonly [what: string, text: string][] = [
  ['10 000 letters without a space', 'ы'.repeat(10_000)],
  ['10 000 letters of one row', 'йцукенгшщзхъ'.repeat(834)],
  ['20 000 Latin letters without a space', 'zxqj'.repeat(5_000)],
  ['all capitals', 'АБРАКАДАБРИЩЕВСКОГО '.repeat(900)],
  ['3 000 unknown words', words(3_000, 'абвгдежзиклмнопрстуфхцчшщэюя', 6)],
  ['3 000 unknown English words', words(3_000, 'abcdefghijklmnopqrstuvwxyz', 6)],
  ['long unknown words', words(600, 'абвгдежзиклмнопрстуфхцчшщэюя', 31)],
  ['many alphabets', 'aбγдەहน中あ한ბ '.repeat(1_600)],
  ['zero-width signs', `за\u200B\u200D\uFEFF\u00ADказ`.repeat(2_000)],
  ['stress marks', 'а\u0301'.repeat(10_000)],
  ['hyphens', 'зпка-'.repeat(4_000)],
  ['apostrophes', "зпка'".repeat(4_000)],
  ['prefixes of many forms', 'непереперенедовы'.repeat(1_250)],
]

function words(count: number, letters: string, length: number): string {
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const word = () => Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join('')
  return Array.from({ length: count }, word).join(' ')
}

/** Single words for which suggestions are looked for. */
export const JUNK_WORDS: readonly [word: string, script: Script][] = [
  ['ыыыыыыыыыыыыыыыыыыы', 'ru'],
  ['ъьйцкшщзхфвп', 'ru'],
  ['АБРАКАДАБРИЩЕВСКОГОВО', 'ru'],
  ['перевыпредставительствовавшими', 'ru'],
  ['непереперенедовыненепереперене', 'ru'],
  ['zxqjvkwpzxqjvkwp', 'en'],
  ['ASDFGHJKLASDFGHJKL', 'en'],
  ['antidisestablishmentarianismsss', 'en'],
  ['eeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'en'],
  ['ooouuaaieooouuaaieooouuaaieooo', 'en'],
  ['a'.repeat(400), 'en'],
  ['ж'.repeat(10_000), 'ru'],
]
