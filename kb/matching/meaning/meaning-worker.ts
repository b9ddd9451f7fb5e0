import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { faultText } from '#shared'
import { type EmbeddingService, embeddingService } from './embedding-service.ts'
import { HeldAnswers, type TextsOfAnswer } from './held/held-answers.ts'
import { localEncoder, type ModelFiles } from './local-encoder.ts'
import type { Among, AskedPhrasing, NearAnswer } from './meaning.ts'
import { lengthOf, pack, type PackedVector } from './held/packed-vector.ts'

/** The thread that holds the model, or asks the service, and the vectors of all texts; its messages. */
export type MadeBy = { local: ModelFiles } | { service: EmbeddingService }
export interface AnswerToHold extends TextsOfAnswer {
  /** By text: what was kept of an earlier start; null where nothing was. */
  kept: (PackedVector | null)[]
}
export type ToMeaning =
  | { put: AnswerToHold[] }
  | { remove: string[] }
  | { id: number; question: string; among: Among; also: readonly string[]; limitMs: number }
  | { connect: MessagePort }
  | { id: number; settle: true }
export type FromMeaning =
  | { id: number; near: NearAnswer[] | null }
  | { id: number; settled: true }
  /** Vectors made here, and texts no answer holds any more: to be kept, and to be forgotten. */
  | { made: [text: string, vector: PackedVector][]; dropped: string[] }
  /** Why vectors are not to be had; null: they are again. */
  | { trouble: string | null }

const TOLD_AT_ONCE = 100
/** A service that fails is left alone for so long, twice as long each time it fails again. */
const PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 120_000

const by = workerData as MadeBy
const encoder = 'local' in by ? await localEncoder(by.local) : embeddingService(by.service)
const held = new HeldAnswers()
/** By answer: a later change to one takes the place of the earlier. */
const due = new Map<string, AnswerToHold>()
const settling: number[] = []
let isWorking = false
let pauseMs = PAUSE_MS
let pausedUntil = 0
const made: [string, PackedVector][] = []
const dropped: string[] = []
const send = (message: FromMeaning) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToMeaning) => {
  if ('put' in message) {
    for (const one of message.put) due.set(one.id, one)
    void work()
  } else if ('remove' in message) {
    for (const id of message.remove) {
      due.delete(id)
      dropped.push(...held.remove(id))
    }
    standardise()
    tell()
  } else if ('settle' in message) {
    if (isWorking) settling.push(message.id)
    else send({ id: message.id, settled: true })
  } else if ('connect' in message) serve(message.connect)
  else void answer(message)
})

function serve(port: MessagePort): void {
  port.on('message', (phrasings: readonly AskedPhrasing[]) => port.postMessage(held.nearestEach(phrasings)))
}

async function answer({ id, question, among, also, limitMs }: Extract<ToMeaning, { question: string }>): Promise<void> {
  const [vector] = await vectorsOf([question], limitMs).catch(() => [])
  send({ id, near: vector ? held.nearest(vector, among, also) : null })
}

/** Rejects at once while the service is left alone. */
async function vectorsOf(texts: readonly string[], limitMs: number | null): Promise<Float32Array[]> {
  if (performance.now() < pausedUntil) throw new Error('paused')
  try {
    const vectors = await encoder.encode(texts, limitMs)
    if (vectors.some((vector) => !held.accepts(vector.length)))
      throw new Error(`vectors have ${vectors[0]?.length} numbers now, other than those held; restart to make all anew`)
    if (pausedUntil > 0) send({ trouble: null })
    pausedUntil = 0
    pauseMs = PAUSE_MS
    return vectors
  } catch (fault) {
    // A question in a hurry says little of the service; it may answer the next in time.
    if (limitMs === null) {
      if (pausedUntil === 0) send({ trouble: faultText(fault) })
      pausedUntil = performance.now() + pauseMs
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
    throw fault
  }
}

/** Some texts after others, questions in between. What cannot be made now is tried again after a pause. */
async function work(): Promise<void> {
  if (isWorking || due.size === 0) return
  isWorking = true
  await takeAllIn().catch(() => {
    setTimeout(() => void work(), Math.max(pausedUntil - performance.now(), 0) + 1)
  })
  standardise()
  isWorking = false
  tell()
  for (const id of settling.splice(0)) send({ id, settled: true })
}

/** Other models are as sure of less or of more: how much follows from the whole library as it is now. */
function standardise(): void {
  if ('service' in by) held.standardise()
}

async function takeAllIn(): Promise<void> {
  while (due.size > 0) {
    const { answers, missing, vectors } = nextDue()
    for (let from = 0; from < missing.length; from += encoder.atOnce) {
      const texts = missing.slice(from, from + encoder.atOnce)
      for (const [at, vector] of (await vectorsOf(texts, null)).entries()) {
        const packed = pack(vector)
        vectors.set(texts[at] as string, packed)
        made.push([texts[at] as string, packed])
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (const one of answers) {
      // Removed or changed meanwhile: what was made is of before, or a text that was known no longer is.
      if (due.get(one.id) !== one || one.texts.some((text) => !held.knows(text) && !vectors.has(text))) continue
      due.delete(one.id)
      dropped.push(...held.put(one, vectors))
    }
    if (made.length + dropped.length >= TOLD_AT_ONCE) tell()
  }
}

/** Answers that lack as many texts as are best made at once, and what was kept of theirs. */
function nextDue() {
  const answers: AnswerToHold[] = []
  const vectors = new Map<string, PackedVector>()
  const missing = new Set<string>()
  for (const one of due.values()) {
    answers.push(one)
    for (const [at, text] of one.texts.entries()) {
      const kept = one.kept[at]
      if (kept && held.accepts(lengthOf(kept))) vectors.set(text, kept)
      else if (!held.knows(text)) missing.add(text)
    }
    if (missing.size >= encoder.atOnce || answers.length >= TOLD_AT_ONCE) break
  }
  return { answers, missing: [...missing], vectors }
}

/** What came and went in between is told by how it ended. */
function tell(): void {
  if (made.length + dropped.length === 0) return
  send({
    made: made.splice(0).filter(([text]) => held.knows(text)),
    dropped: dropped.splice(0).filter((text) => !held.knows(text)),
  })
}
