import PostalMime from 'postal-mime'
import { cutQuoted, textOfHtml } from './cut-quoted.ts'

/** What a letter holds, for a person. */
export interface LetterContent {
  /** The writer's own words; empty: there are none. */
  text: string
}

/** Base64 of the largest letter has some 340 000 lines; a line costs the parser about ten microseconds. */
const MOST_LINES = 400_000
const NEST_AT_MOST = 20
const NEWLINE = 10

/** Takes a raw letter apart. The cost of a hostile one is bounded only by the thread this runs in: see `letterReader`. */
export async function readLetter(raw: Uint8Array): Promise<LetterContent> {
  const letter = await PostalMime.parse(firstLines(raw), { maxNestingDepth: NEST_AT_MOST })
  return { text: cutQuoted(letter.text ?? textOfHtml(letter.html ?? '')) }
}

function firstLines(raw: Uint8Array): Uint8Array {
  let at = -1
  for (let line = 0; line < MOST_LINES; line++) {
    at = raw.indexOf(NEWLINE, at + 1)
    if (at < 0) return raw
  }
  return raw.subarray(0, at)
}
