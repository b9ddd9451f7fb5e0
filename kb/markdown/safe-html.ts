import type { Locale } from '#shared'
import type { Element, ElementContent, Nodes, Parents, Root, Text } from 'hast'
import type { Root as MarkdownRoot } from 'mdast'
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { type HeadingIds, headingIds } from './heading-ids.ts'
import { ownPicture, pictureAddress } from '../pictures/picture.ts'
import { innerHref, readLink } from './links.ts'
import { typographic } from './typography.ts'

/**
 * The allow-list. Raw HTML in Markdown is dropped before this (remark-rehype without `allowDangerousHtml`), so nothing
 * but Markdown's own elements reaches it; the list holds even if a plugin should ever let something through.
 */
const SCHEMA: Schema = {
  strip: ['script', 'style', 'template', 'noscript', 'xmp', 'iframe', 'svg', 'math'],
  tagNames: [
    'p',
    'h2',
    'h3',
    'h4',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    'del',
    'a',
    'code',
    'pre',
    'blockquote',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'br',
    'hr',
    'img',
  ],
  attributes: {
    a: ['href', ['rel', 'noopener', 'nofollow', 'ugc']],
    ol: ['start'],
    th: [['align', 'left', 'center', 'right']],
    td: [['align', 'left', 'center', 'right']],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    img: ['src', 'alt'],
  },
  // A picture's address is one of our own paths: no scheme at all.
  protocols: { href: ['http', 'https', 'mailto', 'tel', 'answer'], src: [] },
  ancestors: { li: ['ul', 'ol'], tr: ['table'], thead: ['table'], tbody: ['table'], th: ['table'], td: ['table'] },
  // Ids are made by us, prefixed, after everything else; see nameHeadings.
  clobber: [],
  clobberPrefix: '',
}

const HEADINGS: Record<string, string> = { h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' }
const BLOCKS = new Set(['p', 'h2', 'h3', 'h4', 'li', 'th', 'td'])
const NOT_PROSE = new Set(['code', 'pre'])
const HEADING_ID_PREFIX = 'p-'
/** typograf's own mark for a hidden tag: its quote rule knows that words go on behind it. */
const BORDER = '\uF000'

/**
 * The only place where Markdown becomes HTML. What comes out is safe to put into a page once its inner links are resolved
 * (`resolveLinks`) and its pictures found (`showPictures`): they still carry the addresses the author wrote.
 */
export function safeHtml(markdown: MarkdownRoot, locale: Locale): string {
  const processor = PROCESSORS[locale]
  return processor.stringify(processor.runSync(markdown))
}

const processor = (mend: (tree: Root) => void) =>
  unified()
    .use(remarkRehype)
    .use(() => mend)
    .use(rehypeSanitize, SCHEMA)
    .use(rehypeStringify)
    .freeze()

const processorFor = (locale: Locale) =>
  processor((tree) => {
    const headings = nameHeadings(tree)
    walk(tree, (node, parent, index) => mendElement(node, parent, index, headings))
    walk(tree, (node) => setBlock(node, locale))
  })
const PROCESSORS = { ru: processorFor('ru'), en: processorFor('en') }

type Visit = (node: Nodes, parent: Parents | null, index: number) => 'again' | undefined

function walk(node: Nodes, visit: Visit, parent: Parents | null = null, index = 0): void {
  if (visit(node, parent, index) === 'again' || !('children' in node)) return
  for (let at = 0; at < node.children.length; at++) {
    const child = node.children[at] as Nodes
    const again = replaced(child, node, at, visit)
    if (again) at--
  }
}

/** True if `visit` took the child out and its own children stand in its place. */
function replaced(child: Nodes, parent: Parents, at: number, visit: Visit): boolean {
  const before = parent.children[at]
  walk(child, visit, parent, at)
  return parent.children[at] !== before
}

function mendElement(node: Nodes, parent: Parents | null, index: number, headings: HeadingIds): 'again' | undefined {
  if (node.type !== 'element') return undefined
  if (node.tagName === 'img') return mendPicture(node, parent, index)
  // remark-rehype names its list of footnotes in English.
  if (node.properties.id === 'footnote-label') return unwrap(parent, index, [])
  if (node.tagName !== 'a') return undefined
  wordsForPictures(node)

  const href = addressOf(node, headings)
  if (href === null) return unwrap(parent, index, node.children)
  node.properties = href.external ? { href: href.url, rel: ['noopener', 'nofollow', 'ugc'] } : { href: href.url }
  return undefined
}

/** Only the library's own pictures are loaded; another's would learn who reads. A link to it loses nothing. */
function mendPicture(node: Element, parent: Parents | null, index: number): 'again' | undefined {
  const { src, alt } = node.properties
  const [address, description] = [String(src ?? ''), String(alt ?? '').trim()]
  const name = ownPicture(address)
  if (name) {
    node.properties = { src: pictureAddress(name), alt: description }
    return undefined
  }
  const link = readLink(address)
  const words: ElementContent = { type: 'text', value: description || (link.kind === 'external' ? link.href : '') }
  if (link.kind !== 'external') return unwrap(parent, index, [words])
  return unwrap(parent, index, [{ type: 'element', tagName: 'a', properties: { href: link.href }, children: [words] }])
}

/** A link holds no links: another's picture in it is its description. */
function wordsForPictures(node: Element): void {
  for (const [at, child] of node.children.entries()) {
    if (child.type !== 'element') continue
    const { src, alt } = child.properties
    if (child.tagName === 'img' && !ownPicture(String(src ?? '')))
      node.children[at] = { type: 'text', value: String(alt ?? '') }
    else wordsForPictures(child)
  }
}

function addressOf(node: Element, headings: HeadingIds): { url: string; external: boolean } | null {
  const link = readLink(String(node.properties.href ?? ''))
  switch (link.kind) {
    case 'none':
      return null
    case 'heading':
      return headings.has(link.id) ? { url: `#${HEADING_ID_PREFIX}${link.id}`, external: false } : null
    case 'answer':
      return { url: innerHref(link), external: false }
    case 'page':
      return { url: link.path, external: false }
    default:
      return { url: link.href, external: link.kind === 'external' }
  }
}

function unwrap(parent: Parents | null, index: number, children: ElementContent[]): 'again' {
  parent?.children.splice(index, 1, ...(children.length > 0 ? children : [{ type: 'text' as const, value: '' }]))
  return 'again'
}

/**
 * Typography works on a whole block, so that quotes opened before and closed after **bold** belong together: its texts
 * are joined with a mark between them, set, and taken apart again. Code is a mark of its own and stays as it is.
 */
function setBlock(node: Nodes, locale: Locale): undefined {
  if (node.type !== 'element' || !BLOCKS.has(node.tagName)) return undefined
  const texts: Text[] = []
  collectTexts(node, texts)
  const joined = texts.map((text) => text.value.replaceAll(BORDER, '')).join(BORDER)
  const set = typographic(joined, locale).split(BORDER)
  if (set.length === texts.length) for (const [at, text] of texts.entries()) text.value = set[at] ?? text.value
  return undefined
}

function collectTexts(node: Parents, into: Text[]): void {
  for (const child of node.children) {
    if (child.type === 'text') into.push(child)
    // A nested block is set by itself.
    else if (
      child.type === 'element' &&
      !NOT_PROSE.has(child.tagName) &&
      !BLOCKS.has(child.tagName) &&
      child.tagName !== 'ul' &&
      child.tagName !== 'ol'
    )
      collectTexts(child, into)
  }
}

/** Levels and ids of headings; gives back the ids. */
function nameHeadings(tree: Root): HeadingIds {
  const used = headingIds()
  walk(tree, (node) => {
    const level = node.type === 'element' ? HEADINGS[node.tagName] : undefined
    if (node.type !== 'element' || !level || node.properties.id === 'footnote-label') return undefined
    node.tagName = level
    const texts: Text[] = []
    collectTexts(node, texts)
    const id = used.idOf(texts.map(({ value }) => value).join(''))
    node.properties = { id: HEADING_ID_PREFIX + id }
    return undefined
  })
  return used
}
