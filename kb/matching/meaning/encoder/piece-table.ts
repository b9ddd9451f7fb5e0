import { SortedWords } from '../../../sorted-words.ts'

/** The pieces of a vocabulary. A piece is known by its number in the model. */
export class PieceTable {
  private readonly pieces: SortedWords

  constructor(pieces: readonly string[]) {
    this.pieces = new SortedWords(pieces)
  }

  /** Calls with each piece that begins at `from` in the text, shorter ones first: where it ends, and its number. */
  eachFrom(text: string, from: number, take: (end: number, number: number) => void): void {
    const { pieces } = this
    let low = 0
    let high = pieces.size
    for (let depth = 0; from + depth < text.length && low < high; ) {
      const letter = text.charCodeAt(from + depth)
      low = pieces.first(low, high, depth, letter)
      high = pieces.first(low, high, depth, letter + 1)
      depth++
      for (let place = low; place < high && pieces.lengthOf(place) === depth; place++)
        take(from + depth, pieces.numbers[place] as number)
    }
  }
}
