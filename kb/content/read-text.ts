import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Read } from './read-yaml.ts'

const NEWLINE = 10

/** A file as UTF-8, without its byte order mark. Another encoding is refused with its first line that cannot be read. */
export function readText(dir: string, file: string): Read<string> {
  let bytes: Buffer
  try {
    bytes = readFileSync(join(dir, file))
  } catch (error) {
    const { code = String(error) } = error as { code?: string }
    const message = `The file cannot be opened (${code}). Check that it is a file this user may read.`
    return { ok: false, faults: [{ file, line: 1, message }] }
  }
  const text = decoded(bytes)
  if (text !== null) return { ok: true, value: text }
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    if (decoded(bytes.subarray(start, end)) === null) break
    start = end + 1
  }
  return { ok: false, faults: [{ file, line, message: 'This is not UTF-8. Save the file in UTF-8.' }] }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
