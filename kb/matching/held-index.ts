import { byContent } from './by-content.ts'
import type { SearchEntry } from './matcher.ts'
import { AnswerIndex } from './ranking/answer-index.ts'
import { Ranker } from './ranking/rank.ts'
import type { SharpenedWeights } from './ranking/sharpened-weights.ts'
import type { IsWord } from './repair/ordinary-words.ts'
import { Vocabulary } from './repair/vocabulary.ts'
import { slices } from './slices.ts'
import { type Began, named } from '../work.ts'

/** Replaced answers stay behind as dead numbers; from here on a fresh index pays. */
const MOST_WASTE = 0.25
const LEAST_DEAD = 200
/** Changes often come in bursts: a fresh index waits for their end, and then rests this many times as long as it took. */
const RENEW_DELAY_MS = 250
const RESTS = 20
/** Taking in more than this at once, and more than this share of the library, is quicker as a fresh index. */
const MANY = 100
const MANY_SHARE = 0.1

/**
 * The index in use with what belongs to it. A change is found at once, weighed with the rarities and lengths of before;
 * soon after the last change a fresh index takes over, so that the same library judges alike however it came about.
 */
export class HeldIndex {
  index = new AnswerIndex()
  ranker = new Ranker(this.index)
  vocabulary: Vocabulary
  buildMs = 0
  private readonly isWord: IsWord
  private readonly began: Began
  private renewing: Promise<void> | null = null
  private due: NodeJS.Timeout | null = null
  private changed = false
  private closed = false
  private restsUntil = 0
  /** What changed while a fresh index is being built. */
  private missed: ((fresh: AnswerIndex) => void)[] = []

  constructor(isWord: IsWord, began: Began) {
    this.isWord = isWord
    this.began = began
    this.vocabulary = new Vocabulary(this.index, isWord)
  }

  /** Builds from nothing in slices, so that the loop stays free. */
  async build(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<void> {
    const started = performance.now()
    await this.fill(entries)
    this.buildMs = Math.round(performance.now() - started)
  }

  /** Inserts or replaces, a few at once and many in slices. */
  async put(entries: readonly SearchEntry[]): Promise<void> {
    if (entries.length > MANY && entries.length > MANY_SHARE * this.index.alive) {
      while (this.renewing) await this.renewing
      const replaced = new Set(entries.map(({ id }) => id))
      await this.renew([...this.entries().filter(({ id }) => !replaced.has(id)), ...entries])
      return
    }
    const rest = slices()
    for (const entry of entries) {
      this.index.put([entry])
      this.vocabulary.update()
      if (this.renewing) this.missed.push((fresh) => fresh.put([entry]))
      await rest()
    }
    this.renewSoon()
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.index.remove(id)
    if (this.renewing) this.missed.push((fresh) => ids.forEach((id) => fresh.remove(id)))
    this.renewSoon()
  }

  entries(): SearchEntry[] {
    return this.index.answers.filter(({ alive }) => alive).map(({ entry }) => entry)
  }

  sharpen(weights: SharpenedWeights | null): void {
    this.ranker.sharpened = weights
  }

  /** Resolves when the index in use is as if built from nothing. */
  async settled(): Promise<void> {
    // a fresh index that is due does not keep the process alive; somebody waiting for it does
    const waiting = setInterval(() => {}, 1000)
    while (this.due || this.renewing) await (this.renewing ?? new Promise((resolve) => setTimeout(resolve, 10)))
    clearInterval(waiting)
  }

  close(): void {
    this.closed = true
    if (this.due) clearTimeout(this.due)
    this.due = null
  }

  private renewSoon(): void {
    this.changed = true
    if (this.renewing || this.closed) return
    const { waste, answers, alive, outdated } = this.index
    if ((waste >= MOST_WASTE && answers.length - alive >= LEAST_DEAD) || outdated) void this.renew(this.entries())
    else if (!this.due) {
      const delayMs = Math.max(RENEW_DELAY_MS, this.restsUntil - performance.now())
      this.due = setTimeout(() => void this.renew(this.entries()), delayMs).unref()
    }
  }

  private renew(entries: readonly SearchEntry[]): Promise<void> {
    if (this.due) clearTimeout(this.due)
    this.due = null
    this.missed = []
    this.changed = false
    const started = performance.now()
    this.renewing = named(this.began, 'a fresh index', entries.length, () => this.fill(entries)).finally(() => {
      this.renewing = null
      const now = performance.now()
      this.restsUntil = now + RESTS * (now - started)
      if (this.changed) this.renewSoon()
    })
    return this.renewing
  }

  /** Builds a fresh index and puts it to use. */
  private async fill(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<void> {
    const index = new AnswerIndex()
    const rest = slices()
    const read: SearchEntry[] = []
    for await (const entry of entries) read.push(entry)
    for (const entry of byContent(read)) {
      index.load([entry])
      await rest()
    }
    index.weigh()
    for (let number = 0; number < index.answers.length; number++) {
      index.normOne(number)
      if (number % 50 === 0) await rest()
    }
    const vocabulary = new Vocabulary(index, this.isWord)
    while (vocabulary.takeSome()) await rest()
    for (const change of this.missed) change(index)
    vocabulary.update()
    const { sharpened } = this.ranker
    this.index = index
    this.ranker = new Ranker(index)
    this.ranker.sharpened = sharpened
    this.vocabulary = vocabulary
  }
}
