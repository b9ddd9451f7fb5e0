import type { Locale } from '#shared'
import { parentPort } from 'node:worker_threads'
import { htmlToMarkdown, type MarkdownOnly } from './html-to-markdown.ts'
import { readMarkdown, readPlain, type ReadMarkdown } from './read-markdown.ts'

/** The thread that reads Markdown: a text may cost seconds, which the main loop does not have. */
export type ToMarkdownWorker = { read: string; locale: Locale } | { plain: string } | { withoutHtml: string }
export type FromMarkdownWorker =
  | { ready: true }
  | { read: ReadMarkdown | null }
  | { plain: string | null }
  | { withoutHtml: MarkdownOnly | null }

const send = (message: FromMarkdownWorker) => parentPort?.postMessage(message)

/** A stack that overflows is a text nobody can read. */
function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

parentPort?.on('message', (message: ToMarkdownWorker) => {
  if ('read' in message) send({ read: orNull(() => readMarkdown(message.read, message.locale)) })
  else if ('plain' in message) send({ plain: orNull(() => readPlain(message.plain)) })
  else send({ withoutHtml: orNull(() => htmlToMarkdown(message.withoutHtml)) })
})
send({ ready: true })
