import { readFileSync } from 'node:fs'

const PAGE_BYTES = 65_536
const PANEL = 8
/** In the memory, and in a file of float32. */
export const WEIGHT_BYTES = 2

/** A matrix of weights as the program reads it. */
export interface Weights {
  at: number
  depth: number
  columns: number
}

/** Rows of numbers in the memory of the program. */
export interface Rows {
  at: number
  /** Numbers from one row to the next. */
  step: number
  numbers: Float32Array
}

type Multiply = (
  a: number,
  aStep: number,
  rows: number,
  depth: number,
  w: number,
  columns: number,
  out: number,
  outStep: number,
) => void

/**
 * Products of matrices by four numbers at a time (WebAssembly SIMD), with a memory of its own for weights and for what is
 * worked on, of so many bytes: it could grow, but leaves what it was behind as garbage. What is laid down stays. Weights are
 * held in 16 bits (bfloat16), which costs vectors a cosine of less than 0.001.
 */
export async function createMatrices(bytes: number) {
  const pages = Math.ceil(bytes / PAGE_BYTES)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const program = readFileSync(new URL('./multiply.wasm', import.meta.url))
  const { instance } = await WebAssembly.instantiate(program, { model: { memory } })
  const multiply = instance.exports['multiply'] as Multiply
  let free = 16

  /** Where so many bytes are. */
  function room(bytes: number): number {
    const at = free
    free += Math.ceil(bytes / 16) * 16
    return at
  }
  return {
    room,
    bytes: (at: number, count: number) => new Uint8Array(memory.buffer, at, count),
    /** Rows to work on, each of so many numbers. */
    rows(count: number, step: number): Rows {
      const at = room(count * step * 4)
      return { at, step, numbers: new Float32Array(memory.buffer, at, count * step) }
    },
    /** Room for weights of so many lines and columns, in panels of eight columns; `set` lays one of them down, line after line. */
    weights(depth: number, columns: number): { weights: Weights; set(at: number, number: number): void } {
      if (columns % PANEL !== 0) throw new Error('Weights come in eights of columns.')
      const at = room(depth * columns * WEIGHT_BYTES)
      const halves = new Uint16Array(memory.buffer, at, depth * columns)
      return {
        weights: { at, depth, columns },
        set(place, number) {
          const [line, column] = [Math.floor(place / columns), place % columns]
          halves[(column - (column % PANEL)) * depth + line * PANEL + (column % PANEL)] = upperHalf(number)
        },
      }
    },
    /** `out` gets the product of the first `count` rows of `from`, `shift` numbers further on, with the weights. */
    multiply(from: Rows, count: number, by: Weights, out: Rows, shift = 0): void {
      multiply(from.at + shift * 4, from.step * 4, count, by.depth, by.at, by.columns, out.at, out.step * 4)
    },
  }
}
export type Matrices = Awaited<ReturnType<typeof createMatrices>>

const bits = new DataView(new ArrayBuffer(4))

/** Of a float32's 32 bits the upper 16, rounded. */
function upperHalf(number: number): number {
  bits.setFloat32(0, number)
  return Math.min((bits.getUint32(0) + 0x8000) >>> 16, 0xffff)
}
