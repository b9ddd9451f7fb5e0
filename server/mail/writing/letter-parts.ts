import { renderMessage } from '#kb'
import { textOfHtml } from '../reading/text-of-html.ts'

/** What a letter says, before it is drawn: once as text, once as HTML. */
export interface LetterParts {
  greeting: string | null
  /** What was said, by whom, in its order. */
  said: { author: string; messages: Said[] }[]
  /** Sentences of ours. */
  lines: string[]
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

/** Beyond this Markdown costs more than it helps: such a message is a text somebody pasted. */
const LONGEST_MARKDOWN = 4_000

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** One message, safe as HTML and readable as text. */
export async function saidIn(message: string): Promise<Said> {
  if (message.length > LONGEST_MARKDOWN)
    return { html: `<p>${escaped(message).replaceAll('\n', '<br>')}</p>`, text: message }
  const html = await renderMessage(message)
  return { html, text: textOfHtml(html) || message }
}

const GREETING =
  /^[^\n]{0,40}?(?<!\p{L})(?:здравствуй(?:те)?|приветству\p{L}*|привет|доброе утро|доброго|добрый (?:день|вечер)|hello|hi|hey|dear|good (?:morning|day|afternoon|evening))(?!\p{L})/iu

/** Somebody who greets in their own words needs no greeting of ours before them. */
export const greets = (message: string): boolean => GREETING.test(message)
