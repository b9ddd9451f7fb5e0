/** One line of a dictionary: a word and the codes of the affixes it takes. */
export interface Stem {
  word: string
  codes: string
}

/**
 * The stems of a dictionary in alphabetical order, in three arrays without an object for any of them: 146 000 Russian
 * ones take 4 MB. The same word may stand in several lines.
 */
export class StemTable {
  /** Different strings of codes; a stem holds the place of its own. */
  readonly codes: readonly string[]
  readonly longest: number
  private readonly letters: Uint16Array
  private readonly starts: Uint32Array
  private readonly codesAt: Uint16Array

  constructor(stems: readonly Stem[]) {
    const sorted = stems.toSorted((one, other) => (one.word < other.word ? -1 : one.word > other.word ? 1 : 0))
    const codes = new Map<string, number>()
    let total = 0
    let longest = 0
    for (const { word } of sorted) {
      total += word.length
      longest = Math.max(longest, word.length)
    }
    this.longest = longest
    this.letters = new Uint16Array(total)
    this.starts = new Uint32Array(sorted.length + 1)
    this.codesAt = new Uint16Array(sorted.length)
    let at = 0
    for (const [place, stem] of sorted.entries()) {
      for (let letter = 0; letter < stem.word.length; letter++) this.letters[at++] = stem.word.charCodeAt(letter)
      this.starts[place + 1] = at
      const known = codes.get(stem.codes) ?? codes.size
      codes.set(stem.codes, known)
      this.codesAt[place] = known
    }
    this.codes = [...codes.keys()]
  }

  get size(): number {
    return this.codesAt.length
  }

  lengthOf(place: number): number {
    return (this.starts[place + 1] as number) - (this.starts[place] as number)
  }

  /** The place in `codes` of what this stem takes. */
  codesOf(place: number): number {
    return this.codesAt[place] as number
  }

  wordOf(place: number): string {
    return String.fromCharCode(...this.letters.subarray(this.starts[place], this.starts[place + 1]))
  }

  /** The first of the places `from` to `to`, alike in `depth` letters, whose next letter is not before `letter`; `to` if none. */
  first(from: number, to: number, depth: number, letter: number): number {
    let [low, high] = [from, to]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.letterOf(middle, depth) < letter) low = middle + 1
      else high = middle
    }
    return low
  }

  /** -1 past its end: a shorter word comes first. */
  private letterOf(place: number, depth: number): number {
    const at = (this.starts[place] as number) + depth
    return at < (this.starts[place + 1] as number) ? (this.letters[at] as number) : -1
  }
}
