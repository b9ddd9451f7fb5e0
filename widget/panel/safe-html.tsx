import { type ComponentChildren, h } from 'preact'

/** What an answer may be made of; everything else gives only its text, and these few give nothing at all. */
const ALLOWED = new Set('p br strong b em i del code ul ol li h2 h3 h4 table thead tbody tr th td a img'.split(' '))
const DROPPED = new Set('script style template iframe object noscript textarea title svg math xmp'.split(' '))
const DEPTH_MOST = 30

/** Makes elements out of an answer's HTML. It comes sanitized from our server; the allow-list is walked again, nothing is ever set as HTML. */
export function SafeHtml({ html, origin }: { html: string; origin: string }) {
  return <>{children(parse(html, 'text/html').body, origin, 0)}</>
}

export function parse(markup: string, type: DOMParserSupportedType): Document {
  // A page that enforces Trusted Types wants a policy for the parser; scripts never run in a parsed document.
  const factory = (
    window as { trustedTypes?: { createPolicy(name: string, rules: object): { createHTML(text: string): string } } }
  ).trustedTypes
  policy ??= factory?.createPolicy('firstline', { createHTML: (text: string) => text })
  return new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, type)
}
let policy: { createHTML(text: string): string } | undefined

function children(parent: Node, origin: string, depth: number): ComponentChildren[] {
  if (depth > DEPTH_MOST) return [parent.textContent]
  return [...parent.childNodes].flatMap((node): ComponentChildren[] => {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent]
    if (!(node instanceof Element) || DROPPED.has(node.localName)) return []
    const inside = children(node, origin, depth + 1)
    return ALLOWED.has(node.localName) ? [element(node, inside, origin)].filter(Boolean) : inside
  })
}

function element(node: Element, inside: ComponentChildren[], origin: string): ComponentChildren {
  const name = node.localName
  if (name === 'a') {
    const href = safeAddress(node.getAttribute('href'), origin, /^(https?|mailto|tel):$/)
    return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, inside) : h('span', null, inside)
  }
  if (name === 'img') {
    const src = safeAddress(node.getAttribute('src'), origin, /^https?:$/)
    // Only our own pictures: another's would tell a third party who reads.
    return src?.startsWith(`${origin}/`)
      ? h('img', { src, alt: node.getAttribute('alt') ?? '', loading: 'lazy' })
      : null
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
