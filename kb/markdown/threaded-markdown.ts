import { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { Markdown } from './markdown.ts'
import type { FromMarkdownWorker, ToMarkdownWorker } from './markdown-worker.ts'
import type { ReadMarkdown } from './read-markdown.ts'

/** A long answer takes some ten milliseconds; what takes this long was not written to be read. */
const BUDGET_MS = 2_000
/** In characters; the library takes shorter texts only. */
const MAX_LENGTH = 100_000
const HEAP_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }
/** Nothing was to be read for this long: the thread ends, and what it holds is free. */
const IDLE_MS = 60_000
const CACHED = 500
const CACHED_CHARACTERS = 4_000_000

export interface ThreadedMarkdownOptions {
  budgetMs?: number
  idleMs?: number
  program?: URL
}

interface Job {
  message: ToMarkdownWorker
  settle(answer: FromMarkdownWorker | null): void
}

/**
 * Engine: one thread, started at the first text, and again after one that took too long or after a rest. Texts wait for
 * each other, the main loop for none; what was read last is kept.
 */
export function threadedMarkdown(log: Log, options: ThreadedMarkdownOptions = {}): Markdown {
  const { budgetMs = BUDGET_MS, idleMs = IDLE_MS, program = new URL('./markdown-worker.ts', import.meta.url) } = options
  const waiting: Job[] = []
  let current: Job | null = null
  let worker: Worker | null = null
  let ready = false
  let timer: NodeJS.Timeout | undefined
  let idle: NodeJS.Timeout | undefined
  let closed = false
  const kept = readCache()

  function start(): void {
    const started = new Worker(program, { resourceLimits: HEAP_LIMITS })
    worker = started
    ready = false
    started.unref()
    started.on('message', (message: FromMarkdownWorker) => {
      if (worker !== started) return
      if ('ready' in message) ready = true
      else settle(message)
      next()
    })
    started.on('error', (error) => log.error({ error: String(error) }, 'markdown: the worker thread failed'))
    started.on('exit', () => {
      if (worker === started) giveUp()
    })
  }

  function settle(answer: FromMarkdownWorker | null): void {
    clearTimeout(timer)
    const done = current
    current = null
    done?.settle(answer)
  }

  /** Whatever it was reading cannot be read; where nothing was begun, the thread itself cannot run. */
  function giveUp(): void {
    worker = null
    if (current) settle(null)
    else waiting.shift()?.settle(null)
    next()
  }

  function rest(): void {
    const ended = worker
    worker = null
    void ended?.terminate()
  }

  function next(): void {
    clearTimeout(idle)
    if (current || closed) return
    if (waiting.length === 0) {
      idle = setTimeout(rest, idleMs).unref()
      return
    }
    if (!worker) start()
    if (!worker || !ready) return
    current = waiting.shift() ?? null
    if (!current) return
    worker.postMessage(current.message)
    timer = setTimeout(() => {
      log.warn({ budgetMs }, 'markdown: rendering took too long and was stopped')
      const late = worker
      giveUp()
      void late?.terminate()
    }, budgetMs)
  }

  const ask = (message: ToMarkdownWorker): Promise<FromMarkdownWorker | null> =>
    new Promise((resolve) => {
      if (closed) return resolve(null)
      waiting.push({ message, settle: resolve })
      next()
    })

  return {
    async read(body, locale) {
      if (body.length > MAX_LENGTH) return null
      const key = `${locale}:${body}`
      const known = kept.get(key)
      if (known) return known
      const answer = await ask({ read: body, locale })
      const read = answer && 'read' in answer ? answer.read : null
      if (read) kept.put(key, read)
      return read
    },

    async plain(body) {
      if (body.length > MAX_LENGTH) return null
      const answer = await ask({ plain: body })
      return answer && 'plain' in answer ? answer.plain : null
    },

    async withoutHtml(body) {
      if (body.length > MAX_LENGTH) return null
      if (!body.includes('<')) return { body, lost: [] }
      const answer = await ask({ withoutHtml: body })
      return answer && 'withoutHtml' in answer ? answer.withoutHtml : null
    },

    async close() {
      closed = true
      clearTimeout(idle)
      settle(null)
      for (const { settle: refuse } of waiting.splice(0)) refuse(null)
      const last = worker
      worker = null
      await last?.terminate()
    },
  }
}

/** The order of a Map is the order of use, oldest first. */
function readCache() {
  const read = new Map<string, ReadMarkdown>()
  let characters = 0
  return {
    get(key: string): ReadMarkdown | undefined {
      const found = read.get(key)
      if (found) {
        read.delete(key)
        read.set(key, found)
      }
      return found
    },
    put(key: string, value: ReadMarkdown): void {
      if (read.has(key)) return
      read.set(key, value)
      characters += key.length
      for (const oldest of read.keys()) {
        if (read.size <= CACHED && characters <= CACHED_CHARACTERS) return
        read.delete(oldest)
        characters -= oldest.length
      }
    },
  }
}
