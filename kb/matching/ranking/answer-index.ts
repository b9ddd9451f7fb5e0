import type { SearchEntry } from '../matcher.ts'
import { GrowableFloats, GrowableInts } from '../lexicon/growable.ts'
import { hashText, Lexicon } from '../lexicon/lexicon.ts'
import { SparseSum } from '../lexicon/sparse-sum.ts'
import { Postings } from '../lexicon/postings.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'
import { ALPHA, BIGRAM_WEIGHT, BM25F, LONGEST_BODY_WORDS } from './constants.ts'

export const QUESTION = 0
export const BODY = 1
export const PHRASING = 2

/** Beyond this many all answers are not weighed again in one go: a fresh index is built in slices (`HeldIndex`). */
const MOST_NORMED_AT_ONCE = 500

export interface IndexedAnswer {
  /** Of its question, see `SharpenedWeights`: ids are drawn by chance, and the same library should judge alike everywhere. */
  hash: number
  entry: SearchEntry
  alive: boolean
}

/** How rare: BM25's probabilistic inverse document frequency (Robertson & Spärck Jones), never negative. */
export const inverseFrequency = (answers: number, holding: number): number =>
  Math.log(1 + (answers - holding + 0.5) / (holding + 0.5))

/**
 * The library as word numbers: texts of each answer (question, body, phrasings) one after another, norms for cosines, and
 * postings by stem for finding candidates. Centroids are never stored: a dot product with a centroid is the weighted sum
 * of the dot products with its texts.
 */
export class AnswerIndex {
  readonly lexicon = new Lexicon()
  readonly postings = new Postings()
  readonly answers: IndexedAnswer[] = []
  readonly textStart = new GrowableInts()
  readonly textKind = new GrowableInts()
  readonly textWeight = new GrowableFloats()
  readonly wordStart = new GrowableInts()
  readonly wordIds = new GrowableInts(8192)
  readonly wordTf = new GrowableFloats(8192)
  readonly textStemNorm = new GrowableFloats()
  readonly textGramNorm = new GrowableFloats()
  readonly textMass = new GrowableFloats()
  readonly centroidStemNorm = new GrowableFloats()
  readonly centroidGramNorm = new GrowableFloats()
  readonly stemHolding = new GrowableInts()
  private readonly russianHolding = new GrowableInts()
  readonly gramHolding = new GrowableInts()
  /** Rarity of each stem and gram as of the last `norm`, so that answers and queries are weighed alike. */
  readonly stemIdf = new GrowableFloats()
  readonly gramIdf = new GrowableFloats()
  /** Length of each word's own gram vector. */
  readonly wordGramNorm = new GrowableFloats()
  alive = 0
  phrasings = 0
  /** Stems of the kinds of product that answers are about ("backpack"). */
  readonly kinds = new Set<string>()
  private readonly numberOf = new Map<string, number>()
  private normedAt = 0
  private readonly stems = new SparseSum()
  private readonly grams = new SparseSum()
  private readonly stemSum = new SparseSum()
  private readonly gramSum = new SparseSum()
  private bodyLength = 20

  constructor() {
    this.textStart.push(0)
    this.wordStart.push(0)
  }

  has(id: string): boolean {
    return this.numberOf.has(id)
  }

  entry(id: string): SearchEntry | undefined {
    const number = this.numberOf.get(id)
    return number === undefined ? undefined : this.answers[number]!.entry
  }

  number(id: string): number {
    return this.numberOf.get(id) ?? -1
  }

  stemWeight(stemId: number): number {
    return stemId >= 0 ? this.stemIdf.data[stemId]! : inverseFrequency(this.alive, 0)
  }

  gramWeight(gramId: number): number {
    return gramId >= 0 ? this.gramIdf.data[gramId]! : inverseFrequency(this.alive, 0)
  }

  /** Answers in each language that hold a stem. */
  holdingByLocale(stemmed: string): Record<'ru' | 'en', number> {
    const id = this.lexicon.stemId(stemmed)
    if (id < 0) return { ru: 0, en: 0 }
    const ru = this.russianHolding.data[id]!
    return { ru, en: this.stemHolding.data[id]! - ru }
  }

  /** As `put`, but usable only after `weigh` and `normOne` of every answer: for building from nothing in slices. */
  load(entries: readonly SearchEntry[]): void {
    for (const entry of entries) {
      this.remove(entry.id)
      this.append(entry)
    }
  }

  /** Inserts or replaces; a replaced answer keeps a dead number until the next rebuild. */
  put(entries: readonly SearchEntry[]): void {
    const first = this.answers.length
    this.load(entries)
    this.norm(this.outdated && this.answers.length <= MOST_NORMED_AT_ONCE ? 0 : first)
  }

  remove(id: string): void {
    const number = this.numberOf.get(id)
    if (number === undefined) return
    this.numberOf.delete(id)
    this.answers[number]!.alive = false
    this.alive--
    this.phrasings -= this.answers[number]!.entry.phrasings.length
    this.count(number, -1)
  }

  /** 0 without phrasings, → 1 with many per answer (one half at three): how far to trust them over titles. */
  get richness(): number {
    const perAnswer = this.phrasings / Math.max(1, this.alive)
    return perAnswer / (perAnswer + 3)
  }

  /** The library has grown or shrunk so much since its rarities were taken that they should be taken again. */
  get outdated(): boolean {
    return Math.abs(this.alive - this.normedAt) > Math.max(4, this.normedAt / 10)
  }

  /** Numbers of dead answers relative to all: above a quarter a rebuild pays. */
  get waste(): number {
    return this.answers.length === 0 ? 0 : 1 - this.alive / this.answers.length
  }

  private append(entry: SearchEntry): void {
    const number = this.answers.length
    this.answers.push({ entry, alive: true, hash: hashText(`${entry.site} ${entry.locale} ${entry.question}`) })
    this.numberOf.set(entry.id, number)
    this.alive++
    this.phrasings += entry.phrasings.length
    this.addText(QUESTION, tokenise(entry.question), ALPHA.question)
    for (const kind of entry.productCategories ?? []) for (const word of tokenise(kind)) this.kinds.add(stem(word))
    const about = [...entry.products, ...(entry.productNames ?? []), ...(entry.productCategories ?? [])].join(' ')
    const body = tokenise(`${entry.body} ${about}`).slice(0, LONGEST_BODY_WORDS)
    this.bodyLength += (body.length - this.bodyLength) / Math.min(number + 2, 1000)
    this.addText(BODY, body, ALPHA.body)
    for (const phrasing of entry.phrasings)
      this.addText(PHRASING, tokenise(phrasing.text), ALPHA.phrasing * (phrasing.weight ?? 1))
    this.textStart.push(this.textKind.length)
    this.centroidStemNorm.push(0)
    this.centroidGramNorm.push(0)
    this.count(number, 1)
    this.post(number, body.length)
  }

  private addText(kind: number, words: string[], weight: number): void {
    const times = new Map<number, number>()
    const ids = words.map((word) => this.lexicon.add(word))
    for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
    // a repeated word counts once, damped; a body keeps no word order, so it is stored as its different words
    for (const id of ids) {
      const count = times.get(id)!
      if (kind === BODY && count === 0) continue
      this.wordIds.push(id)
      this.wordTf.push(count === 0 ? 0 : 1 + Math.log(count))
      times.set(id, 0)
    }
    this.textKind.push(kind)
    this.textWeight.push(weight)
    this.textStemNorm.push(0)
    this.textGramNorm.push(0)
    this.textMass.push(0)
    this.wordStart.push(this.wordIds.length)
  }

  /** How many answers hold each stem and each gram. */
  private count(number: number, by: 1 | -1): void {
    const { lexicon, stemHolding, gramHolding } = this
    while (stemHolding.length < lexicon.stems.length) {
      stemHolding.push(0)
      this.russianHolding.push(0)
    }
    const russian = this.answers[number]!.entry.locale === 'ru'
    while (gramHolding.length < lexicon.gramCount) gramHolding.push(0)
    this.growScratch()
    this.eachWord(number, (word) => {
      const stemId = lexicon.stemOf.data[word]!
      if (this.stems.add(stemId, 1)) {
        stemHolding.data[stemId]! += by
        if (russian) this.russianHolding.data[stemId]! += by
      }
      for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++) {
        const gram = lexicon.gramIds.data[g]!
        if (this.grams.add(gram, 1)) gramHolding.data[gram]! += by
      }
    })
    this.stems.clear()
    this.grams.clear()
  }

  /** BM25F (Robertson, Zaragoza & Taylor 2004): fields are weighted before saturation. */
  private post(number: number, bodyLength: number): void {
    const frequency = new Map<number, number>()
    for (let text = this.textStart.data[number]!; text < this.textStart.data[number + 1]!; text++) {
      const kind = this.textKind.data[text]!
      const field =
        kind === QUESTION
          ? BM25F.question
          : kind === BODY
            ? BM25F.body / (1 - BM25F.b + BM25F.b * (bodyLength / this.bodyLength))
            : BM25F.phrasing * Math.min(1, this.textWeight.data[text]!)
      for (let w = this.wordStart.data[text]!; w < this.wordStart.data[text + 1]!; w++) {
        const stemId = this.lexicon.stemOf.data[this.wordIds.data[w]!]!
        frequency.set(stemId, (frequency.get(stemId) ?? 0) + field * this.wordTf.data[w]!)
      }
    }
    for (const [stemId, weighted] of frequency) this.postings.add(stemId, number, weighted / (BM25F.k1 + weighted))
  }

  private eachWord(number: number, visit: (word: number) => void): void {
    const from = this.wordStart.data[this.textStart.data[number]!]!
    const to = this.wordStart.data[this.textStart.data[number + 1]!]!
    for (let w = from; w < to; w++) visit(this.wordIds.data[w]!)
  }

  private growScratch(): void {
    for (const sum of [this.stems, this.stemSum]) sum.reserve(this.lexicon.stems.length)
    for (const sum of [this.grams, this.gramSum]) sum.reserve(this.lexicon.gramCount)
  }

  /** Lengths of all vectors from answer `first` on; from the first one also today's rarities. */
  private norm(first: number): void {
    if (first === 0) this.weigh()
    else this.weighNew()
    for (let number = first; number < this.answers.length; number++) this.normOne(number)
  }

  /** Takes today's rarities; every answer must then be normed again. */
  weigh(): void {
    this.normedAt = this.alive
    this.stemIdf.length = 0
    this.gramIdf.length = 0
    this.wordGramNorm.length = 0
    this.weighNew()
  }

  private weighNew(): void {
    const { lexicon, stemIdf, gramIdf } = this
    for (let id = stemIdf.length; id < lexicon.stems.length; id++)
      stemIdf.push(inverseFrequency(this.alive, this.stemHolding.data[id]!))
    for (let id = gramIdf.length; id < lexicon.gramCount; id++)
      gramIdf.push(inverseFrequency(this.alive, this.gramHolding.data[id]!))
    for (let word = this.wordGramNorm.length; word < lexicon.words.length; word++) {
      let squares = 0
      for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++)
        squares += gramIdf.data[lexicon.gramIds.data[g]!]! ** 2
      this.wordGramNorm.push(Math.sqrt(squares))
    }
    this.growScratch()
  }

  /** Lengths of one answer's text and centroid vectors. */
  normOne(number: number): void {
    if (this.answers[number]!.alive) this.normAnswer(number)
  }

  private normAnswer(number: number): void {
    const { lexicon, stems, grams } = this
    const pairSum = new Map<number, number>()
    for (let text = this.textStart.data[number]!; text < this.textStart.data[number + 1]!; text++) {
      const pairs = new Map<number, number>()
      let before = -1
      let mass = 0
      let pairSquares = 0
      for (let w = this.wordStart.data[text]!; w < this.wordStart.data[text + 1]!; w++) {
        const word = this.wordIds.data[w]!
        const tf = this.wordTf.data[w]!
        const matter = lexicon.matter.data[word]!
        const stemId = lexicon.stemOf.data[word]!
        const value = this.stemIdf.data[stemId]! * matter
        if (tf > 0) mass += value
        stems.add(stemId, tf * value)
        if (before >= 0 && this.textKind.data[text] !== BODY) {
          const beforeValue = this.stemIdf.data[lexicon.stemOf.data[before]!]! * lexicon.matter.data[before]!
          pairs.set(pairKey(lexicon.stemOf.data[before]!, stemId), BIGRAM_WEIGHT * Math.sqrt(beforeValue * value))
        }
        before = word
        for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++) {
          const gram = lexicon.gramIds.data[g]!
          grams.add(gram, tf * matter * this.gramIdf.data[gram]!)
        }
      }
      for (const value of pairs.values()) pairSquares += value * value
      const weight = this.textWeight.data[text]!
      const stemNorm = Math.sqrt(stems.squares() + pairSquares)
      if (stemNorm > 0)
        for (const [key, value] of pairs) pairSum.set(key, (pairSum.get(key) ?? 0) + (weight * value) / stemNorm)
      const gramNorm = Math.sqrt(grams.squares())
      stems.moveTo(this.stemSum, stemNorm > 0 ? weight / stemNorm : 0)
      grams.moveTo(this.gramSum, gramNorm > 0 ? weight / gramNorm : 0)
      this.textMass.data[text] = mass
      this.textStemNorm.data[text] = stemNorm
      this.textGramNorm.data[text] = gramNorm
    }
    let pairSquares = 0
    for (const value of pairSum.values()) pairSquares += value * value
    this.centroidStemNorm.data[number] = Math.sqrt(this.stemSum.squares() + pairSquares)
    this.centroidGramNorm.data[number] = Math.sqrt(this.gramSum.squares())
    this.stemSum.clear()
    this.gramSum.clear()
  }
}

/** One number for two neighbouring stems; collisions above 2²⁶ stems are harmless. */
export const pairKey = (first: number, second: number): number => first * 67_108_864 + second
