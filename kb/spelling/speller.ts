/** One word to be judged; `script` decides the dictionary. */
export type Script = 'ru' | 'en'

export interface WordToCheck {
  word: string
  script: Script
}

/** Port: a dictionary for each script. Words it does not know come back with suggestions, best first, at most five. */
export interface Speller {
  state(): 'starting' | 'ready' | 'failed'
  /** Resolves once it is ready or has failed; at most `timeoutMs`. */
  ready(timeoutMs: number): Promise<boolean>
  /** The unknown ones among `words`; null while the speller is not there. */
  unknown(words: readonly WordToCheck[]): Promise<Map<string, string[]> | null>
  /** Words that hold for every site; `word/model` bends like the model. Takes effect at once. */
  add(words: readonly string[]): void
  close(): Promise<void>
}

export const scriptOf = (word: string): Script | 'mixed' | null => {
  const cyrillic = /\p{Script=Cyrillic}/u.test(word)
  const latin = /\p{Script=Latin}/u.test(word)
  if (cyrillic && latin) return 'mixed'
  return cyrillic ? 'ru' : latin ? 'en' : null
}

/** A speller that knows nothing: for a library opened where no text is written (imports, tests of other things). */
export const noSpeller = (): Speller => ({
  state: () => 'failed',
  ready: async () => false,
  unknown: async () => null,
  add: () => {},
  close: async () => {},
})
