import { stem } from './stem.ts'

const CONSONANT = 'бвгджзклмнпрстфхцчшщ'
const FLEETING = new RegExp(`^(.*[${CONSONANT}])[ое]([кцнл])$`)
const CLOSED_UP = new RegExp(`^(.*[${CONSONANT}])ь?([кцнл])$`)

/**
 * What the stem of a Russian noun may be in its other forms, where a vowel comes and goes ("катышек", "катышки"; "торец",
 * "торцы"). The common ones are in the list of stems that are one; these are guesses for the rest, to be believed only of a
 * word that the library holds.
 */
export function otherStems(word: string): string[] {
  if (!/^[а-я]{4,}$/.test(word)) return []
  const stemmed = stem(word)
  const [, head, last] = FLEETING.exec(stemmed) ?? []
  if (head && last) return [`${head}${last}`, `${head}ь${last}`]
  const [, start, end] = CLOSED_UP.exec(stemmed) ?? []
  return start && end ? [`${start}о${end}`, `${start}е${end}`] : []
}
