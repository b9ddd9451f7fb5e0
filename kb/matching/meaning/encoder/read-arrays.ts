import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { inflateSync } from 'fflate'

export interface ArrayHead {
  shape: number[]
  /** As NumPy names it: `<f4`, `<f8`, `|u1`. */
  type: string
}

const MAGIC = '\u0093NUMPY'
/** Of a zip: the end of its directory, an entry of it, and the head before the bytes themselves. */
const DIRECTORY_END = 0x06054b50
const DIRECTORY_END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const DEFLATED = 8

interface Entry {
  name: string
  /** With the head of the array. */
  bytes: number
  packedBytes: number
  isPacked: boolean
  at: number
}

/**
 * The arrays of a `.npz` (NEP 1: a zip of `.npy` files), unpacked one after the other into the same room, so that nothing is held
 * or left behind but what is put away. Throws if it is no such file.
 */
export function openArrays(file: string) {
  const handle = openSync(file, 'r')
  const read = (from: number, bytes: number): DataView => {
    const view = new DataView(new ArrayBuffer(bytes))
    readSync(handle, view, 0, bytes, from)
    return view
  }
  const entries = readDirectory(fstatSync(handle).size, read)
  return {
    /** Bytes of each array, with its head. */
    sizes: new Map(entries.map(({ name, bytes }) => [name, bytes])),
    /** Gives each array that is wanted; its bytes are another's afterwards. */
    each(wanted: (name: string) => boolean, take: (name: string, head: ArrayHead, bytes: Uint8Array) => void): void {
      const given = entries.filter(({ name }) => wanted(name))
      const packed = new Uint8Array(Math.max(...given.map(({ packedBytes }) => packedBytes)))
      const room = new Uint8Array(Math.max(...given.map(({ bytes }) => bytes)))
      for (const { name, bytes, packedBytes, isPacked, at } of given) {
        const local = read(at, LOCAL_BYTES)
        const begins = at + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true)
        const stored = packed.subarray(0, packedBytes)
        readSync(handle, stored, 0, packedBytes, begins)
        const whole = isPacked ? inflateSync(stored, { out: room.subarray(0, bytes) }) : stored
        const { from, ...head } = readHead(whole)
        take(name, head, whole.subarray(from))
      }
    },
    close: () => closeSync(handle),
  }
}

/** Gives the numbers of an array of floats one by one. Throws on another type. */
export function eachFloat({ type }: ArrayHead, bytes: Uint8Array, give: (at: number, number: number) => void): void {
  if (type !== '<f4' && type !== '<f8') throw new Error(`An array of ${type} is no array of floats.`)
  const size = type === '<f4' ? 4 : 8
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at * size < bytes.length; at++)
    give(at, size === 4 ? view.getFloat32(at * size, true) : view.getFloat64(at * size, true))
}

function readDirectory(fileBytes: number, read: (from: number, bytes: number) => DataView): Entry[] {
  const end = fileBytes < DIRECTORY_END_BYTES ? null : read(fileBytes - DIRECTORY_END_BYTES, DIRECTORY_END_BYTES)
  if (end?.getUint32(0, true) !== DIRECTORY_END) throw new Error('This is no file of arrays of NumPy.')
  const directory = read(end.getUint32(16, true), end.getUint32(12, true))
  const entries: Entry[] = []
  for (let at = 0; at < directory.byteLength; ) {
    const length = directory.getUint16(at + 28, true)
    entries.push({
      name: Buffer.from(directory.buffer, at + ENTRY_BYTES, length)
        .toString('utf8')
        .replace(/\.npy$/, ''),
      isPacked: directory.getUint16(at + 10, true) === DEFLATED,
      packedBytes: directory.getUint32(at + 20, true),
      bytes: directory.getUint32(at + 24, true),
      at: directory.getUint32(at + 42, true),
    })
    at += ENTRY_BYTES + length + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true)
  }
  return entries
}

function readHead(bytes: Uint8Array): ArrayHead & { from: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== MAGIC) throw new Error('This is no array of NumPy.')
  const isLong = bytes[6] !== 1
  const begins = isLong ? 12 : 10
  const from = begins + (isLong ? view.getUint32(8, true) : view.getUint16(8, true))
  const header = Buffer.from(bytes.subarray(begins, from)).toString('latin1')
  if (!/'fortran_order': False/.test(header)) throw new Error('An array lies in columns.')
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  return { shape, type: /'descr': '([^']+)'/.exec(header)?.[1] ?? '', from }
}
