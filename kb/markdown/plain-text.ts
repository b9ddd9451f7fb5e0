import type { Nodes, Root } from 'mdast'

/** A piece of a message: words, or a link that keeps its address after its text. */
export type MessagePart = string | { text: string; href: string }

/** Stands for a link in the text being built: its number between two signs that no text holds. */
const LINK = /\uE010(\d+)\uE011/
const RESERVED = /[\uE010\uE011]/g

/**
 * Markdown as plain text, as a search index and an excerpt need it: links are their text, blocks are separated by empty
 * lines, and the cells of a table by tabs – which stand nowhere else (`proseOf`).
 */
export const plainText = (tree: Root): string => textOf(tree, { cell: '\t', link: (text) => text })

/** Markdown as a chat message. */
export function messageParts(tree: Root): MessagePart[] {
  const links: { text: string; href: string }[] = []
  const text = textOf(tree, {
    cell: ' — ',
    link: (words, href) => `\uE010${links.push({ text: words, href }) - 1}\uE011`,
  })
  return text.split(LINK).map((part, at) => (at % 2 === 0 ? part : (links[Number(part)] ?? '')))
}

/** A plain text without its tables: in one line they read as nonsense. */
export const proseOf = (plain: string): string =>
  plain
    .split('\n')
    .filter((line) => !line.includes('\t'))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

interface Form {
  cell: string
  link(text: string, href: string): string
}

const textOf = (tree: Root, form: Form): string =>
  block(tree, form)
    .replace(/\n{3,}/g, '\n\n')
    .trim()

function block(node: Nodes, form: Form): string {
  switch (node.type) {
    case 'list':
      return node.children
        .map((item, at) => {
          const mark = node.ordered ? `${(node.start ?? 1) + at}. ` : '• '
          return (
            mark +
            item.children
              .map((child) => block(child, form))
              .join('\n')
              .trim()
          )
        })
        .join('\n')
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inline(cell, form)).join(form.cell)).join('\n')
    case 'paragraph':
    case 'heading':
      return inline(node, form)
    case 'code':
      return clean(node.value)
    case 'html':
    case 'thematicBreak':
    case 'definition':
      return ''
    default:
      return 'children' in node
        ? node.children
            .map((child) => block(child as Nodes, form))
            .filter(Boolean)
            .join('\n\n')
        : inline(node, form)
  }
}

const clean = (text: string): string => text.replaceAll('\t', ' ').replace(RESERVED, '')

function inline(node: Nodes, form: Form): string {
  if (node.type === 'text' || node.type === 'inlineCode') return clean(node.value)
  if (node.type === 'break') return '\n'
  if (node.type === 'html') return ''
  if (node.type === 'image') return clean(node.alt ?? '')
  if (!('children' in node)) return ''
  const text = node.children.map((child) => inline(child as Nodes, form)).join('')
  return node.type === 'link' ? form.link(text, node.url) : text
}
