const LARGEST = 127

/** A vector in a quarter of its size: its scale (float32), then each number as so many of it (int8). */
export type PackedVector = Uint8Array

const SCALE_BYTES = 4

export function pack(vector: Float32Array): PackedVector {
  const scale = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 0) / LARGEST || 1
  const packed = new Uint8Array(SCALE_BYTES + vector.length)
  new DataView(packed.buffer).setFloat32(0, scale, true)
  numbersOf(packed).set(vector.map((number) => Math.round(number / scale)))
  return packed
}

export function unpack(packed: PackedVector): Float32Array {
  const scale = scaleOf(packed)
  return Float32Array.from(numbersOf(packed), (number) => number * scale)
}

export const scaleOf = (packed: PackedVector): number =>
  new DataView(packed.buffer, packed.byteOffset, SCALE_BYTES).getFloat32(0, true)

export const lengthOf = (packed: PackedVector): number => packed.byteLength - SCALE_BYTES

export const numbersOf = (packed: PackedVector): Int8Array =>
  new Int8Array(packed.buffer, packed.byteOffset + SCALE_BYTES, packed.byteLength - SCALE_BYTES)
