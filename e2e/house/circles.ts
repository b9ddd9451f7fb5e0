import type { SourceFacts, Taken } from './source-facts.ts'

type Doors = Readonly<Record<string, string>>

/** Circles of files that wait for each other while loading: `['a.ts', 'b.ts']` is a → b → a. `doors` maps `#kb` to its file. */
export const circlesOfValues = (files: readonly SourceFacts[], doors: Doors): string[][] =>
  circlesOfFiles(files, doors, (way) => way === 'value')

/** Circles of files by whatever one takes of another, types too: none of them can be read before the others. */
export const circlesOfTypes = (files: readonly SourceFacts[], doors: Doors): string[][] =>
  circlesOfFiles(files, doors, () => true)

function circlesOfFiles(files: readonly SourceFacts[], doors: Doors, counts: (way: Taken['way']) => boolean) {
  const known = new Set(files.map(({ path }) => path))
  const edges = new Map(
    files.map(({ path, takes }) => [
      path,
      takes
        .filter(({ way }) => counts(way))
        .map(({ target }) => doors[target] ?? target)
        .filter((target) => known.has(target) && target !== path),
    ]),
  )
  return circles(edges)
}

/** Circles of the folders right below `top`, types included: each is a part that can be read and moved alone. */
export function circlesOfFolders(files: readonly SourceFacts[], top: string): string[][] {
  const folderOf = (path: string) => new RegExp(`^${top}/[^/]+(?=/)`).exec(path)?.[0]
  const edges = new Map<string, string[]>()
  for (const { path, takes } of files) {
    const from = folderOf(path)
    if (!from) continue
    const to = takes.map(({ target }) => folderOf(target)).filter((folder) => folder !== undefined && folder !== from)
    edges.set(from, [...(edges.get(from) ?? []), ...(to as string[])])
  }
  return circles(edges)
}

/** The strongly connected parts of more than one member (Tarjan 1972), each sorted. */
function circles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (node: string): void => {
    order.set(node, order.size)
    lowest.set(node, order.size - 1)
    open.push(node)
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!))
    }
    if (lowest.get(node) !== order.get(node)) return
    const members = open.splice(open.indexOf(node))
    if (members.length > 1) found.push(members.sort())
  }
  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return found
}
