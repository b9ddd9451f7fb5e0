import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Locale } from '#shared'
import { createSentenceEncoder, DIMENSIONS } from './encoder/sentence-encoder.ts'
import type { NearAnswer } from './meaning.ts'

/** The thread that holds the model and the vectors of all texts; its messages. */
export interface Among {
  site: string
  audience: string
  locale: Locale | null
}
export interface TextsOfAnswer extends Among {
  id: string
  texts: string[]
}
export type ToMeaning =
  | { put: TextsOfAnswer[] }
  | { remove: string[] }
  | { id: number; question: string; among: Among }
  | { id: number; settle: true }
export type FromMeaning = { id: number; near: NearAnswer[] } | { id: number; settled: true }

const MOST_NEAR = 60
const LARGEST = 127

/** A vector in a quarter of its size: each number as a share of the greatest. */
interface Packed {
  numbers: Int8Array
  scale: number
}
interface Held extends Among {
  texts: string[]
  vectors: Packed[]
  middle: Packed
}

const { weights, pieces } = workerData as { weights: string; pieces: string }
const encoder = await createSentenceEncoder({ weights: readFileSync(weights), pieces: readFileSync(pieces) })

const held = new Map<string, Held>()
/** By answer: a later change to one takes the place of the earlier. */
const due = new Map<string, TextsOfAnswer>()
const settling: number[] = []
let isWorking = false
const send = (message: FromMeaning) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToMeaning) => {
  if ('put' in message) {
    for (const one of message.put) due.set(one.id, one)
    void work()
  } else if ('remove' in message)
    for (const id of message.remove) {
      due.delete(id)
      held.delete(id)
    }
  else if ('settle' in message) {
    if (isWorking) settling.push(message.id)
    else send({ id: message.id, settled: true })
  } else send({ id: message.id, near: nearest(encoder.encode(message.question), message.among) })
})

/** One text after another, questions in between. */
async function work(): Promise<void> {
  if (isWorking) return
  isWorking = true
  for (let next = due.values().next().value; next; next = due.values().next().value) {
    const { id, texts, site, audience, locale } = next
    const known = held.get(id)
    const vectors: Packed[] = []
    const middle = new Float32Array(DIMENSIONS)
    for (const text of texts) {
      const before = known?.texts.indexOf(text) ?? -1
      const vector = known?.vectors[before] ?? pack(encoder.encode(text))
      vectors.push(vector)
      for (let at = 0; at < DIMENSIONS; at++)
        middle[at] = (middle[at] as number) + (vector.numbers[at] as number) * vector.scale
      await new Promise((resolve) => setImmediate(resolve))
    }
    const length = Math.hypot(...middle) || 1
    // Removed or changed meanwhile: what was made is of before.
    if (due.get(id) !== next) continue
    due.delete(id)
    held.set(id, { texts, site, audience, locale, vectors, middle: pack(middle.map((number) => number / length)) })
  }
  isWorking = false
  for (const id of settling.splice(0)) send({ id, settled: true })
}

function nearest(question: Float32Array, among: Among): NearAnswer[] {
  const found: NearAnswer[] = []
  for (const [id, one] of held) {
    if (one.site !== among.site || (among.audience !== 'all' && one.audience !== among.audience)) continue
    if (among.locale !== null && one.locale !== among.locale) continue
    let best = -1
    let nearest = ''
    for (const [at, vector] of one.vectors.entries()) {
      const likeness = product(question, vector)
      if (likeness <= best) continue
      best = likeness
      nearest = one.texts[at] as string
    }
    found.push({ id, nearest, likeness: Math.max(0, (best + product(question, one.middle)) / 2) })
  }
  return found.sort((one, other) => other.likeness - one.likeness).slice(0, MOST_NEAR)
}

function pack(vector: Float32Array): Packed {
  const scale = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / LARGEST || 1
  return { numbers: Int8Array.from(vector, (number) => Math.round(number / scale)), scale }
}

function product(vector: Float32Array, { numbers, scale }: Packed): number {
  let sum = 0
  for (let at = 0; at < DIMENSIONS; at++) sum += (vector[at] as number) * (numbers[at] as number)
  return sum * scale
}
