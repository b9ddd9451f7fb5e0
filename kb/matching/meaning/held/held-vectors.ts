import { readFileSync } from 'node:fs'
import { HeldSigns } from './held-signs.ts'
import { numbersOf, type PackedVector, scaleOf } from './packed-vector.ts'

const PAGE_BYTES = 65_536
/** Before the numbers of a row: its scale, the last likeness, and what keeps the numbers at a multiple of sixteen. */
const HEAD_BYTES = 16
const SIXTEEN = 16
/** Numbers of a question are as fine as leaves a sum of 4 096 products within 32 bits. */
const LARGEST = 4095
const GROWS_BY = 1.5

type Compare = (question: number, scale: number, numbers: number, row: number, size: number, count: number) => void

/** Likenesses of one model on the scale of another: a line. */
export interface Scale {
  by: number
  add: number
}

/**
 * Rows of packed vectors, all of one length, and how alike a question is to each: sixteen numbers at a time (WebAssembly SIMD),
 * 20 000 rows of 512 in two or three milliseconds. A row that was removed is used again.
 */
export class HeldVectors {
  /** Numbers of a vector, without what fills up the last sixteen. */
  readonly length: number
  /** The same rows by their signs alone. */
  readonly signs: HeldSigns
  private readonly padded: number
  private readonly size: number
  private readonly memory: WebAssembly.Memory
  private readonly run: Compare
  private readonly firstRow: number
  private bytes: Int8Array
  private floats: Float32Array
  private rows = 0
  private scale: Scale = { by: 1, add: 0 }
  /** How large one of the question's numbers is, and whether all rows were compared with it. */
  private questionScale = 1
  private isCompared = false
  private readonly free: number[] = []

  constructor(length: number) {
    this.length = length
    this.signs = new HeldSigns(length)
    this.padded = Math.ceil(length / SIXTEEN) * SIXTEEN
    this.size = HEAD_BYTES + this.padded
    // the question lies before the rows, two bytes a number
    this.firstRow = this.padded * 2
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((this.firstRow + this.size) / PAGE_BYTES) })
    const program = new WebAssembly.Module(readFileSync(new URL('./compare.wasm', import.meta.url)))
    const { exports } = new WebAssembly.Instance(program, { held: { memory: this.memory } })
    this.run = exports['compare'] as Compare
    this.bytes = new Int8Array(this.memory.buffer)
    this.floats = new Float32Array(this.memory.buffer)
  }

  /** The row it is in from now on. */
  add(vector: PackedVector): number {
    const numbers = numbersOf(vector)
    if (numbers.length !== this.length)
      throw new Error(`A vector of ${numbers.length} numbers among those of ${this.length}.`)
    const row = this.free.pop() ?? this.rows++
    const at = this.firstRow + row * this.size
    this.makeRoom(at + this.size)
    this.floats[at / 4] = scaleOf(vector)
    this.bytes.fill(0, at + HEAD_BYTES, at + this.size)
    this.bytes.set(numbers, at + HEAD_BYTES)
    this.signs.set(row, numbers)
    return row
  }

  /** Rows there are, those that were removed among them. */
  get count(): number {
    return this.rows
  }

  remove(row: number): void {
    this.free.push(row)
  }

  /** The vector in a row. */
  at(row: number): Float32Array {
    const at = this.firstRow + row * this.size
    const scale = this.floats[at / 4] as number
    return Float32Array.from(
      this.bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + this.length),
      (number) => number * scale,
    )
  }

  /** Compares all rows, or else each when it is asked for; `likeness` then tells of this question. */
  ask(question: Float32Array, all = true): void {
    this.questionScale = question.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / LARGEST || 1
    const fine = new Int16Array(this.memory.buffer, 0, this.padded)
    for (let at = 0; at < this.length; at++) fine[at] = Math.round((question[at] as number) / this.questionScale)
    if (all) this.compare(0, this.rows)
    this.isCompared = all
  }

  /** How alike the question asked last is to this row. */
  likeness(row: number): number {
    if (!this.isCompared) this.compare(row, 1)
    return (this.floats[(this.firstRow + row * this.size) / 4 + 1] as number) * this.scale.by + this.scale.add
  }

  private compare(row: number, count: number): void {
    this.run(0, this.questionScale, this.padded, this.firstRow + row * this.size, this.size, count)
  }

  /** Tells likenesses on another scale from now on. */
  tellOn(scale: Scale): void {
    this.scale = scale
  }

  private makeRoom(bytes: number): void {
    if (bytes <= this.bytes.length) return
    const pages = Math.ceil((Math.max(bytes, this.bytes.length * GROWS_BY) - this.bytes.length) / PAGE_BYTES)
    this.memory.grow(pages)
    this.bytes = new Int8Array(this.memory.buffer)
    this.floats = new Float32Array(this.memory.buffer)
  }
}
