import { posix } from 'node:path'
import type { SourceFacts, Way } from './source-facts.ts'
import { isImportMeta, type Node, nameOf, namesTaken, part, parts, propertyOf, textOf } from './tree.ts'

/**
 * Notes every way one file takes another: import and export statements, `import()`, `require` however it was made,
 * `import.meta.glob`, types in passing, and addresses of files beside this one (workers).
 *
 * A statement is of types only if it says so as a whole: of `import { type A } from 'a'` Node leaves `import {} from 'a'`.
 */
export function importReader(facts: SourceFacts, lineOf: (node: Node) => number, declaresOnly: boolean) {
  const makers = new Set(['createRequire'])
  const requires = new Set(['require'])

  const take = (at: Node, source: Node | null, way: Way): void => {
    if (source?.type === 'ConditionalExpression') {
      take(at, part(source, 'consequent'), way)
      take(at, part(source, 'alternate'), way)
      return
    }
    const written = textOf(source)
    if (written === null) facts.unreadable.push(lineOf(at))
    else facts.takes.push({ target: fromRoot(facts.path, written), way: declaresOnly ? 'type' : way, line: lineOf(at) })
  }
  const makesRequire = (node: Node | null) => {
    const callee = node?.type === 'CallExpression' ? part(node, 'callee') : null
    return callee !== null && (makers.has(nameOf(callee) ?? '') || propertyOf(callee) === 'createRequire')
  }
  const isRequire = (node: Node | null) => requires.has(nameOf(node) ?? '') || makesRequire(node)

  const call = (node: Node) => {
    const callee = part(node, 'callee')
    const [first] = parts(node, 'arguments')
    if (!callee || !first) return
    const property = propertyOf(callee)
    const object = part(callee, 'object')
    if (isRequire(callee) || (property === 'resolve' && isRequire(object))) take(node, first, 'later')
    else if (property === 'getBuiltinModule') take(node, first, 'later')
    else if (property === 'resolve' && isImportMeta(object)) take(node, first, 'beside')
    else if (property === 'glob' && isImportMeta(object))
      for (const pattern of first.type === 'ArrayExpression' ? parts(first, 'elements') : [first])
        take(node, pattern, 'value')
  }

  const wayOf = (kind: unknown) => (kind === 'type' ? 'type' : 'value')
  const exported = (node: Node) => {
    if (part(node, 'source')) take(node, part(node, 'source'), wayOf(node['exportKind']))
  }
  const readers: Record<string, (node: Node) => void> = {
    ImportDeclaration(node) {
      for (const one of parts(node, 'specifiers'))
        if (nameOf(part(one, 'imported')) === 'createRequire') makers.add(nameOf(part(one, 'local')) ?? '')
      take(node, part(node, 'source'), wayOf(node['importKind']))
    },
    ExportNamedDeclaration: exported,
    ExportAllDeclaration: exported,
    TSImportType: (node) => take(node, part(node, 'source'), 'type'),
    TSImportEqualsDeclaration(node) {
      const reference = part(node, 'moduleReference')
      if (reference?.type !== 'TSExternalModuleReference') return
      take(node, part(reference, 'expression'), wayOf(node['importKind']))
    },
    ImportExpression: (node) => take(node, part(node, 'source'), 'later'),
    VariableDeclarator(node) {
      const id = part(node, 'id')
      if (!makesRequire(part(node, 'init'))) return
      if (nameOf(id)) requires.add(nameOf(id) ?? '')
      for (const [taken, local] of namesTaken(id)) if (taken === 'resolve') requires.add(local)
    },
    CallExpression: call,
    NewExpression(node) {
      const [address, base] = parts(node, 'arguments')
      if (nameOf(part(node, 'callee')) !== 'URL' || !base) return
      if (propertyOf(base) === 'url' && isImportMeta(part(base, 'object'))) take(node, address ?? null, 'beside')
    },
  }
  return (node: Node): void => readers[node.type]?.(node)
}

function fromRoot(path: string, written: string): string {
  const [file = ''] = written.split('?')
  if (file.startsWith('.')) return posix.join(posix.dirname(path), file)
  return file.startsWith('/') ? file.slice(1) : written
}
