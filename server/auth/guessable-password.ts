import { timedThread } from '../threads/timed-thread.ts'
import type { FromGuessableWorker, ToGuessableWorker } from './guessable-worker.ts'
import { weaknessOf } from './weak-password.ts'

/** Of zxcvbn's five steps the fourth: more than 10^8 guesses (a day of a patient thief without the hash). */
const GOOD_SCORE = 3
/** Time grows with the square of the length; what begins with so many characters hard to guess is hard to guess. */
const LONGEST_READ = 40
/** Reading the lists takes a fifth of a second and a password a few milliseconds; nothing honest takes this long even beside other work. */
const TIME_LIMIT_MS = 60_000

/** 49 000 leaked passwords, words and first names: about 50 MB of memory, from when somebody sets a password until nobody has for a while. */
const lists = timedThread<ToGuessableWorker, FromGuessableWorker>(
  new URL('./guessable-worker.ts', import.meta.url),
  TIME_LIMIT_MS,
  {},
)

/**
 * Why a password would be found soon, or null: the short list first, then what leaked elsewhere (ASVS 6.2.4), keyboard
 * walks, dates, repeats, and the person's own name and address. Nothing leaves this machine. Throws when the lists could not
 * be asked: a password nobody looked at is not taken.
 */
export async function guessableBecause(
  password: string,
  { mail, name = '' }: { mail: string; name?: string | undefined },
): Promise<'too_short' | 'too_common' | null> {
  const weakness = weaknessOf(password, mail)
  if (weakness) return weakness
  const own = [mail, name, ...`${mail} ${name}`.split(/[^\p{L}\d]+/u)].filter((word) => word.length > 2)
  const told = await lists.run({ password: password.slice(0, LONGEST_READ), own })
  if (typeof told === 'string') throw new Error(`the lists of leaked passwords did not answer: ${told}`)
  return told.score < GOOD_SCORE ? 'too_common' : null
}
