import { Worker } from 'node:worker_threads'
import type { Log } from '../../log.ts'
import type { FromWorker, ToWorker } from './nspell-worker.ts'
import type { Speller, WordToCheck } from '../speller.ts'

/** Searching neighbours of one unknown Russian word takes up to 0.6 s; a check spends at most this on all of them. */
const SUGGESTION_BUDGET_MS = 400
const CHECK_TIMEOUT_MS = 5_000
/** The dictionaries live in some 20 MB; without a bound V8 lets reading them grow to several times that and keeps it. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 4 }
const MAX_RESTARTS = 3
/** Nobody has written for this long: the thread ends and its memory is free; it is back within half a second. */
const IDLE_MS = 5 * 60_000
/** A start of the product has both cores for itself first; whoever asks sooner begins it. */
const BEGIN_MS = 3_000
const CACHED_WORDS = 20_000

export interface NspellOptions {
  program?: URL
  idleMs?: number
  /** How long one check may look for what was meant; on a busy machine less is found in it. */
  suggestMs?: number
  timeoutMs?: number
}

/**
 * Engine: nspell with the dictionaries of Lebedev (ru) and SCOWL (en) in one worker thread, begun soon, at once for whoever asks. A thread
 * that nobody asks ends and begins again with the next request, which waits for it: it stays "ready" meanwhile. One that
 * dies is started again, three times at most; until it is back, `unknown` says null.
 */
export function nspellSpeller(log: Log, options: NspellOptions = {}): Speller {
  const {
    program = new URL('./nspell-worker.ts', import.meta.url),
    idleMs = IDLE_MS,
    suggestMs = SUGGESTION_BUDGET_MS,
    timeoutMs = CHECK_TIMEOUT_MS,
  } = options
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
  let idle: NodeJS.Timeout | undefined
  const begin = setTimeout(() => start(), BEGIN_MS).unref()

  const tell = (message: ToWorker) => worker?.postMessage(message)
  const become = (next: typeof state) => {
    state = next
    if (next !== 'starting') for (const listener of [...readyListeners]) listener()
  }

  function start(): void {
    clearTimeout(begin)
    const started = new Worker(program, { resourceLimits: HEAP_LIMITS })
    worker = started
    started.unref()
    tell({ add: [...added] })
    started.on('message', (message: FromWorker) => {
      if ('ready' in message) {
        become('ready')
        return restIfIdle()
      }
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

  /** Requests still waiting keep the thread; the last one answered begins the time again. */
  function restIfIdle(): void {
    clearTimeout(idle)
    idle = setTimeout(() => {
      if (waiting.size > 0 || state !== 'ready') return
      const ended = worker
      worker = null
      void ended?.terminate()
    }, idleMs).unref()
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
      if (!worker) start()
      const timer = setTimeout(() => resolve(null), timeoutMs)
      waiting.set(id, (unknown) => {
        clearTimeout(timer)
        waiting.delete(id)
        restIfIdle()
        if (unknown) for (const { word } of words) if (!unknown.has(word)) keep(word, null)
        resolve(unknown)
      })
      tell({ id, check: words, budgetMs: suggestMs })
    })
  }

  const beginNow = () => {
    if (state === 'starting' && !worker) start()
  }
  return {
    state: () => state,

    ready: (timeoutMs) =>
      new Promise((resolve) => {
        if (state !== 'starting') return resolve(state === 'ready')
        beginNow()
        const settle = () => {
          clearTimeout(timer)
          readyListeners.delete(settle)
          resolve(state === 'ready')
        }
        const timer = setTimeout(settle, timeoutMs)
        readyListeners.add(settle)
      }),

    async unknown(words) {
      beginNow()
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

    async close() {
      closed = true
      clearTimeout(idle)
      clearTimeout(begin)
      for (const answer of [...waiting.values()]) answer(null)
      await worker?.terminate()
      become('failed')
    },
  }
}
