import type { SearchEntry } from '../matcher.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'
import type { QueryWord } from './query-vector.ts'

/**
 * Whether a question is one telling word, and the answer is asked about in it: who looks a word up is shown where it stands,
 * however little one word says of what is wanted.
 */
export function isKeywordOf({ question, phrasings }: SearchEntry, words: readonly QueryWord[]): boolean {
  const [telling, ...others] = words.filter(({ word }) => matterOf(word) === 1)
  if (!telling || others.length > 0) return false
  const asked = stem(telling.alternatives[0]?.word ?? telling.word)
  return [question, ...phrasings.map(({ text }) => text)].some((text) =>
    tokenise(text).some((word) => stem(word) === asked),
  )
}
