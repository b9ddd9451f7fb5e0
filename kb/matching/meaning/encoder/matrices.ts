import { readFileSync } from 'node:fs'
import type { Numbers } from './read-arrays.ts'

const PAGE_BYTES = 65_536
const PANEL = 8

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
 * worked on. What is laid down stays; there is no giving back.
 */
export async function createMatrices(bytes: number) {
  const pages = Math.ceil(bytes / PAGE_BYTES)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const program = readFileSync(new URL('./multiply.wasm', import.meta.url))
  const { instance } = await WebAssembly.instantiate(program, { model: { memory } })
  const multiply = instance.exports['multiply'] as Multiply
  let free = 16

  function rows(count: number, step: number): Rows {
    const at = free
    free += count * step * 4
    return { at, step, numbers: new Float32Array(memory.buffer, at, count * step) }
  }
  /** Lays weights of so many lines and columns down in panels of eight columns. */
  function weights({ shape: [depth = 0, columns = 0], data }: Numbers): Weights {
    if (columns % PANEL !== 0) throw new Error('Weights come in eights of columns.')
    const { at, numbers } = rows(depth, columns)
    let to = 0
    for (let panel = 0; panel < columns; panel += PANEL)
      for (let line = 0; line < depth; line++)
        for (let column = panel; column < panel + PANEL; column++)
          numbers[to++] = data[line * columns + column] as number
    return { at, depth, columns }
  }
  return {
    rows,
    weights,
    /** `out` gets the product of the first `count` rows of `from`, `shift` numbers further on, with the weights. */
    multiply(from: Rows, count: number, by: Weights, out: Rows, shift = 0): void {
      multiply(from.at + shift * 4, from.step * 4, count, by.depth, by.at, by.columns, out.at, out.step * 4)
    },
  }
}
export type Matrices = Awaited<ReturnType<typeof createMatrices>>
