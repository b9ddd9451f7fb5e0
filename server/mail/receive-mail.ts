import { createHash } from 'node:crypto'
import PostalMime, { type Address, type Email } from 'postal-mime'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { cutQuoted, textOfHtml } from './cut-quoted.ts'
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
  code: 'unreadable' | 'unknown_address' | 'foreign_sender' | 'automatic' | 'empty'
}

export interface MailDesk {
  addresses: ReplyAddresses
  /** The conversation of a reply address's key. */
  find(key: string): Promise<{ id: string; visitorId: string; visitorMail: string | null } | null>
}

const LARGEST_LETTER = 2 * 1024 * 1024

/**
 * Reads a raw letter. It counts only if it came to an address we signed and from the address we wrote to; answers of
 * machines (RFC 3834) are refused, so that two of them never talk to each other.
 */
export async function readReply(
  raw: string | Uint8Array,
  desk: MailDesk,
): Promise<{ ok: true; reply: ReceivedReply } | MailRefused> {
  if (raw.length > LARGEST_LETTER) return { ok: false, code: 'unreadable' }
  let letter: Email
  try {
    letter = await PostalMime.parse(raw, { maxNestingDepth: 20 } as never)
  } catch {
    return { ok: false, code: 'unreadable' }
  }
  if (isAutomatic(letter)) return { ok: false, code: 'automatic' }
  const key = recipientsOf(letter)
    .map((address) => desk.addresses.keyOf(address))
    .find((found) => found !== null)
  const conversation = key ? await desk.find(key) : null
  if (!conversation) return { ok: false, code: 'unknown_address' }
  const [sender] = mailboxes(letter.from ? [letter.from] : [])
  if (!sender || sender.toLowerCase() !== conversation.visitorMail?.toLowerCase())
    return { ok: false, code: 'foreign_sender' }
  const text = storable(cutQuoted(letter.text ?? textOfHtml(letter.html ?? '')))
  if (text === '') return { ok: false, code: 'empty' }
  const identity = letter.messageId ?? createHash('sha256').update(raw).digest('hex')
  const clientMessageId = `mail_${createHash('sha256').update(identity).digest('hex').slice(0, 40)}`
  return {
    ok: true,
    reply: { conversationId: conversation.id, visitorId: conversation.visitorId, clientMessageId, text },
  }
}

const mailboxes = (addresses: readonly Address[]): string[] =>
  addresses.flatMap((one) => (one.group ? one.group.map((box) => box.address) : [one.address ?? '']))

function recipientsOf(letter: Email): string[] {
  const headers = letter.headers
    .filter((one) => ['delivered-to', 'x-original-to', 'envelope-to'].includes(one.key))
    .map((one) => one.value.replace(/[<>]/g, ''))
  return [...mailboxes([...(letter.to ?? []), ...(letter.cc ?? [])]), ...headers]
}

function isAutomatic(letter: Email): boolean {
  const header = (key: string) =>
    letter.headers
      .find((one) => one.key === key)
      ?.value.trim()
      .toLowerCase()
  const submitted = header('auto-submitted')
  return (
    (submitted !== undefined && submitted !== 'no') ||
    /^(bulk|junk|auto_reply)$/.test(header('precedence') ?? '') ||
    header('x-autoreply') !== undefined ||
    header('return-path') === '<>'
  )
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
