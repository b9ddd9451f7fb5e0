import { createHmac, timingSafeEqual } from 'node:crypto'

/** Mail hosts may fold case and cut long local parts (64 characters), so: a hex form of the id's own characters is too long, a short signature is not. */
const SIGNATURE_LENGTH = 24
const ANYWHERE = /([^\s@<>()"]{1,200})\+c[0-9a-f]{20}-[0-9a-f]{24}(@[\p{L}\p{N}_.-]{1,255})/giu
const TAGGED = /^([^@]{1,200})\+c([0-9a-f]{1,64})-([0-9a-f]{1,64})@([^@]{1,255})$/

/**
 * The signed address a visitor's reply comes back to: `help+c<key>-<signature>@shop`. `key` names the conversation
 * without being its id; the signature proves that we gave out the address.
 */
export interface ReplyAddresses {
  addressFor(conversationId: string): string
  /** The key of a tagged and rightly signed address, else null. */
  keyOf(address: string): string | null
  keyFor(conversationId: string): string
  /** A text without signed addresses: the plain one in their place. */
  unsigned(text: string): string
}

const KEY_LENGTH = 20

/** `mailbox` is the plain address; the first secret signs, all verify. */
export function replyAddresses(mailbox: string, secrets: readonly [string, ...string[]]): ReplyAddresses {
  const digest = (secret: string, what: string) => createHmac('sha256', secret).update(what).digest('hex')
  // The last secret is the oldest: keys of conversations outlive a change of secrets.
  const keyFor = (conversationId: string) =>
    digest(secrets.at(-1) ?? secrets[0], `reply-key.${conversationId}`).slice(0, KEY_LENGTH)
  const sign = (secret: string, key: string) => digest(secret, `reply-address.${key}`).slice(0, SIGNATURE_LENGTH)
  return {
    keyFor,
    unsigned: (text) => text.replace(ANYWHERE, '$1$2'),
    addressFor: (conversationId) => {
      const at = mailbox.lastIndexOf('@')
      const key = keyFor(conversationId)
      return `${mailbox.slice(0, at)}+c${key}-${sign(secrets[0], key)}${mailbox.slice(at)}`
    },
    keyOf: (address) => {
      const found = TAGGED.exec(address.trim().toLowerCase())
      if (!found) return null
      const [, , key = '', signature = ''] = found
      const given = Buffer.from(signature)
      const right = secrets
        .map((secret) => Buffer.from(sign(secret, key)))
        .some((made) => made.length === given.length && timingSafeEqual(made, given))
      return right ? key : null
    },
  }
}
