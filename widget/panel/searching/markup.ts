/**
 * Reads markup without any parser of the browser's: a page that enforces Trusted Types, with whatever list of policies,
 * forbids those. What it reads comes from our own server in whole, closed elements; anything else gives only its text.
 */
export type Markup = string | Element

export interface Element {
  name: string
  facts: Record<string, string>
  inside: Markup[]
}

const TOKEN = /<!--[\s\S]{0,999}?-->|<(\/?)([a-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi
const FACT = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITY = /&(?:#(\d+)|#x([\da-fA-F]+)|(amp|lt|gt|quot));/g
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const EMPTY = /^(br|img|hr)$/

const plain = (text: string) =>
  text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
    return name ? NAMED[name]! : code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

export function parseMarkup(markup: string): Markup[] {
  const open: Element[] = [{ name: '', facts: {}, inside: [] }]
  for (const [token, end, tag, facts] of markup.matchAll(TOKEN)) {
    const around = open.at(-1)!
    const name = tag?.toLowerCase()
    if (!name) {
      if (!token.startsWith('<!--')) around.inside.push(plain(token))
    } else if (end) {
      const at = open.findLastIndex((one) => one.name === name)
      if (at > 0) open.length = at
    } else {
      const element: Element = { name, facts: {}, inside: [] }
      for (const [, fact, double, single] of facts!.matchAll(FACT)) element.facts[fact!] = plain(double ?? single!)
      around.inside.push(element)
      if (!EMPTY.test(name) && !facts!.endsWith('/')) open.push(element)
    }
  }
  return open[0]!.inside
}
