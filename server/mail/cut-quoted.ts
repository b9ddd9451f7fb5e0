/** Lines that begin what is only quoted: "On … wrote:", "… пишет:", original-message rulers, our own header block. */
const QUOTE_HEADS = [
  /^\s*(On|Am|Le|El)\b.{4,200}\b(wrote|schrieb|écrit|escribió)\s*:\s*$/i,
  /^.{4,200}(пишет|написал\(а\)|написала?|пишет \S+)\s*:\s*$/i,
  /^\s*-{2,}\s*(Original Message|Forwarded message|Исходное сообщение|Пересылаемое сообщение|Original-Nachricht)\s*-{2,}\s*$/i,
  /^\s*_{10,}\s*$/,
  /^\s*(From|От|От кого)\s*:\s.+$/i,
]
/** Two lines are one head where a mail program broke it ("On Mon …\n<a@b> wrote:"). */
const LONGEST_HEAD_LINES = 3
const SIGNATURE = /^-- ?$/

/**
 * What the writer wrote: everything from the first head of a quotation on is cut, then trailing `>` lines and the
 * signature. A text that is nothing but quotation is kept whole, rather than losing somebody's words.
 */
export function cutQuoted(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  let end = lines.length
  for (let i = 0; i < lines.length; i++) {
    if (beginsQuote(lines, i)) {
      end = i
      break
    }
  }
  const kept = lines.slice(0, end)
  const signature = kept.findIndex((line) => SIGNATURE.test(line))
  if (signature > 0) kept.length = signature
  while (kept.length > 0 && /^\s*(>.*)?$/.test(kept[kept.length - 1] as string)) kept.pop()
  const own = kept
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .trim()
  return own === '' ? text.trim() : own
}

function beginsQuote(lines: string[], at: number): boolean {
  for (let count = 1; count <= LONGEST_HEAD_LINES && at + count <= lines.length; count++) {
    const head = lines.slice(at, at + count).join(' ')
    if (head.length > 400) return false
    const matched = QUOTE_HEADS.findIndex((pattern) => pattern.test(head))
    // "From:" alone may be the writer's own words; a header block has a second header right below.
    if (matched === 4 && !/^\s*(Sent|To|Date|Отправлено|Кому|Дата)\s*:/i.test(lines[at + count] ?? '')) continue
    if (matched >= 0 && (count === 1 || /^\s*(On|Am|Le|El)\b|\d{4}|\d{1,2}:\d{2}/.test(lines[at] as string)))
      return true
  }
  return false
}

const UNSEEN = new Set(['style', 'script', 'head', 'title'])
const BREAKS = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const LONGEST_HTML = 200_000

/** Words of an HTML letter that has no plain part, up to its quotation. One pass; only text comes out and it is never shown as HTML. */
export function textOfHtml(html: string): string {
  let text = ''
  let at = 0
  const end = Math.min(html.length, LONGEST_HTML)
  while (at < end) {
    const open = html.indexOf('<', at)
    if (open < 0 || open >= end) {
      text += html.slice(at, end)
      break
    }
    text += html.slice(at, open)
    const close = html.indexOf('>', open)
    if (close < 0 || close >= end) break
    const tag = html.slice(open + 1, Math.min(close, open + 500)).toLowerCase()
    const name = /^\/?([a-z0-9]+)/.exec(tag)?.[1] ?? ''
    at = close + 1
    if (name === 'blockquote' || tag.includes('gmail_quote')) break
    if (UNSEEN.has(name) && !tag.startsWith('/')) {
      const over = html.indexOf(`</${name}`, at)
      if (over < 0) break
      at = over
    } else if (BREAKS.has(name) && (tag.startsWith('/') || name === 'br')) text += '\n'
  }
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
