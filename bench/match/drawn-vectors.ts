import type { VectorStore } from '../../kb/matching/meaning/vector-store.ts'

const SCALE_BYTES = 4
const NUMBERS = 512
const POOL = 1 << 20
/** So that a vector of numbers drawn evenly from -127…127 is about as long as one. */
const SCALE = 1 / (Math.sqrt(NUMBERS / 3) * 127)

/** Vectors of made-up texts, drawn by chance: to encode hundreds of thousands takes hours and tells nothing of a question. */
export function drawnVectors(random: () => number): VectorStore {
  const pool = Uint8Array.from({ length: POOL }, () => Math.floor(random() * 255) - 127)
  const draw = () => {
    const vector = new Uint8Array(SCALE_BYTES + NUMBERS)
    new DataView(vector.buffer).setFloat32(0, SCALE, true)
    const from = Math.floor(random() * (POOL - NUMBERS))
    vector.set(pool.subarray(from, from + NUMBERS), SCALE_BYTES)
    return vector
  }
  return {
    read: async (_model, texts) => new Map(texts.map((text) => [text, draw()])),
    keep: async () => {},
    drop: async () => {},
    keepOnly: async () => {},
  }
}
