import type { AnswerIndex } from '../ranking/answer-index.ts'
import { isCommonWord } from '../text/common-words.ts'
import { otherStems } from '../text/fleeting-vowel.ts'
import { stem } from '../text/stem.ts'
import type { Synonyms } from '../synonyms/synonyms.ts'
import type { IsWord } from './ordinary-words.ts'
import { commonSlips, effortOfCommon } from './common-slips.ts'
import { DeletionIndex } from './deletion-index.ts'
import { slipDistance } from './edit-distance.ts'
import { soundOf } from './sounds.ts'

const SHORTEST_REPAIRED = 4
const TWO_EDITS_FROM = 8
const MOST_CANDIDATES = 3
const COST_DECAY = 1.2
/** What sounds the same is nearer than what lies a key beside. */
const SAME_SOUND_COST = 0.6
const SHORTEST_SOUND = 3
/** A word the library holds in another form only ("trcking", where it says "track") is a little further. */
const OTHER_FORM_COST = 0.2
/**
 * A short word has many neighbours: only one with its first letter, or a key beside it, can be meant unless a letter was left out,
 * and once the library is not tiny only one that this many answers hold.
 */
const SHORT = 4
/** Of a swap of the first two letters, and of a missing first one; sums of tenths are not exact. */
const MOST_FOR_SHORT = 1.201
const MOST_FOR_ONE = 1.401
const HELD_BY_FOR_SHORT = 2
/** A word of the language that the library does not hold is meant less often than one of its own, and a rare one seldom. */
const NOT_HELD_COST = 0.3
const RARE_COST = 0.5
const TINY = 30
/** A beginning with a slip in it says something from this many letters on. */
const SHORTEST_SLIPPED = 5
/** Words taken in before other work may have its turn, and words with one beginning that are looked through. */
const AT_A_TIME = 2000
/**
 * What one question may cost, in look-ups of about a third of a microsecond: some twenty slips are looked for in full, and
 * whoever sends two thousand random letters gets the rest read as typed. Counted, not timed, so that the same question
 * always gets the same answer.
 */
const MOST_EFFORT = 8_000
const LOOKING_AT_ONE = 8
export const STEMMING = 30
/** A longer word has more pairs of letters than it is worth. */
const LONGEST_DEEP = 20
const MOST_COMPLETED = 5000

export interface Candidate {
  word: string
  weight: number
}

/** The library's own words as a dictionary: what is known, what a slip may have meant, what a beginning may become. */
export class Vocabulary {
  private readonly index: AnswerIndex
  private readonly isWord: IsWord
  private readonly synonyms: Synonyms | null
  private readonly deletions: DeletionIndex
  /** All words taken in, in alphabetical order. */
  private sorted: string[] = []
  /** Of stems one word each is found by the stem too: they are numbered as their first words are. */
  private stemsTaken = 0
  private left = Infinity

  constructor(
    index: AnswerIndex,
    isWord: IsWord = () => false,
    synonyms: Synonyms | null = null,
    deletions = new DeletionIndex(),
  ) {
    this.index = index
    this.isWord = isWord
    this.synonyms = synonyms
    this.deletions = deletions
  }

  /** The same words, and those that stand for them in one shop: for one question, since it takes in no further ones. */
  beside(synonyms: Synonyms): Vocabulary {
    const both = new Vocabulary(this.index, this.isWord, synonyms, this.deletions)
    both.sorted = this.sorted
    both.left = MOST_EFFORT
    return both
  }

  /** False once a question has cost enough. */
  spend(effort = STEMMING): boolean {
    this.left -= effort
    return this.left >= 0
  }

  /** Takes in the words added to the lexicon since the last call. */
  update(): void {
    while (this.takeSome());
  }

  /** As `update`, but only some of them; false when none are left. */
  takeSome(): boolean {
    const { words } = this.index.lexicon
    const from = this.sorted.length
    const to = Math.min(words.length, from + AT_A_TIME)
    for (let id = from; id < to; id++) {
      const word = words[id]!
      if (/\p{N}/u.test(word)) continue
      this.deletions.add(word, id)
      const stemId = this.index.lexicon.stemOf.data[id]!
      if (stemId >= this.stemsTaken) {
        this.stemsTaken = stemId + 1
        const stemmed = this.index.lexicon.stems[stemId]!
        if (stemmed !== word) this.deletions.add(stemmed, id)
      }
      if (word.length >= SHORTEST_REPAIRED) this.deletions.addUnder(soundOf(word), id)
    }
    this.sorted = merged(this.sorted, words.slice(from, to).sort())
    return to < words.length
  }

  /** Answers that hold the word's stem. */
  holding(word: string): number {
    const known = this.index.lexicon.wordId(word)
    const id = known >= 0 ? this.index.lexicon.stemOf.data[known]! : this.index.lexicon.stemId(stem(word))
    return id < 0 ? 0 : this.index.stemHolding.data[id]!
  }

  /** Answers in one language that hold the word's stem. */
  holdingOf(word: string, locale: 'ru' | 'en'): number {
    return this.index.holdingByLocale(stem(word))[locale]
  }

  knows(word: string): boolean {
    return isCommonWord(word) || this.holding(word) > 0 || this.holdsSynonymOf(word)
  }

  /** The library's word of which a word it does not hold is a form with another vowel in its stem ("катышек", "катышки"). */
  otherForm(word: string): string | null {
    if (this.holding(word) > 0) return null
    const { lexicon, stemHolding } = this.index
    for (const stemmed of otherStems(word)) {
      const id = lexicon.stemId(stemmed)
      if (id >= 0 && stemHolding.data[id]! > 0) return lexicon.nearestOf(word, id)
    }
    return null
  }

  private holdsSynonymOf(word: string): boolean {
    const standing = this.synonyms?.standingFor([stem(word)]) ?? []
    return standing.some(({ stem: other }) => {
      const id = this.index.lexicon.stemId(other)
      return id >= 0 && this.index.stemHolding.data[id]! > 0
    })
  }

  /** Nothing to repair: the library or the language knows it, or it is a number or a model. Of three letters half are abbreviations. */
  stands(word: string): boolean {
    return this.knows(word) || /\p{N}/u.test(word) || (word.length >= SHORTEST_REPAIRED && this.isWord(word))
  }

  /** A word of either language in a usual form, whether the library holds it or not. */
  isOrdinary(word: string): boolean {
    return isCommonWord(word) || this.isWord(word)
  }

  /**
   * At most three library words within one slip (two from eight letters on) or of the same sound, the likeliest first; weights fall with distance. Of
   * the language also words that the library does not hold: whoever writes "hman" says "human", not a word near it.
   */
  meant(typed: string, ofLanguage = false): Candidate[] {
    if (typed.length < SHORTEST_REPAIRED || /\p{N}/u.test(typed)) return []
    const deep = typed.length >= TWO_EDITS_FROM && typed.length <= LONGEST_DEEP
    const hashed = (typed.length * typed.length) / 8
    if (!this.spend(deep ? (hashed * typed.length) / 2 : hashed)) return []
    const heldBy = typed.length <= SHORT && this.index.alive > TINY ? HELD_BY_FOR_SHORT : 1
    let found: { word: string; stem: string; weight: number; cost: number; heard: boolean }[] = []
    const stemmed = stem(typed)
    const sound = soundOf(typed)
    const alike = sound.length >= SHORTEST_SOUND ? this.deletions.under(sound) : new Set<number>()
    const byStem = stemmed.length >= SHORTEST_REPAIRED && stemmed !== typed
    const near = [...this.deletions.near(typed, deep), ...(byStem ? this.deletions.near(stemmed, false) : []), ...alike]
    const consider = (word: string, holding: number, soundsAlike: boolean) => {
      const other = stem(word)
      const slip = slipDistance(typed, word, mostOf(typed, word))
      const ofStem =
        (byStem || other !== word) && other.length >= SHORTEST_REPAIRED
          ? slipDistance(stemmed, other, mostOf(stemmed, other)) + OTHER_FORM_COST
          : Infinity
      const cost = Math.min(slip, ofStem, soundsAlike ? SAME_SOUND_COST : Infinity)
      if (cost === Infinity || holding < heldBy) return
      const weight = Math.exp(-COST_DECAY * cost) * (1 + Math.log(holding))
      found.push({ word, stem: other, cost, weight, heard: soundsAlike && slip < Infinity })
    }
    for (const id of new Set(near)) {
      if (!this.spend(LOOKING_AT_ONE)) break
      const word = this.index.lexicon.words[id]!
      consider(word, this.holding(word), alike.has(id) && soundOf(word) === sound)
    }
    for (const word of this.synonyms?.near(typed, deep) ?? [])
      if (this.knows(word)) consider(word, Math.max(1, this.holding(word)), false)
    if (ofLanguage && this.spend(effortOfCommon(typed.length)))
      for (const { word, cost: slip, rarity } of commonSlips(typed, mostOf(typed))) {
        // a form the library does not write of a word it holds
        const holding = this.holding(word)
        const heard = sound.length >= SHORTEST_SOUND && soundOf(word) === sound
        const cost = (heard ? Math.min(slip, SAME_SOUND_COST) : slip) + (holding > 0 ? OTHER_FORM_COST : 0)
        const weight =
          holding > 0
            ? Math.exp(-COST_DECAY * cost) * (1 + Math.log(holding))
            : Math.exp(-COST_DECAY * (cost + NOT_HELD_COST + RARE_COST * rarity))
        if (holding === 0 || holding >= heldBy) found.push({ word, stem: stem(word), cost, weight, heard })
      }
    // Written by ear, and one letter away: what else is one letter away was not meant. English is not written by ear as surely,
    // so there a word that nobody's answers hold puts none of theirs aside.
    const isSure = /[а-я]/.test(typed) || found.some(({ word, heard }) => heard && this.holding(word) > 0)
    if (isSure && found.some(({ heard }) => heard)) found = found.filter(({ heard }) => heard)
    found.sort((a, b) => b.weight - a.weight || a.word.length - b.word.length || (a.word < b.word ? -1 : 1))
    const best: typeof found = []
    for (const candidate of found) {
      if (best.length < MOST_CANDIDATES && !best.some((other) => other.stem === candidate.stem)) best.push(candidate)
    }
    const total = best.reduce((sum, { weight }) => sum + weight, 0)
    return best.map(({ word, weight, cost }) => ({ word, weight: (weight / total) ** 0.5 * (1 - 0.1 * cost) }))
  }

  /** Library words that begin with `start`, the most used first. */
  completions(start: string, most: number): Candidate[] {
    return this.begun(start, () => true, most)
  }

  /** Library words whose beginning `start` is but for one slip after its second letter ("рассорч"), the most used first. */
  slippedCompletions(start: string, most: number): Candidate[] {
    if (start.length < SHORTEST_SLIPPED || /\p{N}/u.test(start)) return []
    const asTyped = (word: string) =>
      [0, 1, -1].some((more) => slipDistance(start, word.slice(0, start.length + more), 1) <= 1)
    return this.begun(start.slice(0, 2), asTyped, most)
  }

  private begun(start: string, accepts: (word: string) => boolean, most: number): Candidate[] {
    const { lexicon, stemHolding } = this.index
    const found: { word: string; holding: number }[] = []
    const seen = new Set<number>()
    const from = lowerBound(this.sorted, start)
    for (let i = from; i < from + MOST_COMPLETED && this.sorted[i]?.startsWith(start); i++) {
      const word = this.sorted[i]!
      if (!accepts(word)) continue
      const stemId = lexicon.stemOf.data[lexicon.wordId(word)]!
      const holding = stemHolding.data[stemId]!
      if (holding === 0 || seen.has(stemId)) continue
      seen.add(stemId)
      found.push({ word, holding })
    }
    found.sort((a, b) => b.holding - a.holding || a.word.length - b.word.length)
    return found.slice(0, most).map(({ word }, i) => ({ word, weight: 1 / Math.sqrt(1 + i / 2) }))
  }
}

const mostOf = (typed: string, meant = typed): number =>
  typed.length >= TWO_EDITS_FROM ? 2 : Math.max(typed.length, meant.length) <= SHORT ? MOST_FOR_SHORT : MOST_FOR_ONE

/** Two sorted lists as one. */
function merged(a: readonly string[], b: readonly string[]): string[] {
  if (b.length === 0) return a as string[]
  const all: string[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) all.push(j >= b.length || a[i]! <= b[j]! ? a[i++]! : b[j++]!)
  return all
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
