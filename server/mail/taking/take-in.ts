import { randomBytes } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { LARGEST_LETTER_BYTES } from '../receive-mail.ts'
import { letterSlimmer, type Slimmed } from './slim-letter.ts'

/** No mail host is known to deliver more; of what is larger the beginning is taken, where its words stand. */
export const LARGEST_TAKEN_BYTES = 150 * 1024 * 1024
const BEGINNING_BYTES = 2 * 1024 * 1024
/** Whoever promises more than this is not heard to the end. */
const LARGEST_HEARD_BYTES = 1024 * 1024 * 1024
const AT_ONCE_BYTES = 64 * 1024
/** Longest stretch of work before others get their turn. */
const SLICE_MS = 8

export interface LetterIn {
  raw: Uint8Array<ArrayBuffer>
  /** Absent: it is here whole. */
  slimmed?: Slimmed
}

/**
 * A letter as it comes in, into one place that is there from the beginning: joining 30 MB at once would hold the loop.
 * Of one too large to be held whole its words and small files are. `promised`: its bytes, 0 if nobody says.
 */
export async function takeIn(
  pieces: AsyncIterable<Uint8Array>,
  promised: number,
  mostTaken = LARGEST_TAKEN_BYTES,
  mostWhole = LARGEST_LETTER_BYTES,
): Promise<LetterIn> {
  const held = new Uint8Array(promised > mostWhole ? 0 : promised || mostWhole)
  const most = promised > mostTaken ? Math.min(BEGINNING_BYTES, mostTaken) : mostTaken
  const heard = promised > LARGEST_HEARD_BYTES ? most : LARGEST_HEARD_BYTES
  const leftOut = `x-left-out-${randomBytes(12).toString('hex')}`
  let slimmer: ReturnType<typeof letterSlimmer> | null = null
  let size = 0
  let taken = 0
  let ends = 0
  for await (const piece of pieces) {
    const before = size
    size += piece.length
    if (slimmer === null && size <= held.length) held.set(piece, before)
    else if (before < most) {
      if (slimmer === null) {
        slimmer = letterSlimmer(leftOut, { keptBytes: mostWhole })
        for (let at = 0; at < before; at += AT_ONCE_BYTES) {
          slimmer.take(held.subarray(at, Math.min(before, at + AT_ONCE_BYTES)))
          await turn()
        }
      }
      slimmer.take(piece)
      taken = size
      // Many pieces may stand ready at once.
      if (performance.now() > ends) {
        await turn()
        ends = performance.now() + SLICE_MS
      }
    }
    // What is not taken is heard out, or whoever sends it would take our answer for a cut line and send it again.
    if (size > heard) break
  }
  if (slimmer === null) return { raw: size < held.length ? held.slice(0, size) : held }
  const whole = Math.max(size, promised)
  const cut = whole > taken || slimmer.isFull()
  return { raw: slimmer.done(whole - taken), slimmed: { size: whole, leftOut, cut } }
}
