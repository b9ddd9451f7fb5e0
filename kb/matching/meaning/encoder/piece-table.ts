/**
 * The pieces of a vocabulary in alphabetical order, in arrays without an object for any of them: 128 000 take 4 MB.
 * A piece is known by its number in the model.
 */
export class PieceTable {
  readonly longest: number
  private readonly letters: Uint16Array
  private readonly starts: Uint32Array
  private readonly numbers: Uint32Array

  constructor(pieces: readonly string[]) {
    const order = pieces.map((_, number) => number)
    order.sort((one, other) => compare(pieces[one] as string, pieces[other] as string))
    this.letters = new Uint16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    this.starts = new Uint32Array(pieces.length + 1)
    this.numbers = Uint32Array.from(order)
    let at = 0
    let longest = 0
    for (const [place, number] of order.entries()) {
      const piece = pieces[number] as string
      for (let letter = 0; letter < piece.length; letter++) this.letters[at++] = piece.charCodeAt(letter)
      this.starts[place + 1] = at
      longest = Math.max(longest, piece.length)
    }
    this.longest = longest
  }

  /** Calls with each piece that begins at `from` in the text, shorter ones first: where it ends, and its number. */
  eachFrom(text: string, from: number, take: (end: number, number: number) => void): void {
    let low = 0
    let high = this.numbers.length
    for (let depth = 0; from + depth < text.length && low < high; ) {
      const letter = text.charCodeAt(from + depth)
      low = this.first(low, high, depth, letter)
      high = this.first(low, high, depth, letter + 1)
      depth++
      for (let place = low; place < high && this.lengthOf(place) === depth; place++)
        take(from + depth, this.numbers[place] as number)
    }
  }

  private lengthOf(place: number): number {
    return (this.starts[place + 1] as number) - (this.starts[place] as number)
  }

  /** The first place from `low` to `high` whose letter there is not before `letter`; a piece that has ended comes first. */
  private first(low: number, high: number, depth: number, letter: number): number {
    let [from, to] = [low, high]
    while (from < to) {
      const middle = (from + to) >>> 1
      const at = (this.starts[middle] as number) + depth
      const own = at < (this.starts[middle + 1] as number) ? (this.letters[at] as number) : -1
      if (own < letter) from = middle + 1
      else to = middle
    }
    return from
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
