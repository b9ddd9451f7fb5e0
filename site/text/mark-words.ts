import { fold } from '#shared'

export interface Piece {
  text: string
  marked: boolean
}

/** Cuts a text into pieces, marking the words that begin as one of `words` does: endings differ, the beginning is the sign. */
export function markWords(text: string, words: readonly string[]): Piece[] {
  const beginnings = words
    .map(fold)
    .filter((word) => word.length > 1)
    .map((word) => word.slice(0, Math.max(4, word.length - 2)))
  const pieces: Piece[] = []
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    if (!part) continue
    const folded = fold(part)
    const marked = /[\p{L}\p{N}]/u.test(part) && beginnings.some((beginning) => folded.startsWith(beginning))
    const last = pieces.at(-1)
    if (last && last.marked === marked) last.text += part
    else pieces.push({ text: part, marked })
  }
  return pieces
}
