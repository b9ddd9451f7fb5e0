import { foldWords } from '#shared'
import { matterOf } from '../text/common-words.ts'
import { otherLayout } from '../text/keyboard.ts'
import { tokenise } from '../text/tokenise.ts'
import { ANNOUNCEMENTS, FILLERS, GREETINGS, THANKS } from './openings.ts'
import { ANYBODY, ASKS, BESIDE, HELPER, SOMEBODY, WISH } from './person-words.ts'

/** What words want that no answer gives: a greeting back, a welcome, a human. */
export type Intent = 'greeting' | 'thanks' | 'person'

/** Longer texts say something, and are matched. */
const MOST_CHARACTERS = 90

const only = (phrases: readonly string[]) =>
  new RegExp(`^(?:(?:${[...phrases, ...FILLERS].map((one) => `(?:${one})`).join('|')})(?: |$))+$`)
const OPENS = only([...GREETINGS, ...ANNOUNCEMENTS])
const ENDS = only([...THANKS, ...GREETINGS])

/** The intent of a whole message; null where it holds anything to look for, which the library then answers. */
export function intentOf(text: string): Intent | null {
  if (text.length > MOST_CHARACTERS) return null
  const said = foldWords(text)
  if (!said) return null
  return read(said) ?? read(foldWords(otherLayout(text.toLowerCase()) ?? ''))
}

function read(said: string): Intent | null {
  if (!said) return null
  if (asksForPerson(said)) return 'person'
  if (OPENS.test(said)) return 'greeting'
  return ENDS.test(said) ? 'thanks' : null
}

/** A helper is named or somebody is wished for, and no word is left that could mean anything else. */
function asksForPerson(said: string): boolean {
  if (ANYBODY.test(said)) return true
  const words = tokenise(said)
  const helper = words.some((word) => HELPER.test(word))
  const somebody = words.some((word) => SOMEBODY.test(word))
  const wish = words.some((word) => WISH.test(word))
  if (!helper && !somebody) return false
  if (!words.every((word) => [HELPER, SOMEBODY, WISH, BESIDE].some((known) => known.test(word)) || isSmall(word)))
    return false
  if (helper) return wish || !words.some((word) => ASKS.test(word))
  return wish ? !words.some((word) => ASKS.test(word)) : words.every((word) => SOMEBODY.test(word) && !isSmall(word))
}

/** Grammar, courtesy and "I want": nothing that an answer could be about. */
const isSmall = (word: string) => matterOf(word) < 1
