import { fileSizeText, type Inline, type InterfaceLocale, messageBlocks, messageWords } from '#shared'

/** What a letter says, before it is drawn: once as text, once as HTML. */
export interface LetterParts {
  greeting: string | null
  /** What was said, by whom, in its order. */
  said: { author: string; photo: string | null; messages: Said[] }[]
  /** Sentences of ours. */
  lines: string[]
  /** The shop's own words below everything that was said; empty: none. */
  signature?: string
  open: { url: string; label: string; note: string } | null
  howToReply: string | null
  question: { label: string; text: string } | null
  /** Why it came, and how to have no more of them. */
  foot: { text: string; stop: { url: string; label: string } | null }
}
export interface Said {
  html: string
  text: string
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** One message as the panel draws it, so that both show the same: safe as HTML, and readable as text. Linear in its length. */
export function saidIn(message: string): Said {
  const blocks = messageBlocks(message, true)
  return {
    html: blocks.map(blockHtml).join('\n'),
    text: messageWords(message),
  }
}

/** The same with a line for each of its files. */
export function saidWithFiles(
  message: string,
  files: readonly { name: string; size: number }[],
  locale: InterfaceLocale,
): Said {
  const lines = files.map(({ name, size }) => `📎 ${name} (${fileSizeText(size, locale)})`)
  const said = message.trim() === '' ? { html: '', text: '' } : saidIn(message)
  if (lines.length === 0) return said
  return {
    html: [said.html, `<p>${lines.map(escaped).join('<br>\n')}</p>`].filter(Boolean).join('\n'),
    text: [said.text, lines.join('\n')].filter(Boolean).join('\n\n'),
  }
}

type Block = ReturnType<typeof messageBlocks>[number]

function blockHtml(block: Block): string {
  if (block.kind === 'code') return `<pre>${escaped(block.text)}</pre>`
  if (block.kind === 'list') {
    const items = block.items.map((item) => `<li>${item.map(inlineHtml).join('')}</li>`).join('')
    return block.from === null ? `<ul>${items}</ul>` : `<ol start="${block.from}">${items}</ol>`
  }
  const paragraphs = block.inlines
    .map(inlineHtml)
    .join('')
    .split(/\n\s*\n/)
  return paragraphs.map((one) => `<p>${one.replaceAll('\n', '<br>\n')}</p>`).join('\n')
}

function inlineHtml(part: Inline): string {
  const text = escaped(part.text)
  if (part.kind === 'text') return text
  if (part.kind === 'link') return `<a href="${escaped(part.href)}">${text}</a>`
  return part.kind === 'code' ? `<code>${text}</code>` : `<strong>${text}</strong>`
}

const GREETING =
  /^[^\n]{0,40}?(?<!\p{L})(?:здравствуй(?:те)?|приветству\p{L}*|привет|доброе утро|доброго|добрый (?:день|вечер)|hello|hi|hey|dear|good (?:morning|day|afternoon|evening))(?!\p{L})/iu

/** Somebody who greets in their own words needs no greeting of ours before them. */
export const greets = (message: string): boolean => GREETING.test(message)
