import type { SearchEntry } from './matcher.ts'
import { AnswerIndex } from './ranking/answer-index.ts'
import { Ranker } from './ranking/rank.ts'
import type { SharpenedWeights } from './ranking/sharpened-weights.ts'
import type { IsWord } from './repair/ordinary-words.ts'
import { Vocabulary } from './repair/vocabulary.ts'

/** Longest stretch of building before other work gets its turn. */
const SLICE_MS = 8
/** Replaced answers stay behind as dead numbers; from here on a fresh index pays. */
const MOST_WASTE = 0.25
const LEAST_DEAD = 200

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The index in use with what belongs to it; replaced as a whole when too much of it is dead. */
export class HeldIndex {
  index = new AnswerIndex()
  ranker = new Ranker(this.index)
  vocabulary: Vocabulary
  buildMs = 0
  private readonly isWord: IsWord
  private compacting: Promise<void> | null = null
  /** What changed while a fresh index is being built. */
  private missed: ((fresh: AnswerIndex) => void)[] = []

  constructor(isWord: IsWord) {
    this.isWord = isWord
    this.vocabulary = new Vocabulary(this.index, isWord)
  }

  /** Builds from nothing in slices, so that the loop stays free. */
  async build(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<void> {
    const started = performance.now()
    this.use(await fill(entries))
    this.buildMs = Math.round(performance.now() - started)
  }

  put(entries: readonly SearchEntry[]): void {
    this.index.put(entries)
    this.vocabulary.update()
    this.missed.push((fresh) => fresh.put(entries))
    this.compactSoon()
  }

  remove(ids: readonly string[]): void {
    for (const id of ids) this.index.remove(id)
    this.missed.push((fresh) => ids.forEach((id) => fresh.remove(id)))
    this.compactSoon()
  }

  entries(): SearchEntry[] {
    return this.index.answers.filter(({ alive }) => alive).map(({ entry }) => entry)
  }

  sharpen(weights: SharpenedWeights | null): void {
    this.ranker.sharpened = weights
  }

  /** Resolves when no fresh index is being built. */
  async settled(): Promise<void> {
    await this.compacting
  }

  private compactSoon(): void {
    const { waste, answers, alive } = this.index
    if (this.compacting) return
    this.missed = []
    if (waste < MOST_WASTE || answers.length - alive < LEAST_DEAD) return
    this.compacting = fill(this.entries())
      .then((fresh) => {
        for (const change of this.missed) change(fresh)
        this.use(fresh)
      })
      .finally(() => {
        this.compacting = null
      })
  }

  private use(fresh: AnswerIndex): void {
    const { sharpened } = this.ranker
    this.index = fresh
    this.ranker = new Ranker(fresh)
    this.ranker.sharpened = sharpened
    this.vocabulary = new Vocabulary(fresh, this.isWord)
    this.vocabulary.update()
  }
}

async function fill(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<AnswerIndex> {
  const index = new AnswerIndex()
  let sliceEnds = performance.now() + SLICE_MS
  const rest = async () => {
    if (performance.now() < sliceEnds) return
    await breathe()
    sliceEnds = performance.now() + SLICE_MS
  }
  for await (const entry of entries) {
    index.load([entry])
    await rest()
  }
  index.weigh()
  for (let number = 0; number < index.answers.length; number++) {
    index.normOne(number)
    if (number % 50 === 0) await rest()
  }
  return index
}
