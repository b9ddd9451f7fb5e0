import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const DOCS = [
  'README.md',
  'CONTRIBUTING.md',
  'server/protocol/README.md',
  ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'))
const OURS = /^(kb|server|site|widget|content|bench|e2e|dev|deploy|docs)\/[\w./[\]-]*$/
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const texts = DOCS.map((doc) => ({ doc, text: readFileSync(join(root, doc), 'utf8') }))

describe('the documents', () => {
  it.each(texts)('$doc names files that are there', ({ doc, text }) => {
    const named = [...text.matchAll(/`([^`\s]+)`|"([^"\s]+\/[^"\s]*)"\]/g)].map(
      ([, path, drawn]) => path ?? drawn ?? '',
    )
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = '']) => join(dirname(doc), to))
    const missing = [...named.filter((path) => OURS.test(path)), ...linked].filter(
      (path) => !existsSync(join(root, path)),
    )
    expect(missing).toEqual([])
  })
  it.each(texts)('$doc names commands that are there', ({ text }) => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !scripts[name])).toEqual([])
  })
  it('docs/security.md names a test that is there for each group and for each hole that was found', () => {
    const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const name = /^\| ([SV]\d+)\b/.exec(line)?.[1]
        return name
          ? [[name, [...line.matchAll(/`([\w./*-]+\.test\.ts)`/g)].map(([, file = '']) => file)] as const]
          : []
      })
    const from = (letter: string, count: number) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`)
    expect(rows.map(([name]) => name)).toEqual([...from('S', 34), ...from('V', 24)])
    const held = (files: readonly string[]) => files.some((file) => globSync(file, { cwd: root }).length > 0)
    expect(rows.filter(([, files]) => !held(files)).map(([name]) => name)).toEqual([])
  })
  it('docs/architecture.md walks by exact names', () => {
    const walks = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split('\n## ').slice(1)
    expect(walks.map((walk) => walk.split('\n', 1)[0])).toEqual([
      'The walk of a question',
      'The walk of a message',
      'The walk of a promotion',
    ])
    for (const walk of walks) expect([...walk.matchAll(/`[\w./[\]-]+\.(ts|tsx|astro)`/g)].length).toBeGreaterThan(8)
  })
})
