import { keptAddress } from '../mail-address.ts'

/** What a mail host says of letters of ours it could not deliver. */
export interface Bounce {
  /** Message-IDs of ours it names. */
  messageIds: string[]
  /** Addresses it names as not reached; for hosts that send back no head of ours. */
  recipients: string[]
  /** Its reason, on one line. */
  reason: string
}

const READ_BYTES = 256 * 1024
const MOST_IDS = 20
const LONGEST_REASON = 300

/** Reads a report of a mail host (RFC 3464, or in its own words); null: it tells of no failure, as of a delay or a delivery. */
export function readBounce(raw: Uint8Array): Bounce | null {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, READ_BYTES)).toString('latin1')
  const action = /^action:[ \t]*([a-z]+)/im.exec(text)?.[1]?.toLowerCase()
  const status =
    /^status:[ \t]*(5\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1] ??
    /\b(5\d\d[ -]5\.\d{1,3}\.\d{1,3}|5\.\d{1,3}\.\d{1,3}|55\d)\b/.exec(text)?.[1]
  if (action ? action !== 'failed' : !status) return null
  const said = /^diagnostic-code:[ \t]*(.{1,300})$/im.exec(text)?.[1] ?? status ?? 'returned'
  const messageIds = [...new Set(text.match(/<mail_[0-9A-Za-z]{20,40}@[^<>\s]{1,255}>/g) ?? [])].slice(0, MOST_IDS)
  const named = text.matchAll(
    /^(?:final-recipient|original-recipient|x-failed-recipients):[ \t]*(?:rfc822;[ \t]*)?<?([^\s<>;,]{1,320})/gim,
  )
  const recipients = [...new Set([...named].map((found) => keptAddress(found[1] ?? '')))].slice(0, MOST_IDS)
  return { messageIds, recipients, reason: said.replace(/[^\x20-\x7e]+/g, ' ').slice(0, LONGEST_REASON) }
}
