import { slices } from '../../matching/slices.ts'
import type { KnownWords } from '../known-words.ts'
import { scriptOf } from '../speller.ts'
import { allSlips } from './slips.ts'

/** Of one text: how often something that may be a word of the site is looked at in all its forms. A few typos need some hundreds. */
const MOST_LOOKS = 4_000
/** Of one text: words nobody knows. A page of a book has a handful, and each has some hundreds of slips. */
const MOST_WORDS = 500

/**
 * Words of the site one slip away, by what was written: no other shop is offered them. A word has some eight hundred slips:
 * between two words everybody else is heard, and of thousands only the first are looked at.
 */
export async function nearOwn(
  written: Iterable<string>,
  mine: Pick<KnownWords, 'alikeUpTo' | 'has' | 'mayHave'>,
  mostLooks = MOST_LOOKS,
  mostWords = MOST_WORDS,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const rest = slices()
  let looks = mostLooks
  let words = 0
  for (const word of written) {
    const script = scriptOf(word)
    if (script !== 'ru' && script !== 'en') continue
    if (words++ >= mostWords) return found
    const near = new Set<string>()
    const lower = word.toLowerCase()
    for (const [meant] of allSlips(lower, script, mine.alikeUpTo(lower))) {
      if (!mine.mayHave(meant)) continue
      if (looks-- <= 0) return found
      if (mine.has(meant)) near.add(meant)
    }
    if (near.size > 0) found.set(word, [...near])
    await rest()
  }
  return found
}
