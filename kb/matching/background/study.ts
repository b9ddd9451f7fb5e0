import { byContent } from '../by-content.ts'
import type { SearchEntry } from '../matcher.ts'
import { AnswerIndex } from '../ranking/answer-index.ts'
import type { IsWord } from '../repair/ordinary-words.ts'
import { sharpen, WORTH_SHARPENING_BELOW } from '../ranking/sharpen.ts'
import type { CrossFitted } from '../verdict/calibrate.ts'
import { crossFit } from './cross-fit.ts'

/** What a library teaches about itself. */
export interface Study {
  cases: CrossFitted[]
  /** Table of `SharpenedWeights`; null when there is nothing to learn from. */
  sharpened: Float32Array<ArrayBuffer> | null
}

export function study(library: readonly SearchEntry[], isWord: IsWord): Study {
  const entries = byContent(library)
  const phrasings = entries.reduce((sum, entry) => sum + entry.phrasings.length, 0)
  if (phrasings === 0) return { cases: [], sharpened: null }
  const cases = crossFit(entries, isWord)
  if (phrasings > WORTH_SHARPENING_BELOW) return { cases, sharpened: null }
  const index = new AnswerIndex()
  index.put(entries)
  return { cases, sharpened: sharpen(index).table }
}
