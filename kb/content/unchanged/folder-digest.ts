import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What reads a content folder and says what comes of it. */
const READERS = ['content', 'catalogue', 'answers', 'pictures', 'markdown', 'spelling', 'shared']

/** Of every byte of the folder, of the code that reads it, and of what else an import goes by (`beside`). */
export function digestOfFolder(dir: string, beside: unknown): string {
  const hash = createHash('sha256').update(codeDigest()).update(JSON.stringify(beside))
  addFolder(hash, dir, () => true)
  return hash.digest('base64')
}

let ofCode: string | null = null

/** A version that reads otherwise imports otherwise, and nobody should have to remember to say so. */
function codeDigest(): string {
  if (ofCode) return ofCode
  const hash = createHash('sha256')
  for (const folder of READERS)
    addFolder(hash, join(import.meta.dirname, '../..', folder), (name) => /(?<!\.test)\.ts$/.test(name))
  ofCode = hash.digest('base64')
  return ofCode
}

function addFolder(hash: Hash, dir: string, isRead: (name: string) => boolean): void {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isRead(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const name of names.sort()) {
    const bytes = readFileSync(name)
    // Where one ends and the next begins is part of it.
    hash.update(JSON.stringify([name.slice(dir.length), bytes.length])).update(bytes)
  }
}
