import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { boundMarkdown } from './bound-markdown.ts'
import { readLink } from './links.ts'
import type { ResolveAnswer } from './render-answer.ts'

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })

const parseMarkdown = (body: string): Root => parser.parse(boundMarkdown(body))

/**
 * Markdown as plain text. With `addresses`, links keep their address after their text, as a chat message needs it;
 * without, only their text stays, as an excerpt or a search index needs it. Blocks are separated by empty lines.
 */
export function plainText(body: string, addresses: ResolveAnswer | null = null): string {
  return block(parseMarkdown(body), addresses)
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function block(node: Nodes, addresses: ResolveAnswer | null): string {
  switch (node.type) {
    case 'list':
      return node.children
        .map((item, at) => {
          const mark = node.ordered ? `${(node.start ?? 1) + at}. ` : '• '
          return (
            mark +
            item.children
              .map((child) => block(child, addresses))
              .join('\n')
              .trim()
          )
        })
        .join('\n')
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inline(cell, addresses)).join(' — ')).join('\n')
    case 'paragraph':
    case 'heading':
      return inline(node, addresses)
    case 'code':
      return node.value
    case 'html':
    case 'thematicBreak':
    case 'definition':
      return ''
    default:
      return 'children' in node
        ? node.children
            .map((child) => block(child as Nodes, addresses))
            .filter(Boolean)
            .join('\n\n')
        : inline(node, addresses)
  }
}

function inline(node: Nodes, addresses: ResolveAnswer | null): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value
  if (node.type === 'break') return '\n'
  if (node.type === 'html') return ''
  if (node.type === 'image') return node.alt ?? ''
  if (!('children' in node)) return ''
  const text = node.children.map((child) => inline(child as Nodes, addresses)).join('')
  return node.type === 'link' && addresses ? withAddress(text, node.url, addresses) : text
}

function withAddress(text: string, url: string, addresses: ResolveAnswer): string {
  const link = readLink(url)
  if (link.kind === 'none') return text
  const address =
    link.kind === 'answer' ? addresses(link.category, link.slug) : link.href.replace(/^(mailto|tel):/i, '')
  if (address === null || text.replace(/\s/g, '') === address.replace(/\s/g, '')) return text
  return `${text}: ${address}`
}

/** Where an answer links to other answers: for the check that they exist. Offsets are in the body as written. */
export function answerLinks(body: string): { category: string; slug: string; start: number; end: number }[] {
  const found: { category: string; slug: string; start: number; end: number }[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'definition') {
      const link = readLink(node.url)
      if (link.kind === 'answer')
        found.push({
          category: link.category,
          slug: link.slug,
          start: node.position?.start.offset ?? 0,
          end: node.position?.end.offset ?? 0,
        })
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes)
  }
  visit(parseMarkdown(body))
  return found
}
