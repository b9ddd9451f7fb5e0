import type { Parents } from 'mdast'
import { parseMarkdown } from './parse-markdown.ts'
import { resolveLinks } from './resolve-links.ts'
import { safeMessageHtml } from './safe-html.ts'

/** A message as it was written: its lines stay lines, and what looks like a tag stays words. Short texts only: it is read at once. */
export async function renderMessage(text: string): Promise<string> {
  const tree = parseMarkdown(text)
  writtenOut(tree)
  return resolveLinks(safeMessageHtml(tree), () => null)
}

/** In a message a `<tag>` is somebody's words about one. */
function writtenOut(node: Parents): void {
  for (const [at, child] of node.children.entries()) {
    if (child.type === 'html') {
      const text = { type: 'text' as const, value: child.value }
      const inLine = node.type === 'paragraph' || node.type === 'heading'
      node.children[at] = (inLine ? text : { type: 'paragraph', children: [text] }) as never
    } else if ('children' in child) writtenOut(child)
  }
}
