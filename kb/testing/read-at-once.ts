import { htmlToMarkdown } from '../markdown/html-to-markdown.ts'
import type { Markdown } from '../markdown/markdown.ts'
import { readMarkdown, readPlain } from '../markdown/read-markdown.ts'

/** Engine without a thread: for tests, which open many libraries and read nothing hostile. */
const atOnce: Markdown = {
  read: async (body, locale) => readMarkdown(body, locale),
  plain: async (body) => readPlain(body),
  withoutHtml: async (body) => htmlToMarkdown(body),
  close: async () => {},
}

export const readAtOnce = () => ({ published: atOnce, written: atOnce })
