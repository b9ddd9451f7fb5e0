import type { Locale } from '#shared'
import type { MarkdownOnly } from './html-to-markdown.ts'
import type { ReadMarkdown } from './read-markdown.ts'

/** Port: reads Markdown that anybody may have written, without holding up the one who asks. */
export interface Markdown {
  /** Null: it takes too long to read, or cannot be read at all. */
  read(body: string, locale: Locale): Promise<ReadMarkdown | null>
  /** Only the plain text of it, which costs half as much; null as above. */
  plain(body: string): Promise<string | null>
  /** Pasted HTML written as Markdown; null as above. */
  withoutHtml(body: string): Promise<MarkdownOnly | null>
  close(): Promise<void>
}

/** What an unreadable text looks like: as it was written, nothing of it lost. */
export const unreadAsText = (body: string): ReadMarkdown => ({
  html: body
    .split(/\n{2,}/)
    .map((block) => `<p>${block.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;')}</p>`)
    .join('\n'),
  plain: body,
  message: [body],
  links: [],
  pictures: [],
})
