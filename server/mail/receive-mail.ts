import { cutText } from '#shared'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { type Bounce, readBounce } from './reading/bounce.ts'
import { type LetterHead, readHead } from './reading/letter-head.ts'
import { whoWrote, type Writer } from './reading/who-wrote.ts'
import type { LetterReader } from './reading/letter-reader.ts'
import { samePerson } from './mail-address.ts'
import type { OurSide } from './reading/quotation-heads.ts'
import type { LetterContent, LetterFile } from './reading/read-letter.ts'
import type { ReplyAddresses } from './reply-address.ts'
import type { Slimmed } from './taking/slim-letter.ts'

/** A letter that was read; the caller stores it. */
export interface ReceivedLetter {
  /** null: it answers nothing we know, and begins a conversation. */
  conversation: KnownConversation | null
  /**
   * `visitor`: it comes from the address we write to, in some spelling of it, or from whom the conversation began by a
   * letter. `other`: from another address, to one that only whoever has our letter knows: shown to operators, and not
   * taken for the visitor's words. `machine`: an answer no person wrote.
   */
  as: 'visitor' | 'other' | 'machine'
  writer: Writer
  to: string[]
  /** Whoever wrote may be told that it came. */
  acknowledged: boolean
  subject: string
  /** The same letter delivered twice is one message (I2). */
  clientMessageId: string
  text: string
  whole: string
  files: LetterFile[]
  /** Bytes. */
  size: number
  /** Only its beginning came: it may have had more files than are known. */
  cut: boolean
  source: string
  messageId: string | null
  /** What operators are told beside the words. */
  notes: LetterNote[]
}
export interface LetterNote {
  code: /** What it is about, where its words do not say. */
    | 'letter_subject'
    /** Its words, or all of it, were more than could be read; there are none. */
    | 'letter_cut'
    | 'letter_unread'
    /** It is larger than any mail host delivers: its beginning was read. */
    | 'letter_beginning'
    | 'letter_empty'
    /** It names several senders; answers go to another address than it came from; nobody could be answered. */
    | 'letter_senders'
    | 'letter_answers_to'
    | 'letter_unanswerable'
    /** The visitor would like answers at another address. */
    | 'letter_asks_to'
    /** The shop is not among those it is addressed to, or they are hidden. */
    | 'letter_elsewhere'
    | 'letter_hidden_copy'
  values: Record<string, string>
}
export interface KnownConversation {
  id: string
  visitorId: string
  visitorMail: string | null
}
export type MailRefused = {
  ok: false
  /** `empty`: nothing, from nobody. */
  code: 'no_site' | 'automatic' | 'empty'
  /** Letters of ours it says were not delivered. */
  bounce?: Bounce
}

export interface MailDesk {
  addresses: Pick<ReplyAddresses, 'keyOf' | 'unsigned'>
  reader: Pick<LetterReader, 'read'>
  /** Whether letters to this plain address are ours, and whether it is the shop's very own. */
  isOurs(address: string): boolean
  isShop(address: string): boolean
  /** Who only ever wrote letters, by a writer's key. */
  visitorOf(key: string): string
  /** The conversation of a reply address's key. */
  byKey(key: string): Promise<KnownConversation | null>
  /** The conversation of a letter we sent, by its Message-ID. */
  byLetter(messageIds: readonly string[]): Promise<KnownConversation | null>
  /** What is known of our letters in it. */
  ourSide(conversationId: string | null): Promise<OurSide>
}

/** Held whole; of a larger one its words and the files that have room. */
export const LARGEST_LETTER_BYTES = 25 * 1024 * 1024
/** A letter without a Message-ID is known by its beginning and its length. */
const IDENTIFYING_BYTES = 16 * 1024
const LONGEST_SUBJECT = 300
const MOST_SHOWN = 5
/** The words of a letter stand in its beginning, before its files. */
const BEGINNING_BYTES = 128 * 1024
const BEGINNING_LINES = 2_000
const NEWLINE = 10
/** Stands for the words of a letter that could not be read, or has none. */
const UNREAD = '✉'
const REPLIED = /^(?:re|aw|antw|отв|ответ|на)(?:\[\d+\])?:/i
const FORWARDED = /^(?:(?:re|aw|antw|fwd?|wg|отв|ответ|пересл)(?:\[\d+\])?:\s*)+/i

/**
 * Reads a raw letter. Its head says where it belongs: an address we signed, else a letter of ours it answers, else it is
 * new. The mail host brings what is for the shop, so none is lost for whom it names or by whom: a letter to nobody we
 * know, or from nobody in particular, begins a conversation that says so and acknowledges nothing. Answers of machines
 * (RFC 3834) are shown where they answer something and set aside else, so that two of them never talk to each other.
 */
export async function receiveLetter(
  raw: Uint8Array<ArrayBuffer>,
  desk: MailDesk,
  slimmed?: Slimmed,
): Promise<{ ok: true; letter: ReceivedLetter } | MailRefused> {
  const size = slimmed?.size ?? raw.length
  const head = readHead(raw)
  const bounce = head.returned ? readBounce(raw) : null
  if (bounce) return { ok: false, code: 'automatic', bounce }
  const key = head.recipients.map((address) => desk.addresses.keyOf(address)).find((found) => found !== null)
  const conversation = (key ? await desk.byKey(key) : null) ?? (await desk.byLetter(head.answers))
  if (head.automatic && !conversation) return { ok: false, code: 'automatic' }
  const writer = whoWrote(head, desk.isShop)
  const identity = identityOf(head, raw, size)
  const content = await contentOf(raw, desk, await desk.ourSide(conversation?.id ?? null), slimmed?.leftOut)
  const subject = cutText(storable(head.subject), LONGEST_SUBJECT)
  const matter = matterOf(subject, conversation !== null)
  const words = desk.addresses.unsigned(content.text)
  const kept = storable(words)
  const text = kept || namesOf(content.files) || matter || UNREAD
  const isEmpty = text === UNREAD && !content.unread
  if (isEmpty && conversation === null && writer.key === null) return { ok: false, code: 'empty' }
  const addressed = conversation !== null || head.recipients.some(desk.isOurs)
  const notes: LetterNote[] = []
  if (matter !== '' && !text.includes(matter)) notes.push({ code: 'letter_subject', values: { subject: matter } })
  if (slimmed?.cut) notes.push({ code: 'letter_beginning', values: { from: writer.from } })
  else if (content.unread) notes.push({ code: 'letter_unread', values: { from: writer.from } })
  else if (isEmpty) notes.push({ code: 'letter_empty', values: {} })
  else if (content.cut || kept.length < words.length) notes.push({ code: 'letter_cut', values: {} })
  if (!addressed) notes.push(elsewhere(head.recipients))
  return {
    ok: true,
    letter: {
      conversation,
      as: head.automatic ? 'machine' : isVisitors(conversation, writer, desk) ? 'visitor' : 'other',
      writer: { ...writer, name: writer.name && storable(writer.name) },
      to: head.recipients,
      acknowledged: addressed && writer.sender !== null && writer.mail !== null,
      subject,
      clientMessageId: `mail_${createHash('sha256').update(identity).digest('hex').slice(0, 40)}`,
      text,
      whole: clean(content.whole),
      files: content.files,
      size,
      cut: slimmed?.cut ?? false,
      source: content.source,
      messageId: head.messageId,
      notes: [...notes, ...notesOn(conversation, writer)],
    },
  }
}

const elsewhere = (recipients: readonly string[]): LetterNote =>
  recipients.length > 0
    ? { code: 'letter_elsewhere', values: { to: recipients.slice(0, MOST_SHOWN).join(', ') } }
    : { code: 'letter_hidden_copy', values: {} }

function isVisitors(conversation: KnownConversation | null, { sender, key }: Writer, desk: MailDesk): boolean {
  if (conversation === null) return true
  if (sender === null) return false
  const { visitorId, visitorMail } = conversation
  return (
    (visitorMail !== null && samePerson(sender, visitorMail)) || (key !== null && visitorId === desk.visitorOf(key))
  )
}

/** Where answers go, if that is not where the letter came from. */
function notesOn(conversation: KnownConversation | null, { sender, from, mail }: Writer): LetterNote[] {
  if (conversation) {
    const wish = sender !== null && mail !== null && !samePerson(mail, sender) ? mail : null
    const known = conversation.visitorMail
    return wish === null || (known !== null && samePerson(wish, known))
      ? []
      : [{ code: 'letter_asks_to', values: { mail: wish } }]
  }
  if (mail === null) return [{ code: 'letter_unanswerable', values: { from: from || '—' } }]
  if (sender === null) return [{ code: 'letter_senders', values: { list: from || '—', mail } }]
  return samePerson(mail, sender) ? [] : [{ code: 'letter_answers_to', values: { from, mail } }]
}

/**
 * What a letter holds. One that costs more than anybody may spend is read by its beginning, where its words stand; one
 * that cannot be read at all is kept as it came: lost is none.
 */
async function contentOf(
  raw: Uint8Array<ArrayBuffer>,
  { reader }: Pick<MailDesk, 'reader'>,
  ours: OurSide,
  leftOut: string | undefined,
): Promise<LetterContent & { source: string; unread: boolean }> {
  const beginning = beginningOf(raw)
  const read = await reader.read(raw, ours, leftOut)
  if (read.ok) return { ...read.content, source: read.source, unread: false }
  const source = gzipSync(beginning).toString('base64')
  const again = await reader.read(beginning.slice(), ours, leftOut)
  if (again.ok) return { ...again.content, source, unread: true }
  return { text: '', whole: Buffer.from(beginning).toString('utf8'), files: [], cut: true, source, unread: true }
}

/** A copy: the letter itself is handed over to whoever reads it. */
function beginningOf(raw: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let end = -1
  for (let line = 0; line < BEGINNING_LINES && end < BEGINNING_BYTES; line++) {
    end = raw.indexOf(NEWLINE, end + 1)
    if (end < 0) return raw.slice(0, BEGINNING_BYTES)
  }
  return raw.slice(0, Math.min(end, BEGINNING_BYTES))
}

/** The subject, where it is the writer's own: an answer has ours. */
const matterOf = (subject: string, answers: boolean): string =>
  answers && REPLIED.test(subject) ? '' : subject.replace(FORWARDED, '').trim()

const identityOf = (head: LetterHead, raw: Uint8Array, size: number): string =>
  head.messageId ?? `${size} ${Buffer.from(raw.subarray(0, IDENTIFYING_BYTES)).toString('latin1')}`

/** A letter of nothing but files says their names. */
const namesOf = (files: readonly LetterFile[]): string => files.map(({ name }) => `📎 ${name}`).join('\n')

const clean = (text: string): string => text.toWellFormed().replaceAll('\u0000', '')

function storable(text: string): string {
  const whole = clean(text)
  const bytes = Buffer.from(whole)
  if (bytes.length <= MESSAGE_LIMIT_BYTES) return whole
  let end = MESSAGE_LIMIT_BYTES
  // Not through the middle of a character: its later bytes begin with 10.
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end--
  return cutText(whole, bytes.subarray(0, end).toString().length)
}
