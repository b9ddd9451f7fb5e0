import { byContent } from '../by-content.ts'
import type { SearchEntry } from '../matcher.ts'
import { AnswerIndex } from '../ranking/answer-index.ts'
import type { IsWord } from '../repair/ordinary-words.ts'
import { sharpen, WORTH_SHARPENING_BELOW } from '../ranking/sharpen.ts'
import type { CrossFitted } from '../verdict/calibrate.ts'
import { crossFit, type AskMeaning } from './cross-fit.ts'

/** What a library teaches about itself. */
export interface Study {
  /** Its own questions, asked by words; and by words and meaning, null without it. */
  cases: CrossFitted[]
  both: CrossFitted[] | null
  /** Table of `SharpenedWeights`; null when there is nothing to learn from. */
  sharpened: Float32Array<ArrayBuffer> | null
}

export async function study(
  library: readonly SearchEntry[],
  isWord: IsWord,
  meaning: AskMeaning | null = null,
): Promise<Study> {
  const entries = byContent(library)
  const phrasings = entries.reduce((sum, entry) => sum + entry.phrasings.length, 0)
  if (phrasings === 0) return { cases: [], both: meaning && [], sharpened: null }
  const asked = await crossFit(entries, isWord, meaning)
  if (phrasings > WORTH_SHARPENING_BELOW) return { ...asked, sharpened: null }
  const index = new AnswerIndex()
  index.put(entries)
  return { ...asked, sharpened: sharpen(index).table }
}
