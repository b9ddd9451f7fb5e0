import { type ComponentChildren, h } from 'preact'
import { type Element, type Markup, parseMarkup } from './markup.ts'

/** What an answer may be made of; everything else gives only its text, and these few give nothing at all. */
const ALLOWED = new Set(
  'p br strong b em i del code ul ol li h2 h3 h4 table thead tbody tr th td a img video'.split(' '),
)
const DROPPED = new Set('script style template iframe object noscript textarea title svg math xmp'.split(' '))
const DEPTH_MOST = 30

interface Surroundings {
  origin: string
  /** Opens another answer of the library where the reader is; false: the address is of none. */
  open?: (address: string) => (() => void) | undefined
}

/** Makes elements out of an answer's HTML. It comes sanitized from our server; the allow-list is walked again, nothing is ever set as HTML. */
export function SafeHtml({ html, ...around }: { html: string } & Surroundings) {
  return <>{children(parseMarkup(html), around, 0)}</>
}

function children(nodes: Markup[], around: Surroundings, depth: number): ComponentChildren[] {
  return nodes.flatMap((node): ComponentChildren[] => {
    if (typeof node === 'string') return [node]
    if (DROPPED.has(node.name) || depth > DEPTH_MOST) return []
    const inside = children(node.inside, around, depth + 1)
    return ALLOWED.has(node.name) ? [element(node, inside, around)].filter(Boolean) : inside
  })
}

function element({ name, facts }: Element, inside: ComponentChildren[], { origin, open }: Surroundings) {
  if (name === 'a') {
    const href = safeAddress(facts.href ?? null, origin, /^(https?|mailto|tel):$/)
    if (!href) return h('span', null, inside)
    const opens = open?.(href)
    const onClick = (event: MouseEvent) => {
      if (!opens || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      opens()
    }
    return h('a', { href, target: '_blank', rel: 'noopener noreferrer', onClick }, inside)
  }
  if (name === 'img' || name === 'video') {
    const src = safeAddress(facts.src ?? null, origin, /^https?:$/)
    const { alt = '', width, height } = facts
    // Only our own pictures: another's would tell a third party who reads.
    if (!src?.startsWith(`${origin}/`)) return null
    const own =
      name === 'img'
        ? { alt, loading: 'lazy' }
        : { controls: true, playsInline: true, 'aria-label': facts['aria-label'] }
    return h(name, { src, width, height, ...own })
  }
  // A wide table scrolls by itself, also by keyboard.
  if (name === 'table') return h('div', { class: 'scrolls', tabIndex: 0, role: 'group' }, h('table', null, inside))
  if (name === 'td' || name === 'th') return h(name, name === 'th' ? { scope: 'col' } : null, inside)
  return h(name, null, inside)
}

/** The absolute address, if its scheme is allowed. */
export function safeAddress(address: string | null, origin: string, schemes: RegExp): string | null {
  try {
    const url = new URL(address ?? '', origin)
    return schemes.test(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
