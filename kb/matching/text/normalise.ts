const LATIN_TO_CYRILLIC: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}
const CYRILLIC_TO_LATIN = Object.fromEntries(
  Object.entries(LATIN_TO_CYRILLIC).map(([latin, cyrillic]) => [cyrillic, latin]),
)
const CYRILLIC = /[а-я]/g
const LATIN = /[a-z]/g

/** Stress marks (acute and grave, which no Russian letter keeps when composed), soft hyphens and spaces of no width. */
const UNSEEN = /\u0300|\u0301|\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff/g

/** As typed, in composed letters and without what is not seen: copied texts bring decomposed ones, and stress marks. */
export const composed = (text: string): string => text.normalize('NFKC').replace(UNSEEN, '')

/** As it is already: most words are, and looking costs a tenth of composing. */
const PLAIN = /^[a-zа-я]*$/

/** Composed, lower case, ё → е, apostrophes inside words dropped; the length may differ from the input's. */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return text
  return composed(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/(?<=\p{L})['’ʼ`](?=\p{L})/gu, '')
}

/** A word that mixes alphabets ("дocтавка" with Latin o, c) in the alphabet of most of its letters; null if nothing is mixed. */
export function oneAlphabet(word: string): string | null {
  const cyrillic = word.match(CYRILLIC)?.length ?? 0
  const latin = word.match(LATIN)?.length ?? 0
  if (cyrillic === 0 || latin === 0) return null
  const table = cyrillic >= latin ? LATIN_TO_CYRILLIC : CYRILLIC_TO_LATIN
  const mended = Array.from(word, (letter) => table[letter] ?? letter).join('')
  return /[а-я]/.test(mended) && /[a-z]/.test(mended) ? null : mended
}
