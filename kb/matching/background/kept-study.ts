import { createHash } from 'node:crypto'
import { faultText } from '#shared'
import type { Log } from '../../log.ts'
import { codeDigest } from '../../storage/folder-digest.ts'
import { byContent } from '../by-content.ts'
import type { LearntStore } from '../learning/learnt-store.ts'
import type { SearchEntry } from '../matcher.ts'
import { SharpenedWeights } from '../ranking/sharpened-weights.ts'
import { slices } from '../slices.ts'
import type { CrossFitted } from '../verdict/calibrate.ts'
import type { Study } from './study.ts'

/** Of no site: a study is of all of them. */
const SITE = ''
const HEAD = 'study'
/** Weights in one row, 8 bytes each: small enough that writing one holds nobody up. */
const WEIGHTS_IN_PART = 32_768
const LOOKED_AT_ONCE = 65_536

/** A case without its question, which stands in the library under this answer and place: who has it forgotten there need not look here. */
type KeptCase = [
  site: string,
  answerId: string,
  phrasing: number,
  odds: number,
  fit: number,
  right: 0 | 1,
  without: number,
]

interface Head {
  digest: string
  cases: KeptCase[]
  both: KeptCase[] | null
  /** Null: nothing was sharpened. */
  parts: number | null
}
interface Part {
  digest: string
  slots: string
  values: string
}

/** Keeps the last study for the next start, with a digest of all it was learnt from: the library, the code that reads it, the model. */
export interface KeptStudy {
  /** Null when nothing is kept, or it was learnt from anything else. */
  recall(entries: readonly SearchEntry[]): Promise<Study | null>
  keep(entries: readonly SearchEntry[], study: Study): Promise<void>
}

export function keptStudy(
  store: Pick<LearntStore, 'setting' | 'saveSetting'>,
  log: Log,
  model: string | null = null,
): KeptStudy {
  async function recall(entries: readonly SearchEntry[]): Promise<Study | null> {
    const head = await store.setting<Head>(SITE, HEAD)
    if (!head || head.digest !== (await digestOf(entries, model))) return null
    const byId = new Map(entries.map((entry) => [entry.id, entry]))
    const recalled = (cases: readonly KeptCase[]) =>
      cases.map(([site, answerId, phrasing, odds, fit, right, oddsWithoutAnswer]) => ({
        ...{ site, answerId, odds, fit, oddsWithoutAnswer, right: right === 1 },
        question: byId.get(answerId)?.phrasings[phrasing]?.text ?? '',
      }))
    const asked = { cases: recalled(head.cases), both: head.both && recalled(head.both) }
    if (head.parts === null) return { ...asked, sharpened: null }
    const { table } = new SharpenedWeights()
    for (let number = 0; number < head.parts; number++) {
      const part = await store.setting<Part>(SITE, `${HEAD}-${number}`)
      if (part?.digest !== head.digest) return null
      const slots = new Uint32Array(bytesOf(part.slots))
      const values = new Float32Array(bytesOf(part.values))
      slots.forEach((slot, i) => (table[slot] = values[i] as number))
    }
    return { ...asked, sharpened: table }
  }

  async function keep(entries: readonly SearchEntry[], { cases, both, sharpened }: Study): Promise<void> {
    const digest = await digestOf(entries, model)
    let parts = 0
    for await (const { slots, values } of sharpened ? weightsOf(sharpened) : []) {
      const part: Part = { digest, slots: textOf(slots), values: textOf(values) }
      await store.saveSetting(SITE, `${HEAD}-${parts++}`, part)
    }
    const byId = new Map(entries.map((entry) => [entry.id, entry]))
    const toKeep = (one: CrossFitted): KeptCase => [
      one.site,
      one.answerId,
      byId.get(one.answerId)?.phrasings.findIndex(({ text }) => text === one.question) ?? -1,
      one.odds,
      one.fit,
      one.right ? 1 : 0,
      one.oddsWithoutAnswer,
    ]
    const head: Head = {
      digest,
      cases: cases.map(toKeep),
      both: both?.map(toKeep) ?? null,
      parts: sharpened ? parts : null,
    }
    // Last: until it names them, parts of another study are not read.
    await store.saveSetting(SITE, HEAD, head)
  }

  return {
    recall: (entries) =>
      recall(entries).catch((fault: unknown) => {
        log.warn({ fault: faultText(fault) }, 'the last study could not be read; the library is studied again')
        return null
      }),
    keep: (entries, study) =>
      keep(entries, study).catch((fault: unknown) =>
        log.warn({ fault: faultText(fault) }, 'what the study found could not be kept for the next start'),
      ),
  }
}

/** The weights that are not zero, some at a time. */
async function* weightsOf(table: Float32Array): AsyncGenerator<{ slots: Uint32Array; values: Float32Array }> {
  const rest = slices()
  let [slots, values, held] = [new Uint32Array(WEIGHTS_IN_PART), new Float32Array(WEIGHTS_IN_PART), 0]
  for (let from = 0; from < table.length; from += LOOKED_AT_ONCE) {
    await rest()
    const to = Math.min(table.length, from + LOOKED_AT_ONCE)
    for (let slot = from; slot < to; slot++) {
      if (table[slot] === 0) continue
      slots[held] = slot
      values[held++] = table[slot] as number
      if (held < WEIGHTS_IN_PART) continue
      yield { slots, values }
      ;[slots, values, held] = [new Uint32Array(WEIGHTS_IN_PART), new Float32Array(WEIGHTS_IN_PART), 0]
    }
  }
  if (held > 0) yield { slots: slots.slice(0, held), values: values.slice(0, held) }
}

const textOf = (numbers: Uint32Array | Float32Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64')
const bytesOf = (text: string): ArrayBuffer => {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, 'base64')
  return buffer.slice(byteOffset, byteOffset + byteLength)
}

async function digestOf(entries: readonly SearchEntry[], model: string | null): Promise<string> {
  const hash = createHash('sha256').update(codeDigest('matching')).update(JSON.stringify(model))
  const rest = slices()
  for (const entry of byContent(entries)) {
    hash.update(JSON.stringify(entry))
    await rest()
  }
  return hash.digest('base64')
}
