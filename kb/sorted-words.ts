/**
 * Words in alphabetical order, found letter by letter, in arrays without an object for any of them: 146 000 take 4 MB.
 * The same word may stand more than once; those alike keep the order of the list.
 */
export class SortedWords {
  readonly size: number
  /** Letters of the longest. */
  readonly longest: number
  /** By place: which word of the given list stands there. */
  readonly numbers: Uint32Array
  private readonly letters: Uint16Array
  private readonly starts: Uint32Array

  constructor(words: readonly string[]) {
    const order = words.map((_, number) => number)
    order.sort((one, other) => compare(words[one] as string, words[other] as string))
    this.size = words.length
    this.numbers = Uint32Array.from(order)
    this.letters = new Uint16Array(words.reduce((sum, word) => sum + word.length, 0))
    this.starts = new Uint32Array(words.length + 1)
    let at = 0
    let longest = 0
    for (const [place, number] of order.entries()) {
      const word = words[number] as string
      for (let letter = 0; letter < word.length; letter++) this.letters[at++] = word.charCodeAt(letter)
      this.starts[place + 1] = at
      longest = Math.max(longest, word.length)
    }
    this.longest = longest
  }

  lengthOf(place: number): number {
    return (this.starts[place + 1] as number) - (this.starts[place] as number)
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

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
