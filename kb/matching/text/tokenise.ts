import { normalise } from './normalise.ts'

const WORD = /[\p{L}\p{N}]+/gu
const COMPOUND = /[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+){1,3}/gu
const LONGEST_WORD = 40

/** The words of a text in order; a hyphenated compound ("TR-1101", "e-mail") adds its joined form after its parts. */
export function tokenise(text: string): string[] {
  const plain = normalise(text)
  const joined = new Map<number, string>()
  if (/[-‐‑–]/.test(plain)) {
    for (const found of plain.matchAll(COMPOUND)) {
      joined.set(found.index + found[0].length, found[0].replace(/[-‐‑–]/g, ''))
    }
  }
  const words: string[] = []
  for (const found of plain.matchAll(WORD)) {
    if (found[0].length > LONGEST_WORD) continue
    words.push(found[0])
    const whole = joined.get(found.index + found[0].length)
    if (whole) words.push(whole)
  }
  return words
}
