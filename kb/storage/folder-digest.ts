import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const digests = new Map<string, string>()

/**
 * Of the code in these folders of `kb`, and of the words it is shipped with. What was made by one version is made anew by the next,
 * and nobody should have to remember to say so.
 */
export function codeDigest(...folders: string[]): string {
  const key = folders.join()
  const known = digests.get(key)
  if (known) return known
  const hash = createHash('sha256')
  for (const folder of folders)
    addFolder(hash, join(import.meta.dirname, '..', folder), (name) => /(?<!\.test)\.(ts|txt)$/.test(name))
  const digest = hash.digest('base64')
  digests.set(key, digest)
  return digest
}

/** Every byte of a folder, and which file it stands in. */
export function addFolder(hash: Hash, dir: string, isRead: (name: string) => boolean = () => true): void {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isRead(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const name of names.sort()) {
    const bytes = readFileSync(name)
    // Where one ends and the next begins is part of it.
    hash.update(JSON.stringify([name.slice(dir.length), bytes.length])).update(bytes)
  }
}
