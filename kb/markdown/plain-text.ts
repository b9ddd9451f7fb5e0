import type { Nodes, Root } from 'mdast'
import { ownPicture } from '../pictures/picture.ts'

/** A piece of a message: words, or a link that keeps its address after its text. */
export type MessagePart = string | { text: string; href: string }

/** Stands for a link in the text being built: its number between two signs that no text holds. */
const LINK = /\uE010(\d+)\uE011/
const RESERVED = /[\uE010\uE011]/g

/**
 * Markdown as plain text, as a search index and an excerpt need it: links are their text, blocks are separated by empty
 * lines, the cells of a table by tabs, and a line of what stands beside the words – code, a heading, a picture, a
 * footnote – begins with one. Tabs stand nowhere else.
 */
export const plainText = (tree: Root): string =>
  textOf(tree, { cell: '\t', aside: '\t', link: (text) => text, picture: (description) => description })

/** A plain text as a person reads it. */
export const shownText = (plain: string): string => plain.replace(/^\t/gm, '').replaceAll('\t', ' — ')

/** Markdown as a chat message. The library's own pictures go with it as files. */
export function messageParts(tree: Root): MessagePart[] {
  const links: { text: string; href: string }[] = []
  const text = textOf(tree, {
    cell: ' — ',
    aside: '',
    picture: (description, address) => (ownPicture(address) ? '' : description),
    link: (words, href) => `\uE010${links.push({ text: words, href }) - 1}\uE011`,
  })
  return text.split(LINK).map((part, at) => (at % 2 === 0 ? part : (links[Number(part)] ?? '')))
}

/**
 * The sentences of a plain text, a paragraph to a line, for one-line readers: code, headings, pictures and tables read as
 * nonsense there. Lists become running text; what is nothing but a table, its rows.
 */
export function proseOf(plain: string): string {
  const blocks = plain.split(/\n{2,}/)
  const isProse = blocks.map((block) => !block.includes('\t'))
  const said = blocks.flatMap((block, at) => {
    const lines = block.split('\n').filter((line) => !line.includes('\t'))
    if (lines.length === 0) return []
    const text = sentencesOf(lines)
    // What it announces is left out.
    return isProse[at + 1] === false && text.endsWith(':') ? `${text.slice(0, -1)}…` : text
  })
  const texts = said.filter(Boolean)
  const ended = texts.map((text, at) =>
    at === texts.length - 1 || ENDED.test(text) ? text : text + stopBefore(texts[at + 1]),
  )
  return ended.join('\n') || (blocks.map(rowsOf).find(Boolean) ?? '')
}

const ENDED = /[.!?:;,…]["»”)]?$/
const stopBefore = (next = ''): string => (/^["«“(]?\p{Ll}/u.test(next) ? ';' : '.')

/** Lines that end without a stop are parted by semicolons, and the marks of a list go. */
const sentencesOf = (lines: readonly string[]): string =>
  lines
    .map((line) => line.replace(/^\s*(?:•|\d+\.)\s+/, '').trim())
    .filter(Boolean)
    .map((line, at, all) => (at === all.length - 1 || ENDED.test(line) ? line : `${line};`))
    .join(' ')
    .replace(/\s+/g, ' ')

/** Of a table: what its first column names, and what stands beside it. */
function rowsOf(block: string): string {
  const [, ...rows] = block.split('\n').map((line) => line.split('\t').map((cell) => cell.trim()))
  return rows
    .filter(([name]) => name)
    .map(([name, ...facts]) => `${name}: ${facts.filter(Boolean).join(', ') || '—'}`)
    .join('; ')
}

interface Form {
  cell: string
  /** Before each line of what stands beside the words. */
  aside: string
  link(text: string, href: string): string
  picture(description: string, address: string): string
}

const textOf = (tree: Root, form: Form): string =>
  block(tree, form)
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '')

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
    case 'paragraph': {
      const isPicture = node.children.every(({ type }) => type === 'image' || type === 'break')
      return isPicture ? aside(inline(node, form), form) : inline(node, form)
    }
    case 'heading':
      return aside(inline(node, form), form)
    case 'code':
      return aside(clean(node.value), form)
    case 'footnoteDefinition':
      return aside(node.children.map((child) => block(child, form)).join('\n'), form)
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

const aside = (text: string, { aside: mark }: Form): string => text.replace(/^(?!\t)(?=.)/gm, mark)

const clean = (text: string): string => text.replaceAll('\t', ' ').replace(RESERVED, '')

function inline(node: Nodes, form: Form): string {
  if (node.type === 'text' || node.type === 'inlineCode') return clean(node.value)
  if (node.type === 'break') return '\n'
  if (node.type === 'html') return ''
  if (node.type === 'image') return form.picture(clean(node.alt ?? ''), node.url)
  if (!('children' in node)) return ''
  const text = node.children.map((child) => inline(child as Nodes, form)).join('')
  return node.type === 'link' ? form.link(text, node.url) : text
}
