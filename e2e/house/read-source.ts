import { parseSync } from 'vite'
import { ambientReader } from './read-ambient.ts'
import { importReader } from './read-imports.ts'
import { type Node, walk } from './tree.ts'

/** How something is taken: when the file loads, later by a call, for its types alone, or as a program or file beside it. */
export type Way = 'value' | 'later' | 'type' | 'beside'

export interface Taken {
  /** A path from the root for relative ones; as written for packages and `#doors`; `*` stands for what a template fills in. */
  target: string
  way: Way
  line: number
}

/** What one file says of itself. Lines count from 1. */
export interface SourceFacts {
  path: string
  takes: Taken[]
  /** Where a module is asked for by a name that only the running program knows. */
  unreadable: number[]
  /** Where the environment is read, and where the clock. */
  environment: number[]
  clock: number[]
}

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---/
const SCRIPT = /<script(?![^>]*\bis:inline\b)[^>]*>([\s\S]*?)<\/script>/g

/** Reads the tree of a `.ts`, `.tsx`, `.mjs` or `.astro` file; throws on one that does not parse. */
export function readSource(path: string, source: string): SourceFacts {
  const facts: SourceFacts = { path, takes: [], unreadable: [], environment: [], clock: [] }
  if (!path.endsWith('.astro')) {
    readProgram(facts, path, source, 0)
    return facts
  }
  const [, matter] = FRONT_MATTER.exec(source) ?? []
  // Front matter may return, which only a function may: it stands in one that opens on the line of the fence.
  if (matter !== undefined) readProgram(facts, `${path}.ts`, `async () => {\n${matter}\n}`, 0)
  for (const script of source.matchAll(SCRIPT))
    readProgram(facts, `${path}.ts`, script[1] ?? '', source.slice(0, script.index).split('\n').length - 1)
  return facts
}

function readProgram(facts: SourceFacts, name: string, source: string, linesBefore: number): void {
  const { program, errors } = parseSync(name, source)
  if (errors.length > 0) throw new Error(`${facts.path} does not parse: ${errors[0]?.message}`)
  const lineOf = (node: Node) => linesBefore + source.slice(0, node.start).split('\n').length
  const readers = [importReader(facts, lineOf, name.endsWith('.d.ts')), ambientReader(facts, lineOf)]
  walk(program as unknown as Node, (node) => {
    for (const read of readers) read(node)
  })
}
