import { matterOf } from '../text/common-words.ts'
import { oneSpelling, stem } from '../text/stem.ts'
import { GrowableFloats, GrowableInts } from './growable.ts'

const GRAM_LENGTHS = [3, 4]

/**
 * Every word the library uses, once: its stem, its character n-grams with word boundaries ("_дост", as `char_wb` of
 * scikit-learn) and how much it can say. Texts are stored as word numbers, so all features of a text follow from its words.
 */
export class Lexicon {
  readonly words: string[] = []
  readonly stemOf = new GrowableInts()
  readonly matter = new GrowableFloats()
  readonly stems: string[] = []
  /** Hashes that do not depend on the order in which words were met. */
  readonly stemHash = new GrowableInts()
  readonly gramHash = new GrowableInts(8192)
  /** Grams of word w are `gramIds.data[gramStart.data[w] … gramStart.data[w + 1])`. */
  readonly gramIds = new GrowableInts(8192)
  readonly gramStart = new GrowableInts()
  /** The last word met of each stem, and before each word the one met before it of its stem; -1 ends the list. */
  private readonly lastOfStem = new GrowableInts()
  private readonly beforeInStem = new GrowableInts()
  private readonly wordIds = new Map<string, number>()
  private readonly stemIds = new Map<string, number>()
  private readonly gramNumbers = new Map<string, number>()

  constructor() {
    this.gramStart.push(0)
  }

  get gramCount(): number {
    return this.gramNumbers.size
  }

  wordId(word: string): number {
    return this.wordIds.get(word) ?? -1
  }

  stemId(stemmed: string): number {
    return this.stemIds.get(stemmed) ?? -1
  }

  gramId(gram: string): number {
    return this.gramNumbers.get(gram) ?? -1
  }

  /** Of a stem's words the one that shares the longest beginning with another word. */
  nearestOf(word: string, stemId: number): string {
    let [nearest, most] = ['', -1]
    for (let id = this.lastOfStem.data[stemId]!; id >= 0; id = this.beforeInStem.data[id]!) {
      const shared = sharedBeginning(word, this.words[id]!)
      if (shared >= most) [nearest, most] = [this.words[id]!, shared]
    }
    return nearest
  }

  /**
   * A word as the library writes it where its forms differ within the stem ("подарки", "подарок"): then letters alone would
   * say little. Otherwise the word itself, also in the other spelling of English, whose letters are the same here.
   */
  asWritten(word: string, stemId: number): string {
    if (stemId < 0 || this.wordIds.has(word)) return word
    const nearest = this.nearestOf(word, stemId)
    return sharedBeginning(oneSpelling(word), oneSpelling(nearest)) < this.stems[stemId]!.length ? nearest : word
  }

  add(word: string): number {
    const known = this.wordIds.get(word)
    if (known !== undefined) return known
    const id = this.words.length
    this.words.push(word)
    this.wordIds.set(word, id)
    const stemmed = stem(word)
    let stemId = this.stemIds.get(stemmed)
    if (stemId === undefined) {
      stemId = this.stems.length
      this.stems.push(stemmed)
      this.stemHash.push(hashText(stemmed))
      this.lastOfStem.push(-1)
      this.stemIds.set(stemmed, stemId)
    }
    this.stemOf.push(stemId)
    this.beforeInStem.push(this.lastOfStem.data[stemId]!)
    this.lastOfStem.data[stemId] = id
    this.matter.push(matterOf(word))
    for (const gram of gramsOf(word)) {
      let gramId = this.gramNumbers.get(gram)
      if (gramId === undefined) {
        gramId = this.gramNumbers.size
        this.gramNumbers.set(gram, gramId)
        this.gramHash.push(hashText(gram))
      }
      this.gramIds.push(gramId)
    }
    this.gramStart.push(this.gramIds.length)
    return id
  }
}

function sharedBeginning(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** FNV-1a, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}

/** Character 3- and 4-grams of `_word_`, in one spelling of English. */
export function gramsOf(word: string): string[] {
  const framed = `_${oneSpelling(word)}_`
  const grams: string[] = []
  for (const length of GRAM_LENGTHS) {
    for (let at = 0; at + length <= framed.length; at++) grams.push(framed.slice(at, at + length))
  }
  return grams
}
