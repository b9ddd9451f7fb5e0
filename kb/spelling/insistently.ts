import type { Misspelling } from './spelling.ts'

const TRIES = 10

/** Asks again where nobody looked: that must not pass for "nothing found". Throws when the speller does not answer. */
export const insistently =
  (unknownOf: (text: string) => Promise<Misspelling[] | null>) =>
  async (text: string): Promise<Misspelling[]> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await unknownOf(text)
      if (found) return found
    }
    throw new Error('the speller does not answer')
  }
