import { convertToTsx } from '@astrojs/astro2tsx'
import { parseSync } from 'vite'
import { ambientReader } from './read-ambient.ts'
import { castReader } from './read-casts.ts'
import { importReader } from './read-imports.ts'
import type { SourceFacts } from './source-facts.ts'
import { type Node, walk } from './tree.ts'

const SCRIPT = /<script(?![^>]*\bis:inline\b)[^>]*>([\s\S]*?)<\/script>/g

/** Reads the tree of a `.ts`, `.tsx`, `.mjs` or `.astro` file, its markup too; throws on one that does not parse. */
export function readSource(path: string, source: string): SourceFacts {
  const facts: SourceFacts = { path, takes: [], unreadable: [], environment: [], clock: [], casts: [] }
  const lineOf = (text: string, at: number) => text.slice(0, at).split('\n').length
  if (!path.endsWith('.astro')) {
    readProgram(facts, path, source, (at) => lineOf(source, at))
    return facts
  }
  const { code, mappings, hasParseErrors, diagnostics } = convertToTsx(source, { filename: path })
  if (hasParseErrors) throw new Error(`${path} does not parse: ${diagnostics[0]?.message}`)
  // What the page becomes stands after its markup, and is the converter's own.
  readProgram(facts, `${path}.tsx`, code.slice(0, code.lastIndexOf('\nexport default function')), (at) => {
    const [virtual, , original] = mappings.findLast(([start]) => start <= at) ?? [at, 0, 0]
    return lineOf(source, original + Math.max(0, at - virtual))
  })
  for (const script of source.matchAll(SCRIPT)) {
    const from = script.index + script[0].indexOf('>') + 1
    readProgram(facts, `${path}.ts`, script[1] ?? '', (at) => lineOf(source, from + at))
  }
  return facts
}

function readProgram(facts: SourceFacts, name: string, source: string, lineAt: (at: number) => number): void {
  const { program, errors } = parseSync(name, source)
  if (errors.length > 0) throw new Error(`${facts.path} does not parse: ${errors[0]?.message}`)
  const lineOf = (node: Node) => lineAt(node.start)
  const readers = [
    importReader(facts, lineOf, name.endsWith('.d.ts')),
    ambientReader(facts, lineOf),
    castReader(facts, lineOf),
  ]
  walk(program as unknown as Node, (node) => {
    for (const read of readers) read(node)
  })
}
