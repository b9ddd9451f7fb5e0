import type { SourceFacts } from './source-facts.ts'
import { isGlobal, isImportMeta, type Node, nameOf, namesTaken, part, parts, propertyOf, textOf } from './tree.ts'

const PROCESS_MODULE = /^(node:)?process$/

/** What Vite writes into the code when it builds; everything else of `import.meta.env` is the environment. */
const BUILD_CONSTANT = /^(DEV|PROD|SSR|MODE|BASE_URL)$/
const isBuildEnvironment = (node: Node | null) =>
  node !== null && propertyOf(node) === 'env' && isImportMeta(part(node, 'object'))

/**
 * Notes where the environment and the wall clock are read: by a dot, by brackets, taken apart, imported or under another
 * name. `performance.now` is a stopwatch, by which work stays within its budget, and is not noted.
 */
export function ambientReader(facts: SourceFacts, lineOf: (node: Node) => number) {
  const processes = new Set(['process'])
  const dates = new Set(['Date'])
  const temporals = new Set(['Temporal'])
  const environment = (node: Node) => void facts.environment.push(lineOf(node))
  const clock = (node: Node) => void facts.clock.push(lineOf(node))

  const imported = (node: Node) => {
    if (node['importKind'] === 'type' || !isProcess(part(node, 'source'))) return
    for (const one of parts(node, 'specifiers')) {
      if (one.type !== 'ImportSpecifier') processes.add(nameOf(part(one, 'local')) ?? '')
      else if (nameOf(part(one, 'imported')) === 'env') environment(node)
    }
  }
  const declared = (node: Node) => {
    const [id, init] = [part(node, 'id'), part(node, 'init')]
    const local = nameOf(id)
    const taken = namesTaken(id).map(([name]) => name)
    if (isGlobal(init, processes)) {
      if (local) processes.add(local)
      if (taken.includes('env')) environment(node)
    }
    if (isBuildEnvironment(init)) environment(node)
    if (isGlobal(init, dates)) {
      if (local) dates.add(local)
      if (taken.includes('now')) clock(node)
    }
  }
  const member = (node: Node) => {
    const object = part(node, 'object')
    const property = propertyOf(node) ?? ''
    if (property === 'env' && isGlobal(object, processes)) environment(node)
    if (isBuildEnvironment(object) && !BUILD_CONSTANT.test(property)) environment(node)
    if (property === 'now' && isGlobal(object, dates)) clock(node)
    if (property === 'Now' && isGlobal(object, temporals)) clock(node)
  }

  const called = (node: Node) => {
    const callee = part(node, 'callee')
    const [first = null] = parts(node, 'arguments')
    if (!callee) return
    if (isGlobal(callee, dates)) clock(node)
    const property = propertyOf(callee) ?? ''
    const luxon = nameOf(part(callee, 'object')) === 'DateTime' && /^(now|local|utc)$/.test(property)
    if (luxon && first === null) clock(node)
    if (/^(require|getBuiltinModule)$/.test(nameOf(callee) ?? property) && isProcess(first)) environment(node)
  }

  const readers: Record<string, (node: Node) => void> = {
    ImportDeclaration: imported,
    ImportExpression(node) {
      if (isProcess(part(node, 'source'))) environment(node)
    },
    VariableDeclarator: declared,
    MemberExpression: member,
    NewExpression(node) {
      if (isGlobal(part(node, 'callee'), dates) && parts(node, 'arguments').length === 0) clock(node)
    },
    CallExpression: called,
  }
  return (node: Node): void => readers[node.type]?.(node)
}

const isProcess = (source: Node | null) => PROCESS_MODULE.test(textOf(source) ?? '')
