import { createHmac, timingSafeEqual } from 'node:crypto'

/** Long enough for a letter that is read after a weekend away. */
export const LINK_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000
const SIGNATURE_LENGTH = 43
const TOKEN = /^(cnv_[0-9A-Za-z]{20,40})\.([0-9a-z]{1,12})\.([\w-]{43})$/

/** What a link of a letter does: opens the conversation on the device it is followed on, or ends its letters. */
export type LinkPurpose = 'open' | 'stop'

/**
 * Links of letters: the conversation, until when, and an HMAC over both, the purpose and the address the letter went to.
 * So one cannot be guessed or turned to another conversation, and is void once the conversation has another address.
 */
export interface ConversationLinks {
  make(purpose: LinkPurpose, conversationId: string, mail: string, now: number): string
  /** The conversation it names; nothing is proven yet. */
  names(link: string): string | null
  /** Whether we made it for this purpose and address, and it still holds. */
  holds(purpose: LinkPurpose, link: string, mail: string, now: number): boolean
}

/** The first secret signs, all verify. */
export function conversationLinks(secrets: readonly [string, ...string[]]): ConversationLinks {
  const sign = (secret: string, purpose: LinkPurpose, conversationId: string, until: string, mail: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['conversation-link', purpose, conversationId, until, mail]))
      .digest('base64url')
      .slice(0, SIGNATURE_LENGTH)
  return {
    make: (purpose, conversationId, mail, now) => {
      // Whoever wants no more letters may say so however late they read this one.
      const until = purpose === 'open' ? (now + LINK_DAYS * DAY_MS).toString(36) : '0'
      return `${conversationId}.${until}.${sign(secrets[0], purpose, conversationId, until, mail)}`
    },
    names: (link) => TOKEN.exec(link)?.[1] ?? null,
    holds: (purpose, link, mail, now) => {
      const [, conversationId = '', until = '', signature = ''] = TOKEN.exec(link) ?? []
      if (conversationId === '') return false
      const given = Buffer.from(signature)
      const right = secrets.some((secret) =>
        timingSafeEqual(Buffer.from(sign(secret, purpose, conversationId, until, mail)), given),
      )
      return right && (purpose === 'stop' || Number.parseInt(until, 36) > now)
    },
  }
}
