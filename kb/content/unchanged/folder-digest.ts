import { createHash } from 'node:crypto'
import { addFolder, codeDigest } from '../../storage/folder-digest.ts'

/** What reads a content folder and says what comes of it. */
const READERS = ['content', 'catalogue', 'answers', 'pictures', 'markdown', 'spelling', 'shared']

/** Of every byte of the folder, of the code that reads it, and of what else an import goes by (`beside`). */
export function digestOfFolder(dir: string, beside: unknown): string {
  const hash = createHash('sha256')
    .update(codeDigest(...READERS))
    .update(JSON.stringify(beside))
  addFolder(hash, dir)
  return hash.digest('base64')
}
