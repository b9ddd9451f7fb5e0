import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { weaknessOf } from './weak-password.ts'

/** Of zxcvbn's five steps the fourth: more than 10^8 guesses (a day of a patient thief without the hash). */
const GOOD_SCORE = 3
/** Time grows with the square of the length; what begins with so many characters hard to guess is hard to guess. */
const LONGEST_READ = 40

let loading: Promise<ZxcvbnFactory> | null = null

/** 49 000 leaked passwords, words and first names: about 50 MB of memory, taken when somebody first sets a password. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new ZxcvbnFactory({
    dictionary: {
      'passwords-common': common.dictionary['passwords-common'],
      'commonWords-en': english.dictionary['commonWords-en'],
      'firstnames-en': english.dictionary['firstnames-en'],
    },
    graphs: common.adjacencyGraphs,
  })
}

/**
 * Why a password would be found soon, or null: the short list first, then what leaked elsewhere (ASVS 6.2.4), keyboard
 * walks, dates, repeats, and the person's own name and address. Nothing leaves this machine.
 */
export async function guessableBecause(
  password: string,
  { mail, name = '' }: { mail: string; name?: string | undefined },
): Promise<'too_short' | 'too_common' | null> {
  const weakness = weaknessOf(password, mail)
  if (weakness) return weakness
  const own = [mail, name, ...`${mail} ${name}`.split(/[^\p{L}\d]+/u)].filter((word) => word.length > 2)
  const { score } = (await (loading ??= load())).check(password.slice(0, LONGEST_READ), own)
  return score < GOOD_SCORE ? 'too_common' : null
}
