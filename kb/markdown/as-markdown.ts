import { type Inline, messageBlocks } from '#shared'

/** What would begin a block at the head of a line: a heading, a quotation, an item, a rule, a fence, the second line of a table. */
const BEGINS_BLOCK = /^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=|:](?=[\s\-=|:]*$))/
const NUMBERED = /^(\d{1,9})(?=[.)](?:\s|$))/
const INDENT = /^[ \t]+/
/** Each may begin or end something inside a line: emphasis, code, a link, a tag, an entity, what is struck out. */
const SIGNS =
  /\\(?=[!-/:-@[-`{-~]|$)|[`[]|<(?=[\p{L}/!?]|$)|&(?=#?\w+;)|~(?=~)|(?<=~)~|(?<![\p{L}\p{N}])[*_]|[*_](?![\p{L}\p{N}])/gmu
const ENDS_ADDRESS = /^(?:[.,;:!?)]*(?:\s|$))/
const PUNCTUATION = /[^\p{L}\p{N}\s]/u
const LETTER = /[\p{L}\p{N}]/u
const NBSP = '\u00a0'

/**
 * A chat message of an operator as Markdown that is shown as the panel shows the message: its lists, code, strong words
 * and named links are Markdown's, every other sign stands for itself.
 */
export function asMarkdown(message: string): string {
  const written: string[] = []
  let listed = false
  for (const block of messageBlocks(message, true)) {
    if (block.kind === 'code') written.push(fenced(block.text))
    else if (block.kind === 'text') written.push(lines(inlines(block.inlines)))
    else {
      // Two lists one below the other are one, unless they are marked differently.
      const other: boolean = listed && written.length > 0
      const mark = (at: number) =>
        block.from === null ? (other ? '*' : '-') : `${block.from + at}${other ? ')' : '.'}`
      written.push(block.items.map((item, at) => `${mark(at)} ${lines(inlines(item))}`).join('\n'))
      listed = !other
      continue
    }
    listed = false
  }
  return written.join('\n\n')
}

function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${code}\n${fence}`
}

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .replace(INDENT, (spaces) => NBSP.repeat(spaces.length))
        .replace(BEGINS_BLOCK, '\\$&')
        .replace(NUMBERED, '$1\\'),
    )
    .join('\n')

function inlines(written: readonly Inline[]): string {
  const parts = joined(written)
  return parts
    .map((part, at) => {
      const [before, after] = [parts[at - 1]?.text.at(-1) ?? '', parts[at + 1]?.text ?? '']
      const next = parts[at + 1]
      // Before a named link it would make a picture of it.
      if (part.kind === 'text' && isNamed(next)) return literal(part.text).replace(/!$/, '\\!')
      if (part.kind === 'text') return literal(part.text)
      if (part.kind === 'code') return `\`${part.text}\``
      if (part.kind === 'strong') return strong(part.text, before, after)
      if (part.kind === 'link' && isNamed(part)) return `[${literal(part.text)}](${part.href})`
      if (part.text !== part.href) return literal(part.text)
      return ENDS_ADDRESS.test(after) && part.text.search(SIGNS) < 0 ? part.text : `<${part.text}>`
    })
    .join('')
}

/** Side by side, two of a kind would read as neither. */
function joined(parts: readonly Inline[]): Inline[] {
  const out: Inline[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (last?.kind === part.kind && (part.kind === 'code' || part.kind === 'strong'))
      out[out.length - 1] = { kind: part.kind, text: last.text + part.text }
    else out.push(part)
  }
  return out
}

const isNamed = (part: Inline | undefined): boolean =>
  part?.kind === 'link' && part.text !== part.href && /^https?:/.test(part.href)

/** Between a letter and a sign asterisks would stand for themselves: the sign is left outside. */
function strong(text: string, before: string, after: string): string {
  let [from, to] = [0, text.length]
  if (LETTER.test(before)) while (from < to && PUNCTUATION.test(text[from] ?? '')) from++
  if (LETTER.test(after[0] ?? '')) while (to > from && PUNCTUATION.test(text[to - 1] ?? '')) to--
  const core = literal(text.slice(from, to))
  return `${literal(text.slice(0, from))}${core.trim() === '' ? core : `**${core}**`}${literal(text.slice(to))}`
}

/** What would be taken for an address holds no escapes, so it must not begin one. */
const literal = (text: string): string =>
  text
    .replace(SIGNS, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(?<=www)\.(?=\S*\\)/gi, '\\.')
