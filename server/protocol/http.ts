import type { AskedFieldName, InterfaceLocale, Locale, Text } from '#shared'
import type { Availability } from './events.ts'
import type { Face, HandoverPacket, Message, VisitorConversation } from './conversation.ts'
import type { FileOffer } from './files.ts'
import type { ProblemCode } from './problem-codes.ts'

/** Every failure of every route. `message` is in the reader's language; `fields` names what to mend. */
export interface Problem {
  code: ProblemCode
  message: string
  fields?: Record<string, string>
  retryAfterMs?: number
  /** Of a fault on our side: what to find it by in the log. */
  errorId?: string
}

// GET /api/search?q&locale&site[&product&page&typing=1|paused&limit]
export interface SearchResponse {
  /** Of words still being typed always `suggest`. */
  verdict: 'answer' | 'suggest' | 'escalate'
  /** Words that want no answer: a greeting back, a welcome, a human. */
  intent: 'greeting' | 'thanks' | 'person' | null
  confidence: number
  hits: SearchHit[]
  repaired: { from: string; to: string; kind: string }[]
  /** The text as searched, after repair; empty: nothing was, and the hits are what fits the page. */
  searched: string
  /** The product that the words name by its article number; `price` in the shop's currency. */
  product?: { sku: string; name: string; price: number; url: string } | null
}
export interface SearchHit {
  id: string
  question: string
  excerpt: string
  url: string
  score: number
}

// GET /api/widget/context?site&locale[&product&page&presence=apart]: what the panel shows before anything is typed
// GET /api/widget/availability?site&locale → Availability: who is there, never kept
export interface WidgetContext {
  site: { id: string; name: string; greeting: string; mail: string; helpCentre: string; locales: Locale[] }
  brand: { color: string; colorDark: string; radius: number; logo: string | null; font: string | null }
  /** Only for panels that do not ask for it apart: with it the answer may not be kept. */
  availability?: Availability
  /** Whether answers can go by mail; if not, no address is asked for and none is promised. Absent on older servers: they can. */
  letters?: boolean
  /** Absent where the site takes no files, and on older servers. */
  files?: FileOffer
  /** Absent where all is as we show it, and on older servers. */
  own?: OwnLook
  /** Who answers here, at most four; absent where nobody is known, and on older servers. */
  team?: Face[]
  /** Opening hours of this week, by weekday from Monday: `[['09:00','21:00']]`. */
  hours: { day: number; spans: [string, string][] }[]
  hits: SearchHit[]
  /** Sold on this page, where the shop's catalogue knows it. */
  product?: ProductOnPage
}
export interface ProductOnPage {
  sku: string
  name: string
  price: number
  currency: string
  availability: 'in_stock' | 'to_order' | 'out_of_stock' | null
  /** An https address at the shop. */
  picture: string | null
  /** The first few; absent on older servers. */
  attributes?: { name: string; value: string }[]
  /** Its page of the help centre. */
  url: string
}

/** What a shop has set for itself, for a reader of one language. */
export interface OwnLook {
  /** In place of ours, by key. */
  texts?: Record<string, Text>
  /** A stack of typefaces that visitors have. */
  font?: string
  /** Addresses of a picture in place of the drawn mark. */
  logo?: { light: string; dark: string }
  /** Said where a visitor writes. With `tick` no conversation begins before they have ticked it: `agreed` of the start then says its `version`. */
  consent?: { text: string; version: string; link: string | null; tick: boolean }
  /** Said to whom the page names no account of the shop: they cannot write, the library is open to them. */
  known?: string
  /** What the shop asks before the first message. A field that is not named is not asked for; `needed` alone cannot be skipped. */
  form?: AskedForm
  /** The operator sees what is typed before it is sent: the widget says so under the field, and asks `preview:set`. */
  preview?: true
  /** Other ways to the shop. */
  ways?: { kind: 'phone' | 'telegram' | 'whatsapp' | 'vk' | 'max'; url: string; text: string }[]
}

export type AskedField = AskedFieldName
export interface AskedForm {
  fields: Partial<Record<AskedField, 'asked' | 'needed'>>
  /** To choose from, in the reader's words; `needs`: what cannot be skipped once it is chosen. */
  subjects: { label: string; needs: AskedField[] }[]
}

// GET /api/answers/:id?locale
export interface AnswerResponse {
  id: string
  question: string
  /** Already sanitized. */
  html: string
  url: string
  category: { slug: string; title: string }
  related: SearchHit[]
  /** Answers the text links to: a panel opens them in place. */
  links: { id: string; url: string }[]
}

// POST /api/answers/:id/outcome  (Authorization: Bearer token optional)
export interface OutcomeRequest {
  site: string
  locale: InterfaceLocale
  helped: boolean
  query?: string
  reason?: string
}

// POST /api/visitors → token; made on the first thing worth remembering, never before
export interface VisitorRequest {
  site: string
  locale: InterfaceLocale
  /** Identity vouched for by the shop's server: HMAC-SHA256(secret, id + '.' + exp), hex. */
  identity?: { id: string; name?: string; mail?: string; exp: number; hash: string } | null
  /** What this browser keeps of the visit that is watched, as it stands there; absent: nothing. The visit is then this visitor's. */
  watched?: string | null
}
export interface VisitorResponse {
  token: string
  expiresAt: string
  /** Of a visitor the shop vouches for: the conversation begun on another device that still runs. */
  conversation: string | null
}

// POST /api/conversations (Bearer): the message form, without a socket; same ids, same rules
export interface StartConversationRequest {
  clientMessageId: string
  text: string
  name?: string | null
  /** Needed where answers can go by mail. */
  mail?: string | null
  packet: HandoverPacket
  /** Ids of uploaded files; with them `text` may be empty. */
  files?: string[]
  /** Version of the line of consent that was ticked. */
  agreed?: string
}
export interface StartConversationResponse {
  conversation: VisitorConversation
  messages: Message[]
}

// PUT /api/files/:id (Bearer; body: the file; Content-Length, X-File-Name) → UploadedFile: a visitor's file, see files.ts
// PUT /api/desk/conversations/:id/files/:fileId → UploadedFile: the desk's
// GET of a FileAddress: the bytes

// GET /api/conversations/:id/transcript (Bearer): text/plain
// POST /api/conversations/:id/transcript (Bearer) { mail }: sent by mail
