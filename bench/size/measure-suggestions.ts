import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the search field of the help centre may weigh more for what it suggests. */
export const SUGGESTIONS_BOUND = 4_000

const root = join(import.meta.dirname, '../..')
const IMPORTED = /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g

/** Compressed bytes of the script that the field brings, with all it imports, and of its sheet. */
export function measureSuggestions(compressed: (content: Buffer) => number): number {
  const assets = join(root, 'dist/client/_assets')
  const first = readdirSync(assets).find((name) => /^SearchForm\.astro_.*\.js$/.test(name))
  if (!first) throw new Error('dist/client holds no script of the search field: run `npm run build` first')
  const names = new Set([first])
  let bytes = compressed(readFileSync(join(root, 'site/styles/suggest.css')))
  for (const name of names) {
    const code = readFileSync(join(assets, name))
    bytes += compressed(code)
    for (const [, imported] of code.toString().matchAll(IMPORTED)) names.add(imported!)
  }
  return bytes
}
