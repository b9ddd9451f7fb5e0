import { readFileSync } from 'node:fs'

const PAGE_BYTES = 65_536
const SIXTEEN = 16
const FIRST_ROOM = 256
const GROWS_BY = 1.5
/** Each round of rows is so many times the one before. */
const WIDER_BY = 4

type Differ = (question: number, bytes: number, counts: number, differences: number, row: number, count: number) => void

const sixteens = (bytes: number): number => Math.ceil(bytes / SIXTEEN) * SIXTEEN

/**
 * Of each vector only the signs of its numbers: an eighth of a byte a number, and a hundred thousand of 512 are compared in one or
 * two milliseconds (WebAssembly SIMD). The angle of two vectors is about the share of signs that differ (Charikar 2002), enough to
 * say which few are worth comparing exactly.
 */
export class HeldSigns {
  private readonly length: number
  private readonly bytesOfRow: number
  private readonly countsAt: number
  private readonly differencesAt: number
  private readonly memory: WebAssembly.Memory
  private readonly run: Differ
  private bytes: Uint8Array
  private rows = 0
  /** Rows there is room for; differences of all of them lie before the first. */
  private room = 0
  private firstRow: number

  constructor(length: number) {
    this.length = length
    this.bytesOfRow = sixteens(Math.ceil(length / 8))
    this.countsAt = this.bytesOfRow
    this.differencesAt = this.countsAt + sixteens((length + 1) * 4)
    this.firstRow = this.differencesAt
    this.memory = new WebAssembly.Memory({ initial: 1 })
    const program = new WebAssembly.Module(readFileSync(new URL('./differ.wasm', import.meta.url)))
    const { exports } = new WebAssembly.Instance(program, { held: { memory: this.memory } })
    this.run = exports['differ'] as Differ
    this.bytes = new Uint8Array(this.memory.buffer)
  }

  /** Puts the signs into a row, in place of what is there. */
  set(row: number, vector: Int8Array): void {
    if (row >= this.room) this.makeRoom(Math.max(row + 1, FIRST_ROOM, Math.ceil(this.room * GROWS_BY)))
    this.rows = Math.max(this.rows, row + 1)
    this.write(this.firstRow + row * this.bytesOfRow, vector)
  }

  /**
   * Rows whose signs are nearest to the question's, in rounds: at least `first` rows, then those that are nearest after them, and
   * so on to all.
   */
  *nearest(question: Float32Array, first: number): Generator<number[]> {
    const differences = this.compare(question)
    const counts = new Uint32Array(this.memory.buffer, this.countsAt, this.length + 1).slice()
    let wanted = first
    for (let from = 0, bound = 0; from <= this.length; from = bound) {
      for (let rows = 0; bound <= this.length && rows < wanted; bound++) rows += counts[bound] as number
      const round: number[] = []
      for (let row = 0; row < differences.length; row++) {
        const differs = differences[row] as number
        if (differs < bound && differs >= from) round.push(row)
      }
      yield round
      wanted *= WIDER_BY
    }
  }

  /** In how many signs each row differs; good until the next question or row. */
  compare(question: Float32Array): Uint16Array {
    this.write(0, question)
    this.bytes.fill(0, this.countsAt, this.differencesAt)
    this.run(0, this.bytesOfRow, this.countsAt, this.differencesAt, this.firstRow, this.rows)
    return new Uint16Array(this.memory.buffer, this.differencesAt, this.rows)
  }

  private write(at: number, vector: Int8Array | Float32Array): void {
    this.bytes.fill(0, at, at + this.bytesOfRow)
    for (let i = 0; i < vector.length; i++) if ((vector[i] as number) > 0) this.bytes[at + (i >> 3)]! |= 1 << (i & 7)
  }

  private makeRoom(rows: number): void {
    const firstRow = this.differencesAt + sixteens(rows * 2)
    const lacking = firstRow + rows * this.bytesOfRow - this.bytes.length
    if (lacking > 0) this.memory.grow(Math.ceil(lacking / PAGE_BYTES))
    this.bytes = new Uint8Array(this.memory.buffer)
    this.bytes.copyWithin(firstRow, this.firstRow, this.firstRow + this.rows * this.bytesOfRow)
    this.firstRow = firstRow
    this.room = rows
  }
}
