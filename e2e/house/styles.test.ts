import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const textsOf = (pattern: string) =>
  globSync(pattern, { cwd: ROOT }).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
/** Set in a style sheet, by code that writes a style, or by the launcher's `set('offset-x', …)`. */
const SET = /(--[\w-]+)['"`\]]*\s*[:,]|\bset\('([\w-]+)'/g
const READ = /var\(\s*(--[\w-]+)\s*\)/g

describe.each([
  ['site', ['site/**/*.{css,ts,tsx,astro}', 'kb/shared/*.ts']],
  ['widget', ['widget/**/*.{css,ts,tsx}', 'site/styles/tokens.css']],
])('styles of %s', (folder, sources) => {
  it('name no colour, size or shadow that is set nowhere', () => {
    const known = new Set(
      sources
        .flatMap(textsOf)
        .flatMap(({ text }) => [...text.matchAll(SET)].map(([, name, bare]) => name ?? `--${bare}`)),
    )
    const read = textsOf(`${folder}/**/*.{css,ts}`).flatMap(({ path, text }) =>
      [...text.matchAll(READ)].map(([, name = '']) => ({ path, name })),
    )
    expect(read.length).toBeGreaterThan(50)
    expect(read.filter(({ name }) => !known.has(name))).toEqual([])
  })
})
