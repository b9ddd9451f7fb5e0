import { cutText } from '#shared'
import PostalMime, { decodeWords } from 'postal-mime'
import { decodeText, unflow } from './decode-text.ts'
import { ownWords } from './own-words.ts'
import type { OurSide } from './quotation-heads.ts'
import { LONGEST_HTML, textOfHtml } from './text-of-html.ts'

/** What a letter holds, for a person. */
export interface LetterContent {
  /** The writer's own words; empty: there are none. */
  text: string
  /** All its words, quotations and signatures included. */
  whole: string
  files: LetterFile[]
  /** Words beyond any honest length were left out. */
  cut: boolean
}
export interface LetterFile {
  name: string
  /** Bytes. */
  size: number
  /** null: the letter was too large to be held whole, and this was one of those that had no room; `size` is about. */
  bytes: Uint8Array<ArrayBuffer> | null
}

/** Base64 of the largest letter has some 340 000 lines; a line costs the parser about ten microseconds. */
const MOST_LINES = 400_000
const NEST_AT_MOST = 20
const NEWLINE = 10
const LONGEST_TEXT = 150_000
/** A picture inside its own address says nothing, and may be longer than all words. */
const INLINE_PICTURE = /data:[\w/+.-]{1,60};base64,[\w+/=\s]+/gi
/** A text part that only says that the words stand in the HTML. */
const STUB =
  /html.{0,80}(?:support|view|display|enable|поддерж|просмотр|отобра|unterstütz|anzeig)|(?:support|view|display|enable|поддерж|просмотр|отобра|unterstütz|anzeig).{0,80}html/is
const LONGEST_STUB = 300
const MOST_FILES = 50
const LONGEST_NAME = 120
/** Pictures this small that the text refers to are logos and lines of a signature. */
const ORNAMENT_BYTES = 6_000

/** One part of a letter as the parser holds it: its bytes are needed, because the charset it names may be wrong. */
interface Part {
  childNodes: Part[]
  contentType: { parsed: { value: string; params: Record<string, string> }; multipart: string | false }
  contentDisposition: { parsed: { value: string; params: Record<string, string> } }
  contentId?: string
  content: ArrayBuffer | null
  headers: { key: string; value: string }[]
}
interface Body {
  plain: string
  html: string
}
interface Found {
  files: LetterFile[]
  cut: boolean
  /** The field of a part that was left out when the letter came in. */
  leftOut: string | undefined
}

/** Takes a raw letter apart. The cost of a hostile one is bounded only by the thread this runs in: see `letterReader`. */
export async function readLetter(raw: Uint8Array, ours: OurSide, leftOut?: string): Promise<LetterContent> {
  const parser = new PostalMime({ maxNestingDepth: NEST_AT_MOST, forceRfc822Attachments: true })
  await parser.parse(firstLines(raw))
  const found: Found = { files: [], cut: false, leftOut }
  const bodies = bodiesOf((parser as unknown as { root: Part }).root, found).filter(
    ({ plain, html }) => plain !== '' || html !== '',
  )
  const read = bodies.map((body) => bestOf(body, ours))
  const join = (texts: string[]) => texts.filter(Boolean).join('\n\n')
  return {
    text: join(read.map((one) => one.own)),
    whole: join(read.map((one) => one.whole)),
    files: found.files.slice(0, MOST_FILES),
    cut: found.cut,
  }
}

/**
 * The text a program made beside the HTML is nearer to what was typed; where it hides the quotation, or where it ends,
 * the HTML may show it.
 */
function bestOf({ plain, html }: Body, ours: OurSide): { own: string; whole: string } {
  const read = (text: string, marks?: 'made') => ({ ...ownWords(text, ours, marks), whole: text })
  const isStub =
    html !== '' && plain.length <= LONGEST_STUB && STUB.test(plain) && !textOfHtml(html).includes(plain.trim())
  const first = plain === '' || isStub ? null : read(plain)
  const second = html === '' || (first?.cut && !first.unmarked) ? null : read(textOfHtml(html), 'made')
  const better = second?.cut && second.text !== '' && (!first?.cut || !second.unmarked)
  const best = first && !better ? first : second
  return { own: best?.text ?? '', whole: (best?.whole ?? '').replaceAll('\uE000', '').trim() }
}

function bodiesOf(part: Part, found: Found): Body[] {
  if (part.childNodes.length > 0) {
    const bodies = part.childNodes.flatMap((child) => bodiesOf(child, found))
    if (part.contentType.multipart !== 'alternative') return bodies
    const last = (kind: keyof Body) => bodies.map((one) => one[kind]).findLast((text) => text !== '') ?? ''
    return [{ plain: last('plain'), html: last('html') }]
  }
  const { value, params } = part.contentType.parsed
  const name = fileName(part)
  const sizeBefore = leftOutOf(part, found)
  if (sizeBefore !== null) {
    found.files.push({ name: name ?? unnamed(value), size: sizeBefore, bytes: null })
    return []
  }
  const isText = /^text\/(plain|html)$/.test(value) && name === null
  if (!isText) {
    if (isFile(part))
      found.files.push({
        name: name ?? unnamed(value),
        size: part.content?.byteLength ?? 0,
        bytes: part.content && new Uint8Array(part.content),
      })
    return []
  }
  const isHtml = value === 'text/html'
  const decoded = decodeText(new Uint8Array(part.content ?? new ArrayBuffer(0)), params['charset'], isHtml)
  const words = isHtml ? decoded.replace(INLINE_PICTURE, '') : decoded
  const longest = isHtml ? LONGEST_HTML : LONGEST_TEXT
  if (words.length > longest) found.cut = true
  const text = seen(cutText(words, longest))
  if (isHtml) return [{ plain: '', html: text }]
  return [
    {
      plain: /^flowed$/i.test(params['format'] ?? '') ? unflow(text, /^yes$/i.test(params['delsp'] ?? '')) : text,
      html: '',
    },
  ]
}

/** Bytes of a part that had no room; null: it is here. */
function leftOutOf({ headers }: Part, { leftOut }: Found): number | null {
  const said = leftOut && headers.find(({ key }) => key === leftOut)?.value
  return said ? Number(said) || 0 : null
}

/** Empty where nobody would see anything: spaces, and signs without width. */
const seen = (text: string): string => (/[^\s\p{DI}]/u.test(text) ? text : '')

/** Name of what is sent as a file; null: it is part of the words. */
function fileName(part: Part): string | null {
  const { value, params } = part.contentDisposition.parsed
  const name = params['filename'] ?? part.contentType.parsed.params['name']
  if (name)
    return (
      decodeWords(name)
        .replace(/[\p{Cc}\\/]+/gu, ' ')
        .trim()
        .slice(-LONGEST_NAME) || null
    )
  return value === 'attachment' ? unnamed(part.contentType.parsed.value) : null
}
const unnamed = (type: string): string => type.slice(0, LONGEST_NAME)

function isFile(part: Part): boolean {
  const { value } = part.contentType.parsed
  const size = part.content?.byteLength ?? 0
  if (part.contentType.multipart || size === 0) return false
  if (
    /^(message\/(delivery-status|disposition-notification)|application\/(pgp|pkcs7|x-pkcs7)-(signature|mime))/.test(
      value,
    )
  )
    return false
  return !(part.contentId && value.startsWith('image/') && size < ORNAMENT_BYTES)
}

function firstLines(raw: Uint8Array): Uint8Array {
  let at = -1
  for (let line = 0; line < MOST_LINES; line++) {
    at = raw.indexOf(NEWLINE, at + 1)
    if (at < 0) return raw
  }
  return raw.subarray(0, at)
}
