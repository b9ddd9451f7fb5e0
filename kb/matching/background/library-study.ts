import { setTimeout } from 'node:timers/promises'
import type { SearchEntry } from '../matcher.ts'
import type { KeptStudy } from './kept-study.ts'
import type { Meaning } from '../meaning/meaning.ts'
import type { WordTable } from '../repair/ordinary-words.ts'
import type { Study } from './study.ts'
import { runStudy } from './run-study.ts'
import { type Began, named } from '../../work.ts'

/** What a start imports comes in a burst: its end is waited for. */
const FIRST_DELAY_MS = 250
/** Answers are found as they are published. A study takes a core for seconds, so it waits until people have stopped changing them, but not for ever. */
const QUIET_MS = 30_000
const WAITS_AT_MOST_MS = 5 * 60_000
/** A large library is studied for long: after that it rests, so that a busy hour of publishing does not keep a core at it. */
const LARGE = 5_000
const RESTS = 5

/**
 * Keeps what the library teaches about itself up to date: one study at a time, in a worker, after the last change. A start
 * goes on from the kept study while the library is still the same.
 */
export class LibraryStudy {
  private readonly words: WordTable
  private readonly entries: () => SearchEntry[]
  private readonly kept: KeptStudy
  private readonly meaning: Meaning | null
  private readonly learnt: (study: Study) => void
  private readonly failed: (fault: unknown) => void
  private readonly began: Began
  private readonly closing = new AbortController()
  private stop: (() => void) | null = null
  private running: Promise<void> | null = null
  private dirty = false
  private restsUntil = 0
  private first = true
  private changedAt = 0
  /** Aborted by whoever waits for the study: then it begins at once. */
  private hurry = new AbortController()

  constructor(parts: {
    words: WordTable
    entries: () => SearchEntry[]
    kept: KeptStudy
    meaning: Meaning | null
    learnt: (study: Study) => void
    failed: (fault: unknown) => void
    began: Began
  }) {
    this.words = parts.words
    this.entries = parts.entries
    this.kept = parts.kept
    this.meaning = parts.meaning
    this.learnt = parts.learnt
    this.failed = parts.failed
    this.began = parts.began
  }

  soon(): void {
    this.dirty = true
    this.changedAt = performance.now()
    if (this.closing.signal.aborted) return
    this.running ??= this.untilClean()
      .catch(this.failed)
      .finally(() => {
        this.running = null
      })
  }

  /** Resolves when no study is running or due; one that is due begins at once. */
  async settled(): Promise<void> {
    // the study alone does not keep the process alive; somebody waiting for it does
    const waiting = setInterval(() => {}, 1000)
    while (this.running) {
      this.hurry.abort()
      await this.running
    }
    clearInterval(waiting)
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.stop?.()
    await this.running
  }

  private async untilClean(): Promise<void> {
    while (this.dirty) {
      await this.quiet()
      if (this.closing.signal.aborted) return
      this.dirty = false
      const started = performance.now()
      const entries = this.entries()
      await named(this.began, 'the study of the library', entries.length, () => this.once(entries))
      const now = performance.now()
      if (entries.length > LARGE) this.restsUntil = now + RESTS * (now - started)
    }
    this.hurry = new AbortController()
  }

  /** Until the last change is some time ago, and the last large study, too. */
  private async quiet(): Promise<void> {
    const dirtySince = performance.now()
    const signal = AbortSignal.any([this.closing.signal, this.hurry.signal])
    for (;;) {
      const due = this.first
        ? dirtySince + FIRST_DELAY_MS
        : Math.min(this.changedAt + QUIET_MS, dirtySince + WAITS_AT_MOST_MS)
      const leftMs = Math.max(due, this.restsUntil) - performance.now()
      if (leftMs <= 0 || signal.aborted) return
      await setTimeout(leftMs, undefined, { ref: false, signal }).catch(() => {})
    }
  }

  private async once(entries: SearchEntry[]): Promise<void> {
    const kept = this.first ? await this.kept.recall(entries) : null
    this.first = false
    if (this.closing.signal.aborted) return
    if (kept) return this.learnt(kept)
    // The library's own questions are asked by meaning too: once that has caught up.
    await this.meaning?.settled()
    if (this.closing.signal.aborted) return
    const { result, stop } = runStudy(entries, this.words, this.meaning?.connect() ?? null)
    this.stop = stop
    const study = await result
    this.stop = null
    if (!study || this.closing.signal.aborted) return
    this.learnt(study)
    await this.kept.keep(entries, study)
  }
}
