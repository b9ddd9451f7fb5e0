import type { Element, Nodes as HastNodes, Root as HastRoot } from 'hast'
import type { Nodes, Root } from 'mdast'
import rehypeRaw from 'rehype-raw'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkRehype from 'remark-rehype'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { ownPicture } from '../pictures/picture.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { plainText } from './plain-text.ts'

/** What says something and has no form in Markdown. Everything else is either kept or only a look. */
const LOST = new Set([
  'script',
  'object',
  'embed',
  'applet',
  'canvas',
  'svg',
  'math',
  'form',
  'input',
  'select',
  'textarea',
  'frame',
  'frameset',
])
/** A picture, film or frame is kept as a link to it, where it has an address. */
const FILMS = new Set(['iframe', 'video', 'audio'])
const MAY_HOLD_HTML = /<[a-z/!?]/i

export interface MarkdownOnly {
  body: string
  /** Names of elements whose content could not be kept. */
  lost: string[]
}

/** A text whose HTML, pasted or imported, is written as Markdown; the same text where it holds none. */
export function htmlToMarkdown(body: string): MarkdownOnly {
  if (!MAY_HOLD_HTML.test(body)) return { body, lost: [] }
  const tree = parseMarkdown(body)
  if (!holdsHtml(tree)) return { body, lost: [] }
  const lost = new Set<string>()
  const html = toHtml.runSync(tree)
  mend(html, lost)
  return { body: unescaped(toMarkdown.stringify(toMarkdown.runSync(html)).trim()), lost: [...lost] }
}

/** `20\\*30\\*40`: inside a word these signs are themselves, and read better without. */
function unescaped(markdown: string): string {
  const bare = markdown.replace(/(?<=[\p{L}\p{N}])\\([*_])(?=[\p{L}\p{N}])/gu, '$1')
  return plainText(parseMarkdown(bare)) === plainText(parseMarkdown(markdown)) ? bare : markdown
}

const toHtml = unified().use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).freeze()

const toMarkdown = unified()
  .use(rehypeRemark, { checked: '☑', unchecked: '☐' })
  .use(() => (tree: Root) => pictureLinks(tree))
  .use(remarkGfm, { singleTilde: false, tableCellPadding: true, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    rule: '-',
    resourceLink: true,
    listItemIndent: 'one',
    handlers: { break: () => '\n' },
  })
  .freeze()

const holdsHtml = (node: Nodes): boolean =>
  node.type === 'html' || ('children' in node && node.children.some((child) => holdsHtml(child as Nodes)))

/** Takes out what cannot be kept, naming it. */
function mend(node: HastNodes, lost: Set<string>): void {
  if (!('children' in node)) return
  const children: HastRoot['children'] = []
  for (const child of node.children) {
    if (child.type !== 'element') {
      if (child.type !== 'comment') children.push(child)
      continue
    }
    const { tagName: name, properties } = child
    const address = addressOf(child)
    if (FILMS.has(name) && address) {
      const words = String(properties.title ?? '').trim() || address
      children.push({
        type: 'element',
        tagName: 'a',
        properties: { href: address },
        children: [{ type: 'text', value: words }],
      })
      continue
    }
    const picture = name === 'img' && !address && !properties.alt && !ownPicture(String(properties.src ?? ''))
    const field = LOST.has(name) && !(name === 'input' && properties.type === 'checkbox')
    if (field || picture || FILMS.has(name)) lost.add(name)
    if ((field && name !== 'form') || picture || FILMS.has(name)) continue
    mend(child, lost)
    children.push(child)
  }
  node.children = children as Element['children']
}

function addressOf(element: Element): string | null {
  const source = element.children.find((child) => child.type === 'element' && child.tagName === 'source')
  const written = element.properties.src ?? (source?.type === 'element' ? source.properties.src : undefined)
  const address = String(written ?? '').replace(/^\/\//, 'https://')
  return /^https?:\/\//i.test(address) ? address : null
}

/** Answers show the library's own pictures, and none of other places; a link to one loses nothing. */
function pictureLinks(node: Nodes): void {
  if (!('children' in node)) return
  for (const [at, child] of node.children.entries()) {
    if (child.type === 'image' && ownPicture(child.url)) continue
    if (child.type === 'image') {
      const words = child.alt?.trim() || decodeURI(child.url.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '') || child.url
      const text = { type: 'text' as const, value: words }
      node.children[at] = /^https?:\/\//i.test(child.url) ? { type: 'link', url: child.url, children: [text] } : text
    } else pictureLinks(child as Nodes)
  }
}
