import { GrowableInts } from '../lexicon/growable.ts'

/**
 * Finds words one edit away (and most that are two away) by their one-letter deletions (SymSpell, Garbe 2012). Only hashes
 * are kept: a chain per bucket, checked by the caller's distance.
 */
export class DeletionIndex {
  private heads = new Int32Array(1 << 14).fill(-1)
  private readonly next = new GrowableInts()
  private readonly words = new GrowableInts()
  private readonly hashes = new GrowableInts()

  add(word: string, id: number): void {
    if (word.length < 3) return
    this.insert(hashOf(word, -1, -1), id)
    for (let i = 0; i < word.length; i++) if (i === 0 || word[i] !== word[i - 1]) this.insert(hashOf(word, i, -1), id)
  }

  /** Files a word under one more key, such as its sound. */
  addUnder(key: string, id: number): void {
    this.insert(hashOf(key, -1, -1) ^ OTHER_KEYS, id)
  }

  under(key: string): Set<number> {
    const found = new Set<number>()
    this.collect(hashOf(key, -1, -1) ^ OTHER_KEYS, found)
    return found
  }

  /** Numbers of words sharing a deletion with `word`; `deep` also deletes two letters of the typed word. */
  near(word: string, deep: boolean): Set<number> {
    const found = new Set<number>()
    this.collect(hashOf(word, -1, -1), found)
    for (let i = 0; i < word.length; i++) {
      this.collect(hashOf(word, i, -1), found)
      if (deep) for (let j = i + 1; j < word.length; j++) this.collect(hashOf(word, i, j), found)
    }
    return found
  }

  private insert(hash: number, id: number): void {
    if (this.words.length >= this.heads.length * 2) this.rehash()
    const bucket = hash & (this.heads.length - 1)
    this.hashes.push(hash)
    this.words.push(id)
    this.next.push(this.heads[bucket]!)
    this.heads[bucket] = this.words.length - 1
  }

  private rehash(): void {
    this.heads = new Int32Array(this.heads.length * 4).fill(-1)
    for (let i = 0; i < this.words.length; i++) {
      const bucket = this.hashes.data[i]! & (this.heads.length - 1)
      this.next.data[i] = this.heads[bucket]!
      this.heads[bucket] = i
    }
  }

  private collect(hash: number, found: Set<number>): void {
    for (let i = this.heads[hash & (this.heads.length - 1)]!; i >= 0; i = this.next.data[i]!) {
      if (this.hashes.data[i] === hash) found.add(this.words.data[i]!)
    }
  }
}

/** Keys of the caller's own are not words: they hash elsewhere. */
const OTHER_KEYS = 0x5bd1e995

/** FNV-1a of the word without the letters at `skip` and `skipToo`. */
function hashOf(word: string, skip: number, skipToo: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) {
    if (i === skip || i === skipToo) continue
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  }
  return hash ^ (hash >>> 15)
}
