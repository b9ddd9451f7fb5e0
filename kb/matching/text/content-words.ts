import { matterOf } from './common-words.ts'
import { tokenise } from './tokenise.ts'

/** The different words that carry matter: not grammar, not courtesy, not "I want". */
export const contentWords = (text: string): string[] =>
  [...new Set(tokenise(text))].filter((word) => matterOf(word) === 1)
