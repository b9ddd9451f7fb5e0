import type { SourceFacts } from './source-facts.ts'
import { type Node, nameOf, part } from './tree.ts'

/** Notes each place where the text says better than the compiler what something is. `as const` only narrows what stands there. */
export function castReader(facts: SourceFacts, lineOf: (node: Node) => number) {
  return (node: Node): void => {
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return
    const claimed = part(node, 'typeAnnotation')
    if (nameOf(claimed && part(claimed, 'typeName')) !== 'const') facts.casts.push(lineOf(node))
  }
}
