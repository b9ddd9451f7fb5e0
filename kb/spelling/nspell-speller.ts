import { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { FromWorker, ToWorker } from './nspell-worker.ts'
import type { Speller, WordToCheck } from './speller.ts'

/** Searching neighbours of one unknown Russian word takes up to 0.6 s; a check spends at most this on all of them. */
const SUGGESTION_BUDGET_MS = 400
const CHECK_TIMEOUT_MS = 5_000
/** The dictionaries live in some 190 MB; without a bound V8 lets building them grow to 430 MB and keeps it. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 360, maxYoungGenerationSizeMb: 16 }
const MAX_RESTARTS = 3
const CACHED_WORDS = 20_000

/**
 * Engine: nspell with the dictionaries of Lebedev (ru) and SCOWL (en) in one worker thread, started at once, never on a
 * request. A thread that dies is started again, three times at most; until it is back, `unknown` says null.
 */
export function nspellSpeller(log: Log, program = new URL('./nspell-worker.ts', import.meta.url)): Speller {
  /** word → suggestions; null: known. The order of a Map is the order of use, oldest first. */
  const judged = new Map<string, string[] | null>()
  const added = new Set<string>()
  const waiting = new Map<number, (unknown: Map<string, string[]> | null) => void>()
  const readyListeners = new Set<() => void>()
  let state: 'starting' | 'ready' | 'failed' = 'starting'
  let worker: Worker | null = null
  let restarts = 0
  let nextId = 1
  let closed = false

  const tell = (message: ToWorker) => worker?.postMessage(message)
  const become = (next: typeof state) => {
    state = next
    if (next !== 'starting') for (const listener of [...readyListeners]) listener()
  }

  function start(): void {
    const started = new Worker(program, { resourceLimits: HEAP_LIMITS })
    worker = started
    started.unref()
    tell({ add: [...added] })
    started.on('message', (message: FromWorker) => {
      if ('ready' in message) return become('ready')
      waiting.get(message.id)?.(
        new Map(message.unknown.map(([word, suggestions]) => [word, remember(word, suggestions)])),
      )
    })
    started.on('error', (error) => log.error({ error: String(error) }, 'spelling: the worker thread failed'))
    started.on('exit', () => {
      if (closed || worker !== started) return
      worker = null
      for (const answer of [...waiting.values()]) answer(null)
      if (restarts++ >= MAX_RESTARTS) return become('failed')
      become('starting')
      start()
    })
  }

  /** Suggestions that ran out of time are not remembered, so that asking again finds them. */
  function remember(word: string, suggestions: string[] | null): string[] {
    if (suggestions) keep(word, suggestions)
    return suggestions ?? []
  }

  function keep(word: string, verdict: string[] | null): void {
    judged.delete(word)
    judged.set(word, verdict)
    if (judged.size > CACHED_WORDS) judged.delete(judged.keys().next().value as string)
  }

  /** Waits no longer than its bound; an answer that comes later is still remembered, so that asking again is quick. */
  function ask(words: WordToCheck[]): Promise<Map<string, string[]> | null> {
    const id = nextId++
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), CHECK_TIMEOUT_MS)
      waiting.set(id, (unknown) => {
        clearTimeout(timer)
        waiting.delete(id)
        if (unknown) for (const { word } of words) if (!unknown.has(word)) keep(word, null)
        resolve(unknown)
      })
      tell({ id, check: words, budgetMs: SUGGESTION_BUDGET_MS })
    })
  }

  start()
  return {
    state: () => state,

    ready: (timeoutMs) =>
      new Promise((resolve) => {
        if (state !== 'starting') return resolve(state === 'ready')
        const settle = () => {
          clearTimeout(timer)
          readyListeners.delete(settle)
          resolve(state === 'ready')
        }
        const timer = setTimeout(settle, timeoutMs)
        readyListeners.add(settle)
      }),

    async unknown(words) {
      if (state !== 'ready') return null
      const fresh = words.filter(({ word }) => !judged.has(word))
      const asked = fresh.length > 0 ? await ask(fresh) : new Map<string, string[]>()
      if (!asked) return null
      const unknown = new Map<string, string[]>()
      for (const { word } of words) {
        const suggestions = asked.get(word) ?? judged.get(word)
        if (suggestions) unknown.set(word, suggestions)
      }
      return unknown
    },

    add(words) {
      for (const word of words) added.add(word)
      judged.clear()
      tell({ add: [...words] })
    },

    remove(word) {
      added.delete(word)
      judged.clear()
      tell({ remove: word })
    },

    async close() {
      closed = true
      for (const answer of [...waiting.values()]) answer(null)
      await worker?.terminate()
      become('failed')
    },
  }
}
