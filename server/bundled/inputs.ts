import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where `vite.server.config.ts` puts the server in a few files, and what they were made of. */
export const BUNDLE = 'dist/node'
const INPUTS = `${BUNDLE}/inputs.json`
/** Which packages there are. An image holds no lock file; then the versions that package.json names stand for them. */
const PACKAGES = ['package.json', 'package-lock.json']

const digestOf = (root: string, path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('base64')

/** What a bundle of these sources is made of, as it is kept beside it. */
export const inputsOf = (root: string, sources: readonly string[]): Record<string, string> =>
  Object.fromEntries([...sources, ...PACKAGES].sort().map((path) => [path, digestOf(root, path)]))

/**
 * Whether there is a bundle that says what the sources say. Whoever changed one since runs the sources themselves: nobody has to
 * remember to build before a start tells the truth.
 */
export function bundleIsCurrent(root: string): boolean {
  if (!existsSync(join(root, INPUTS))) return false
  const inputs = JSON.parse(readFileSync(join(root, INPUTS), 'utf8')) as Record<string, string>
  return Object.entries(inputs).every(([path, digest]) =>
    existsSync(join(root, path)) ? digestOf(root, path) === digest : PACKAGES.includes(path),
  )
}
