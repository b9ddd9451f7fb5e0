import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Plain JavaScript for any Node: what an older one cannot read starts only after this. `npm ci` puts the right Node beside the product. */
const NEEDED = [24, 2]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const tooOld = major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = existsSync(join(root, 'node_modules', 'zod'))

if (!installed || tooOld) {
  const why = installed
    ? `Firstline needs Node ${NEEDED.join('.')} or newer and found ${process.versions.node}. Run "npm ci" without --ignore-scripts, which puts the right one beside it, or install Node 24.`
    : 'The packages are not installed yet. Run "npm ci", then start again.'
  process.stderr.write(`\n${why}\n`)
  process.exit(1)
}
const { bundleIsCurrent } = await import('./bundled/inputs.ts')
if (bundleIsCurrent(root)) await import('../dist/node/server-start.mjs')
else await import('./start.ts')
