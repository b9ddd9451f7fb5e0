import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { drawParts } from './kit/compare-pictures.ts'

/** `npm run pictures`: what looks different; `npm run pictures -- --update` takes it over, `--only=offer,queue` looks at some. Differing pictures are put into e2e/screens. */
const update = process.argv.includes('--update')
const only = process.argv.find((one) => one.startsWith('--only='))?.slice('--only='.length) ?? ''
const startedAt = performance.now()
const keep = join(import.meta.dirname, 'screens')
const drawn = await drawParts()
const all = await drawn.compare({ update, keep, only }).finally(drawn.close)
const differing = all.filter(({ what }) => what !== 'same')
for (const { name, what, share } of differing)
  process.stdout.write(`${what.padEnd(8)} ${name}${what === 'changed' ? `  ${(share * 100).toFixed(2)} %` : ''}\n`)
const folder = join(import.meta.dirname, 'pictures')
const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
process.stdout.write(
  `${all.length} pictures, ${differing.length} ${update ? 'written' : 'differ'}, ${(bytes / 1e6).toFixed(1)} MB, ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`,
)
process.exit(update || differing.length === 0 ? 0 : 1)
