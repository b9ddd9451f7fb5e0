import { unzipSync } from 'fflate'

/** An array as NumPy keeps it: its numbers in rows, last dimension first. */
export interface Numbers {
  shape: number[]
  data: Float32Array | Uint8Array
}

const MAGIC = '\u0093NUMPY'

/** The arrays of a `.npz` by their names (NEP 1: a zip of `.npy` files). Others than float32, float64 and uint8 are left out. */
export function readArrays(npz: Uint8Array): Map<string, Numbers> {
  const arrays = new Map<string, Numbers>()
  for (const [file, bytes] of Object.entries(unzipSync(npz))) {
    const numbers = readArray(bytes)
    if (numbers) arrays.set(file.replace(/\.npy$/, ''), numbers)
  }
  return arrays
}

function readArray(bytes: Uint8Array): Numbers | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== MAGIC) throw new Error('This is no array of NumPy.')
  const isLong = bytes[6] !== 1
  const headerLength = isLong ? view.getUint32(8, true) : view.getUint16(8, true)
  const from = (isLong ? 12 : 10) + headerLength
  const header = Buffer.from(bytes.subarray(isLong ? 12 : 10, from)).toString('latin1')
  if (!/'fortran_order': False/.test(header)) throw new Error('An array lies in columns.')
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  // Numbers of several bytes must begin at a multiple of them; those of one stay where they were unpacked.
  const aligned = () => bytes.slice(from).buffer
  switch (/'descr': '([^']+)'/.exec(header)?.[1]) {
    case '<f4':
      return { shape, data: new Float32Array(aligned()) }
    case '<f8':
      return { shape, data: Float32Array.from(new Float64Array(aligned())) }
    case '|u1':
      return { shape, data: bytes.subarray(from) }
    default:
      return null
  }
}
