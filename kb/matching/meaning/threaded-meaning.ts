import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Log } from '../../log.ts'
import type { SearchEntry } from '../matcher.ts'
import type { Meaning, NearAnswer } from './meaning.ts'
import type { FromMeaning, ToMeaning } from './meaning-worker.ts'

/** A question is not kept waiting for longer: it is answered by words alone. */
const QUESTION_MS = 300
const BODY_LETTERS = 200
/** Model 75 MB, beside the heap; vectors 512 bytes a text. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }

interface ModelFiles {
  weights: string
  pieces: string
}

/** Files of the model in its folder; null: it is not there. `npm run model` brings it. */
export function modelIn(folder: string): ModelFiles | null {
  const files = { weights: join(folder, 'weights.npz'), pieces: join(folder, 'sp.model') }
  return existsSync(files.weights) && existsSync(files.pieces) ? files : null
}

/** With the model of the folder; null where there is none. */
export function meaningFrom(folder: string | undefined, log: Log): Meaning | null {
  const files = folder === undefined ? null : modelIn(folder)
  return files && threadedMeaning(files, log)
}

/**
 * Engine: the sentence encoder in a thread of its own, which also holds a vector for each question, beginning of a body and
 * phrasing, and compares them all. A thread that ends is not started again: search goes on by words, and the log says so.
 */
function threadedMeaning(files: ModelFiles, log: Log): Meaning {
  const waiting = new Map<number, (message: FromMeaning | null) => void>()
  let nextId = 1
  let closed = false
  let worker: Worker | null = new Worker(new URL('./meaning-worker.ts', import.meta.url), {
    workerData: files,
    resourceLimits: HEAP_LIMITS,
  })
  worker.unref()
  worker.on('message', (message: FromMeaning) => waiting.get(message.id)?.(message))
  worker.on('error', (error) =>
    log.error({ error: String(error) }, 'search by meaning failed; searching by words only'),
  )
  worker.on('exit', () => {
    worker = null
    for (const answer of [...waiting.values()]) answer(null)
  })
  const tell = (message: ToMeaning) => worker?.postMessage(message)

  function ask(message: (id: number) => ToMeaning, timeoutMs: number | null): Promise<FromMeaning | null> {
    if (!worker || closed) return Promise.resolve(null)
    const id = nextId++
    return new Promise((resolve) => {
      const timer = timeoutMs === null ? undefined : setTimeout(() => done(null), timeoutMs)
      const done = (answer: FromMeaning | null) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer)
      }
      waiting.set(id, done)
      tell(message(id))
    })
  }

  return {
    put(entries) {
      tell({
        put: entries.map((entry) => ({
          id: entry.id,
          site: entry.site,
          audience: entry.audience,
          locale: entry.locale,
          texts: textsOf(entry),
        })),
      })
    },
    remove: (ids) => tell({ remove: [...ids] }),
    async near(question, among): Promise<NearAnswer[] | null> {
      const answer = await ask((id) => ({ id, question, among }), QUESTION_MS)
      return answer && 'near' in answer ? answer.near : null
    },
    async settled() {
      await ask((id) => ({ id, settle: true }), null)
    },
    async close() {
      closed = true
      await worker?.terminate()
    },
  }
}

const textsOf = ({ question, body, phrasings }: SearchEntry): string[] => [
  ...new Set(
    [question, body.slice(0, BODY_LETTERS), ...phrasings.map(({ text }) => text)].filter((text) => text.trim()),
  ),
]
