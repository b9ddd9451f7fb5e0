import type { SearchEntry } from '../matcher.ts'
import { GrowableFloats, GrowableInts } from '../lexicon/growable.ts'
import { Lexicon } from '../lexicon/lexicon.ts'
import { Postings } from '../lexicon/postings.ts'
import { tokenise } from '../text/tokenise.ts'
import { ALPHA, BIGRAM_WEIGHT, BM25F, LONGEST_BODY_WORDS } from './constants.ts'

export const QUESTION = 0
export const BODY = 1
export const PHRASING = 2

export interface IndexedAnswer {
  entry: SearchEntry
  alive: boolean
}

/** How rare: BM25's probabilistic inverse document frequency (Robertson & Spärck Jones), never negative. */
export const inverseFrequency = (answers: number, holding: number): number => Math.log(1 + (answers - holding + 0.5) / (holding + 0.5))

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
  alive = 0
  private readonly numberOf = new Map<string, number>()
  private normedAt = 0
  private stemScratch = new Float32Array(1024)
  private gramScratch = new Float32Array(1024)
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
    return inverseFrequency(this.alive, stemId >= 0 && stemId < this.stemHolding.length ? this.stemHolding.data[stemId]! : 0)
  }

  gramWeight(gramId: number): number {
    return inverseFrequency(this.alive, gramId >= 0 && gramId < this.gramHolding.length ? this.gramHolding.data[gramId]! : 0)
  }

  /** Answers in each language that hold a stem. */
  holdingByLocale(stemmed: string): Record<'ru' | 'en', number> {
    const id = this.lexicon.stemId(stemmed)
    if (id < 0) return { ru: 0, en: 0 }
    const ru = this.russianHolding.data[id]!
    return { ru, en: this.stemHolding.data[id]! - ru }
  }

  /** Inserts or replaces; a replaced answer keeps a dead number until the next rebuild. */
  put(entries: readonly SearchEntry[]): void {
    const first = this.answers.length
    for (const entry of entries) {
      this.remove(entry.id)
      this.append(entry)
    }
    if (Math.abs(this.alive - this.normedAt) > Math.max(4, this.normedAt / 10)) this.norm(0)
    else this.norm(first)
  }

  remove(id: string): void {
    const number = this.numberOf.get(id)
    if (number === undefined) return
    this.numberOf.delete(id)
    this.answers[number]!.alive = false
    this.alive--
    this.count(number, -1)
  }

  /** Numbers of dead answers relative to all: above a quarter a rebuild pays. */
  get waste(): number {
    return this.answers.length === 0 ? 0 : 1 - this.alive / this.answers.length
  }

  private append(entry: SearchEntry): void {
    const number = this.answers.length
    this.answers.push({ entry, alive: true })
    this.numberOf.set(entry.id, number)
    this.alive++
    this.addText(QUESTION, tokenise(entry.question), ALPHA.question)
    const about = [...entry.products, ...(entry.productNames ?? []), ...(entry.productCategories ?? [])].join(' ')
    const body = tokenise(`${entry.body} ${about}`).slice(0, LONGEST_BODY_WORDS)
    this.bodyLength += (body.length - this.bodyLength) / Math.min(number + 2, 1000)
    this.addText(BODY, body, ALPHA.body)
    for (const phrasing of entry.phrasings) this.addText(PHRASING, tokenise(phrasing.text), ALPHA.phrasing * (phrasing.weight ?? 1))
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
    const stems: number[] = []
    const grams: number[] = []
    this.eachWord(number, (word) => {
      const stemId = lexicon.stemOf.data[word]!
      if (this.stemScratch[stemId] === 0) {
        this.stemScratch[stemId] = 1
        stems.push(stemId)
        stemHolding.data[stemId]! += by
        if (russian) this.russianHolding.data[stemId]! += by
      }
      for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++) {
        const gram = lexicon.gramIds.data[g]!
        if (this.gramScratch[gram] !== 0) continue
        this.gramScratch[gram] = 1
        grams.push(gram)
        gramHolding.data[gram]! += by
      }
    })
    for (const id of stems) this.stemScratch[id] = 0
    for (const id of grams) this.gramScratch[id] = 0
  }

  /** BM25F (Robertson, Zaragoza & Taylor 2004): fields are weighted before saturation. */
  private post(number: number, bodyLength: number): void {
    const frequency = new Map<number, number>()
    for (let text = this.textStart.data[number]!; text < this.textStart.data[number + 1]!; text++) {
      const kind = this.textKind.data[text]!
      const field = kind === QUESTION ? BM25F.question : kind === BODY
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
    if (this.stemScratch.length < this.lexicon.stems.length) this.stemScratch = new Float32Array(this.lexicon.stems.length * 2)
    if (this.gramScratch.length < this.lexicon.gramCount) this.gramScratch = new Float32Array(this.lexicon.gramCount * 2)
  }

  /** Lengths of all text and centroid vectors from answer `first` on, with today's inverse frequencies. */
  norm(first: number): void {
    if (first === 0) this.normedAt = this.alive
    this.growScratch()
    const stemIdf = Float32Array.from({ length: first === 0 ? this.lexicon.stems.length : 0 }, (_, id) => this.stemWeight(id))
    const gramIdf = Float32Array.from({ length: first === 0 ? this.lexicon.gramCount : 0 }, (_, id) => this.gramWeight(id))
    const stemWeight = (id: number) => (first === 0 ? stemIdf[id]! : this.stemWeight(id))
    const gramWeight = (id: number) => (first === 0 ? gramIdf[id]! : this.gramWeight(id))
    for (let number = first; number < this.answers.length; number++) {
      if (this.answers[number]!.alive) this.normAnswer(number, stemWeight, gramWeight)
    }
  }

  private normAnswer(number: number, stemWeight: (id: number) => number, gramWeight: (id: number) => number): void {
    const { lexicon } = this
    const stemSum = new Map<number, number>()
    const gramSum = new Map<number, number>()
    for (let text = this.textStart.data[number]!; text < this.textStart.data[number + 1]!; text++) {
      const stems = new Map<number, number>()
      const grams = new Map<number, number>()
      let before = -1
      let mass = 0
      for (let w = this.wordStart.data[text]!; w < this.wordStart.data[text + 1]!; w++) {
        const word = this.wordIds.data[w]!
        const tf = this.wordTf.data[w]!
        const stemId = lexicon.stemOf.data[word]!
        const matter = lexicon.matter.data[word]!
        const value = stemWeight(stemId) * matter
        if (tf > 0) mass += value
        stems.set(stemId, (stems.get(stemId) ?? 0) + tf * value)
        if (before >= 0 && this.textKind.data[text] !== BODY) {
          const pair = -1 - pairKey(lexicon.stemOf.data[before]!, stemId)
          const pairValue = BIGRAM_WEIGHT * Math.sqrt(stemWeight(lexicon.stemOf.data[before]!) * lexicon.matter.data[before]! * value)
          stems.set(pair, Math.max(stems.get(pair) ?? 0, pairValue))
        }
        before = word
        for (let g = lexicon.gramStart.data[word]!; g < lexicon.gramStart.data[word + 1]!; g++) {
          const gram = lexicon.gramIds.data[g]!
          grams.set(gram, (grams.get(gram) ?? 0) + tf * matter * gramWeight(gram))
        }
      }
      this.textMass.data[text] = mass
      const weight = this.textWeight.data[text]!
      this.textStemNorm.data[text] = addScaled(stems, weight, stemSum)
      this.textGramNorm.data[text] = addScaled(grams, weight, gramSum)
    }
    this.centroidStemNorm.data[number] = lengthOf(stemSum)
    this.centroidGramNorm.data[number] = lengthOf(gramSum)
  }
}

/** One number for two neighbouring stems; collisions above 2²⁶ stems are harmless. */
export const pairKey = (first: number, second: number): number => first * 67_108_864 + second

function lengthOf(vector: Map<number, number>): number {
  let sum = 0
  for (const value of vector.values()) sum += value * value
  return Math.sqrt(sum)
}

/** Adds `weight × vector / |vector|` to the sum and returns |vector|. */
function addScaled(vector: Map<number, number>, weight: number, sum: Map<number, number>): number {
  const length = lengthOf(vector)
  if (length === 0) return 0
  for (const [key, value] of vector) sum.set(key, (sum.get(key) ?? 0) + (weight * value) / length)
  return length
}
