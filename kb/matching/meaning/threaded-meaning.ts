import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { faultText } from '#shared'
import type { Log } from '../../log.ts'
import type { SearchEntry } from '../matcher.ts'
import type { EmbeddingService } from './embedding-service.ts'
import type { ModelFiles } from './local-encoder.ts'
import type { Meaning } from './meaning.ts'
import type { FromMeaning, MadeBy, ToMeaning } from './meaning-worker.ts'
import type { VectorStore } from './vector-store.ts'

const QUESTION_MS = 300
const BODY_LETTERS = 200
/** Answers handed over before other work gets its turn. */
const AT_A_TIME = 100
/** Model 75 MB, beside the heap; vectors 512 bytes a text. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 }
/** Of the package `npm run model` brings; other weights would make other vectors. */
const LOCAL_MODEL = 'universal-sentence-encoder-multilingual 3'

/** Files of the model in its folder; null: it is not there. `npm run model` brings it. */
export function modelIn(folder: string): ModelFiles | null {
  const files = { weights: join(folder, 'weights.npz'), pieces: join(folder, 'sp.model') }
  return existsSync(files.weights) && existsSync(files.pieces) ? files : null
}

export interface MeaningParts {
  /** Folder of the sentence encoder. */
  modelDir?: string | undefined
  /** In place of the encoder: texts and questions leave this machine for it. */
  service?: EmbeddingService | undefined
  /** A question waits no longer: it is answered by words alone. */
  questionMs?: number
  /** Keeps vectors for the next start; absent: they are made anew. */
  store?: VectorStore | undefined
  log: Log
}

/** Null where there is neither a service nor a model. */
export function meaningFrom({ modelDir, service, questionMs = QUESTION_MS, store, log }: MeaningParts): Meaning | null {
  const files = modelDir === undefined ? null : modelIn(modelDir)
  if (service) return threadedMeaning(`${service.model} at ${service.url}`, { service }, questionMs, store ?? null, log)
  return files && threadedMeaning(LOCAL_MODEL, { local: files }, questionMs, store ?? null, log)
}

/**
 * Engine: an encoder in a thread of its own, which also holds a vector for each question, beginning of a body and phrasing, and
 * compares them all. A thread that ends is not started again: search goes on by words, and the log says so.
 */
function threadedMeaning(model: string, by: MadeBy, questionMs: number, store: VectorStore | null, log: Log): Meaning {
  const waiting = new Map<number, (message: FromMeaning | null) => void>()
  let nextId = 1
  let closed = false
  let worker: Worker | null = new Worker(new URL('./meaning-worker.ts', import.meta.url), {
    workerData: by,
    resourceLimits: HEAP_LIMITS,
  })
  worker.unref()
  worker.on('message', (message: FromMeaning) => {
    if ('made' in message) queue(() => keep(message))
    else if ('trouble' in message) report(message.trouble)
    else waiting.get(message.id)?.(message)
  })
  worker.on('error', (error) =>
    log.error({ error: String(error) }, 'search by meaning failed; searching by words only'),
  )
  worker.on('exit', () => {
    worker = null
    for (const answer of [...waiting.values()]) answer(null)
  })
  function report(trouble: string | null): void {
    if (trouble === null) log.info({}, 'search by meaning works again')
    else log.warn({ trouble }, 'search by meaning is not to be had now; searching by words only, and trying again')
  }
  const tell = (message: ToMeaning) => worker?.postMessage(message)

  /** Changes and what is read and kept for them, one after the other. */
  let turn: Promise<void> = Promise.resolve()
  function queue(step: () => void | Promise<void>): void {
    turn = turn.then(step).catch((fault: unknown) => {
      log.warn({ fault: faultText(fault) }, 'vectors of texts could not be read or kept; they are made again')
    })
  }
  async function keep({ made, dropped }: Extract<FromMeaning, { made: unknown }>): Promise<void> {
    await store?.keep(model, made)
    await store?.drop(model, dropped)
  }
  async function hold(entries: readonly SearchEntry[]): Promise<void> {
    for (let at = 0; at < entries.length && !closed; at += AT_A_TIME) {
      const some = entries.slice(at, at + AT_A_TIME).map((entry) => ({ entry, texts: textsOf(entry) }))
      const kept = await readKept(some.flatMap(({ texts }) => texts))
      tell({
        put: some.map(({ entry: { id, site, audience, locale }, texts }) => ({
          ...{ id, site, audience, locale, texts },
          kept: texts.map((text) => kept?.get(text) ?? null),
        })),
      })
      await new Promise((next) => setImmediate(next))
    }
  }
  /** What cannot be read is made again. */
  const readKept = (texts: readonly string[]) =>
    store?.read(model, [...new Set(texts)]).catch((fault: unknown) => {
      log.warn({ fault: faultText(fault) }, 'vectors of texts could not be read; they are made again')
      return null
    })

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
    model,
    begin(entries) {
      queue(() => hold(entries))
      queue(() => store?.keepOnly(model, entries.flatMap(textsOf)))
    },
    put: (entries) => queue(() => hold(entries)),
    remove: (ids) => queue(() => tell({ remove: [...ids] })),
    async near(question, among, also) {
      const answer = await ask((id) => ({ id, question, among, also, limitMs: questionMs }), questionMs)
      return answer && 'near' in answer ? answer.near : null
    },
    connect() {
      if (!worker || closed) return null
      const { port1, port2 } = new MessageChannel()
      worker.postMessage({ connect: port2 } satisfies ToMeaning, [port2])
      return port1
    },
    async settled() {
      await turn
      await ask((id) => ({ id, settle: true }), null)
      await turn
    },
    async close() {
      closed = true
      await turn
      await worker?.terminate()
    },
  }
}

/** Its own question first. */
const textsOf = ({ question, body, phrasings }: SearchEntry): string[] => [
  ...new Set([
    question,
    ...[body.slice(0, BODY_LETTERS), ...phrasings.map(({ text }) => text)].filter((text) => text.trim()),
  ]),
]
