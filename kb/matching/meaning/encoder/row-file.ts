import { randomUUID } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Gives a row; its bytes are the next one's afterwards. */
export type ReadRow = (row: number) => Uint8Array

/**
 * Rows of one size in a file, made once: of a table of 80 000 pieces a question needs a dozen, and the rest would be 40 MB of
 * memory. Where the file cannot be written, the rows are held after all.
 */
export function openRows(file: string, count: number, size: number, make: () => Uint8Array): ReadRow {
  const handle = opened(file, count * size)
  if (handle !== null) return readFrom(handle, size)
  const rows = make()
  keep(file, rows)
  const written = opened(file, count * size)
  return written === null ? (row) => rows.subarray(row * size, (row + 1) * size) : readFrom(written, size)
}

/** Whole or not at all: other nodes may read the same folder, and a disk may be full. */
function keep(file: string, rows: Uint8Array): void {
  const unfinished = `${file}.${randomUUID()}`
  try {
    writeFileSync(unfinished, rows, { mode: 0o600 })
    renameSync(unfinished, file)
  } catch {
    try {
      rmSync(unfinished, { force: true })
    } catch {
      // where no file can be, none was left
    }
  }
}

function readFrom(handle: number, size: number): ReadRow {
  const row = new Uint8Array(size)
  return (number) => {
    readSync(handle, row, 0, size, number * size)
    return row
  }
}

/** Null where there is no file of so many bytes. */
function opened(file: string, bytes: number): number | null {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return null
  }
  if (fstatSync(handle).size === bytes) return handle
  closeSync(handle)
  return null
}
