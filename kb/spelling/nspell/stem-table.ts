import { SortedWords } from '../../sorted-words.ts'

/** One line of a dictionary: a word and the codes of the affixes it takes. */
export interface Stem {
  word: string
  codes: string
}

/** The stems of a dictionary with what they take. The same word may stand in several lines. */
export class StemTable extends SortedWords {
  /** Different strings of codes; a stem holds the place of its own. */
  readonly codes: readonly string[]
  private readonly codesAt: Uint16Array

  constructor(stems: readonly Stem[]) {
    super(stems.map(({ word }) => word))
    const codes = new Map<string, number>()
    this.codesAt = Uint16Array.from(this.numbers, (number) => {
      const own = (stems[number] as Stem).codes
      const known = codes.get(own) ?? codes.size
      codes.set(own, known)
      return known
    })
    this.codes = [...codes.keys()]
  }

  /** The place in `codes` of what this stem takes. */
  codesOf(place: number): number {
    return this.codesAt[place] as number
  }
}
