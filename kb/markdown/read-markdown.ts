import type { Locale } from '#shared'
import type { Nodes, Root } from 'mdast'
import type { TextRange } from '../text-range.ts'
import { headingIds } from './heading-ids.ts'
import { readLink } from './links.ts'
import { ownPicture } from '../pictures/picture.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { messageParts, type MessagePart, plainText } from './plain-text.ts'
import { safeHtml } from './safe-html.ts'

/** All that is ever asked of a Markdown text, from one reading. */
export interface ReadMarkdown {
  /** Safe HTML whose inner links are not resolved yet. */
  html: string
  /** For search and excerpts. */
  plain: string
  /** For chat. */
  message: MessagePart[]
  /** Links that lead to other pages of the help centre, or to nothing that can be reached. Offsets are in the text as written. */
  links: LinkPlace[]
  /** The library's own pictures that it shows, in their order. */
  pictures: PicturePlace[]
}

export interface PicturePlace extends TextRange {
  name: string
  /** What it shows, for whoever does not see it. */
  description: string
}

export interface LinkPlace extends TextRange {
  href: string
}

/** Slow for hostile texts: the library asks it through `Markdown`, off the main loop. */
export function readMarkdown(body: string, locale: Locale): ReadMarkdown {
  const tree = parseMarkdown(body)
  const [plain, message, links] = [plainText(tree), messageParts(tree), linksToCheck(tree)]
  const pictures = picturesOf(tree)
  return { html: safeHtml(tree, locale), plain, message, links, pictures }
}

export const readPlain = (body: string): string => plainText(parseMarkdown(body))

function linksToCheck(tree: Root): LinkPlace[] {
  const found: LinkPlace[] = []
  const headings = headingIds()
  const own: (LinkPlace & { id: string })[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') headings.idOf(plainText({ type: 'root', children: [node] }))
    if (node.type === 'link' || node.type === 'definition') {
      const place = {
        href: node.url,
        start: node.position?.start.offset ?? 0,
        end: node.position?.end.offset ?? 0,
      }
      const link = readLink(node.url)
      if (link.kind === 'heading') own.push({ ...place, id: link.id })
      if (link.kind === 'answer' || link.kind === 'page' || link.kind === 'none') found.push(place)
    }
    if ('children' in node) for (const child of node.children) visit(child as Nodes)
  }
  visit(tree)
  for (const { id, ...place } of own) if (!headings.has(id)) found.push(place)
  return found.sort((one, other) => one.start - other.start)
}

function picturesOf(tree: Root): PicturePlace[] {
  const found: PicturePlace[] = []
  const visit = (node: Nodes): void => {
    const name = node.type === 'image' ? ownPicture(node.url) : null
    if (node.type === 'image' && name)
      found.push({
        name,
        description: (node.alt ?? '').trim(),
        start: node.position?.start.offset ?? 0,
        end: node.position?.end.offset ?? 0,
      })
    if ('children' in node) for (const child of node.children) visit(child as Nodes)
  }
  visit(tree)
  return found
}
