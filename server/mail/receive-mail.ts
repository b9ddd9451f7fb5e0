import { createHash } from 'node:crypto'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { readHead } from './letter-head.ts'
import type { LetterReader } from './letter-reader.ts'
import type { OurSide } from './quotation-heads.ts'
import type { ReplyAddresses } from './reply-address.ts'

/** A visitor's reply, read and verified; the caller stores it. */
export interface ReceivedReply {
  conversationId: string
  /** The same letter delivered twice is one message (I2). */
  clientMessageId: string
  text: string
  visitorId: string
}
export type MailRefused = {
  ok: false
  code:
    | 'unreadable'
    | 'too_costly'
    | 'too_large'
    | 'unknown_address'
    | 'ambiguous_sender'
    | 'foreign_sender'
    | 'automatic'
    | 'empty'
}

export interface MailDesk {
  addresses: ReplyAddresses
  reader: Pick<LetterReader, 'read'>
  /** The conversation of a reply address's key. */
  find(key: string): Promise<{ id: string; visitorId: string; visitorMail: string | null } | null>
  /** What is known of our letters in it. */
  ourSide(conversationId: string): Promise<OurSide>
}

/** What the large mail hosts deliver at most. */
export const LARGEST_LETTER_BYTES = 25 * 1024 * 1024
/** A letter without a Message-ID is known by its beginning and its length. */
const IDENTIFYING_BYTES = 16 * 1024

/**
 * Reads a raw letter. It counts only if it came to an address we signed and from the address we wrote to; answers of
 * machines (RFC 3834) are refused, so that two of them never talk to each other. All this is read off the head; only a
 * letter that passes is taken apart, and that in another thread.
 */
export async function readReply(
  raw: Uint8Array<ArrayBuffer>,
  desk: MailDesk,
): Promise<{ ok: true; reply: ReceivedReply } | MailRefused> {
  if (raw.length > LARGEST_LETTER_BYTES) return { ok: false, code: 'too_large' }
  const head = readHead(raw)
  if (head.automatic) return { ok: false, code: 'automatic' }
  const key = head.recipients.map((address) => desk.addresses.keyOf(address)).find((found) => found !== null)
  const conversation = key ? await desk.find(key) : null
  if (!conversation) return { ok: false, code: 'unknown_address' }
  if (!head.sender) return { ok: false, code: 'ambiguous_sender' }
  if (head.sender.toLowerCase() !== conversation.visitorMail?.toLowerCase())
    return { ok: false, code: 'foreign_sender' }
  const identity =
    head.messageId ?? `${raw.length} ${Buffer.from(raw.subarray(0, IDENTIFYING_BYTES)).toString('latin1')}`
  const clientMessageId = `mail_${createHash('sha256').update(identity).digest('hex').slice(0, 40)}`
  const read = await desk.reader.read(raw, await desk.ourSide(conversation.id))
  if (!read.ok) return read
  const text = storable(read.content.text)
  if (text === '') return { ok: false, code: 'empty' }
  return {
    ok: true,
    reply: { conversationId: conversation.id, visitorId: conversation.visitorId, clientMessageId, text },
  }
}

function storable(text: string): string {
  const clean = text.toWellFormed().replaceAll('\u0000', '')
  const bytes = Buffer.from(clean)
  if (bytes.length <= MESSAGE_LIMIT_BYTES) return clean
  let end = MESSAGE_LIMIT_BYTES
  // Not through the middle of a character: its later bytes begin with 10.
  while (end > 0 && ((bytes[end] ?? 0) & 0b1100_0000) === 0b1000_0000) end--
  return bytes.subarray(0, end).toString()
}
