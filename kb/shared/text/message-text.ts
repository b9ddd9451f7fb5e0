/** A message as both sides draw it: parts of text, never HTML. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string }
  | { kind: 'code'; text: string }
  /** `href` is `https?:`, `mailto:` or `tel:`, nothing else. */
  | { kind: 'link'; text: string; href: string }
export type Block =
  | { kind: 'text'; inlines: Inline[] }
  | { kind: 'list'; from: number | null; items: Inline[][] }
  | { kind: 'code'; text: string }

/** Addresses, mail and telephone numbers: what anybody's words hold. Every part is bounded, so the cost is linear. */
const PLAIN =
  /(?<web>\bhttps?:\/\/[^\s<>"«»]{1,2000})|(?<mail>(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4})|(?<tel>(?<![\p{L}\p{N}.+/№#-])(?:\+\d(?:[ \u00a0()‑-]{0,2}\d){9,13}|8(?:[ \u00a0()‑-]{0,2}\d){10})(?![\p{L}\p{N}]))/gu
/** Asterisks between digits multiply, in a message as on a page. */
const SIGN_OF_STRONG = String.raw`(?:(?<!\p{N})\*\*|\*\*(?!\p{N}))`
const STRONG = String.raw`${SIGN_OF_STRONG}(?=[^\s*])(?<strong>(?:[^*\n]|\*(?!\*)|(?<=\p{N})\*\*(?=\p{N})){1,500}?)(?<=[^\s*])${SIGN_OF_STRONG}`
/** What an operator's words may hold besides: a named link, something strong, something typed exactly so. Of a picture by its address stands what it shows. */
const RICH = new RegExp(
  String.raw`\x60(?<code>[^\x60\n]{1,500})\x60|!?\[(?<name>[^[\]\n]{1,300})\]\((?<address>https?:\/\/[^\s()<>]{1,2000})\)|!\[(?<picture>[^[\]\n]{1,300})\]\([^\s()<>]{1,2000}\)|${STRONG}|${PLAIN.source}`,
  'gu',
)
/** Ends a sentence, not an address. */
const TRAILING = /[.,;:!?)\]}»”'…-]+$/
const BULLET = /^ {0,3}[-*•–] +(?=\S)/
const NUMBERED = /^ {0,3}(\d{1,3})[.)] +(?=\S)/
const FENCE = /^ {0,3}```/

/**
 * Reads a message. `rich`: an operator's, whose lists, code, strong words and named links are drawn; a visitor's name for
 * a link would only hide where it leads, so theirs shows as it was typed.
 */
export function messageBlocks(text: string, rich: boolean): Block[] {
  if (!rich) return [{ kind: 'text', inlines: inlines(text, PLAIN) }]
  const blocks: Block[] = []
  const lines = text.split('\n')
  let plain: string[] = []
  const flush = () => {
    const said = plain.join('\n').replace(/^\n+|\s+$/g, '')
    if (said) blocks.push({ kind: 'text', inlines: inlines(said, RICH) })
    plain = []
  }
  for (let at = 0; at < lines.length; ) {
    const fenced = FENCE.test(lines[at]!) ? lines.findIndex((line, i) => i > at && FENCE.test(line)) : -1
    const listed = fenced < 0 ? runOf(lines, at, BULLET) || runOf(lines, at, NUMBERED) : 0
    if (fenced > 0) {
      flush()
      blocks.push({ kind: 'code', text: lines.slice(at + 1, fenced).join('\n') })
      at = fenced + 1
    } else if (listed) {
      flush()
      const number = NUMBERED.exec(lines[at]!)?.[1]
      const items = lines
        .slice(at, at + listed)
        .map((line) => inlines(line.replace(BULLET, '').replace(NUMBERED, ''), RICH))
      blocks.push({ kind: 'list', from: number ? Number(number) : null, items })
      at += listed
    } else plain.push(lines[at++]!)
  }
  flush()
  return blocks
}

/** How many lines from here on are items; a single one is a dash or a number like any other. */
function runOf(lines: readonly string[], from: number, item: RegExp): number {
  let to = from
  while (to < lines.length && item.test(lines[to]!)) to++
  return to - from > 1 ? to - from : 0
}

function inlines(text: string, pattern: RegExp): Inline[] {
  const found: Inline[] = []
  let from = 0
  const add = (inline: Inline) => inline.text && found.push(inline)
  for (const match of text.matchAll(pattern)) {
    const { code, name, address, picture, strong, web, mail, tel } = match.groups as Record<string, string | undefined>
    add({ kind: 'text', text: text.slice(from, match.index) })
    from = match.index + match[0].length
    if (code) add({ kind: 'code', text: code })
    else if (strong) add({ kind: 'strong', text: strong })
    else if (picture) add({ kind: 'text', text: picture })
    else if (name && address) add({ kind: 'link', text: name, href: address })
    else {
      const shown = tel ?? (web ?? mail ?? '').replace(TRAILING, '')
      // What ended the sentence is text again.
      from -= match[0].length - shown.length
      add({
        kind: 'link',
        text: shown,
        href: tel ? `tel:${tel.replace(/[^\d+]/g, '')}` : mail ? `mailto:${shown}` : shown,
      })
    }
  }
  add({ kind: 'text', text: text.slice(from) })
  return found
}

/** A picture by its address: where a text alone is shown, what it shows is all that can be said of it. */
const PICTURE = /!\[([^[\]\n]{0,300})\]\([^()\s]{1,2000}\)/g

/** An operator's message in plain words, without the marks that draw it. `addresses`: those of named links stand behind the name. */
export const messageWords = (text: string, addresses = true): string =>
  messageBlocks(text.replace(PICTURE, '$1'), true)
    .map((block) => blockWords(block, addresses))
    .join('\n\n') || text

function blockWords(block: Block, addresses: boolean): string {
  if (block.kind === 'code') return block.text
  const said = (part: Inline) =>
    addresses && part.kind === 'link' && /^https?:/.test(part.href) && part.href !== part.text
      ? `${part.text} (${part.href})`
      : part.text
  if (block.kind === 'text') return block.inlines.map(said).join('')
  const mark = (at: number) => (block.from === null ? '- ' : `${block.from + at}. `)
  return block.items.map((item, at) => mark(at) + item.map(said).join('')).join('\n')
}
