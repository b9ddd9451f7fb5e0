import { fold } from '#shared'
import { markWords, type Piece } from './mark-words.ts'

/** What a list shows of an answer; `words` of the question are marked where they stand. */
export interface Matched {
  question: string
  excerpt?: string | undefined
  words?: string[]
  /** The phrasing that matched, if it may be shown. */
  asked?: string | undefined
}

/** The question and its excerpt, marked; the phrasing only where it holds a word of the reader's that those do not. */
export function matchedPieces({ question, excerpt = '', words = [], asked = '' }: Matched) {
  const pieces = { question: markWords(question, words), excerpt: markWords(excerpt, words) }
  const seen = words.filter((word) => holds([...pieces.question, ...pieces.excerpt], word))
  const phrasing = markWords(asked, words)
  const isNews = words.some((word) => !seen.includes(word) && holds(phrasing, word))
  return { ...pieces, asked: isNews ? phrasing : [] }
}

const holds = (pieces: readonly Piece[], word: string) =>
  pieces.some(({ text, marked }) => marked && markWords(fold(text), [word]).some((piece) => piece.marked))
