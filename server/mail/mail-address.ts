import { domainToASCII } from 'node:url'
import { mailboxOf } from '#shared'
import { z } from 'zod'

/** RFC 5321 §4.5.3.1: 64 octets before the sign, 254 in all. */
const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64
const LOCAL_PART = /^[^\s@<>()[\]\\,;:"\p{Cc}.]+(?:\.[^\s@<>()[\]\\,;:"\p{Cc}.]+)*$/u
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$/

/** As an address is kept and written on envelopes: its domain in small ASCII letters (`почта.рф` is `xn--80a1acny.xn--p1ai`). */
export function keptAddress(text: string): string {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  const domain = at < 0 ? '' : domainToASCII(trimmed.slice(at + 1).toLowerCase())
  return domain === '' ? trimmed : `${trimmed.slice(0, at)}@${domain}`
}

export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  return (
    text.length <= LONGEST_ADDRESS &&
    local.length <= LONGEST_LOCAL_PART &&
    LOCAL_PART.test(local) &&
    DOMAIN.test(domain)
  )
}

/** An address from outside, in any script; comes out as it is kept. */
export const mailAddress = z.string().max(1_000).overwrite(keptAddress).refine(isMailAddress, 'must be a mail address')

/** Who letters come from: the bare address goes on the envelope, the name stands in `From` alone. */
export interface Sender {
  name: string | null
  address: string
}

/** `help@shop.example`, `Shop <help@shop.example>` or `"Shop, Ltd" <help@shop.example>`, on one line; null: neither. */
export function senderOf(text: string): Sender | null {
  if (/\p{Cc}/u.test(text) || text.length > 2 * LONGEST_ADDRESS) return null
  const named = /^([^<>]*)<([^<>]*)>$/.exec(text.trim())
  const name = (named?.[1] ?? '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
  const address = keptAddress(named?.[2] ?? text)
  // A sender of one's own machine has no dot in its domain.
  return isMailAddress(address) || /^[\w.+-]{1,64}@localhost$/.test(address) ? { name: name || null, address } : null
}

/** One mailbox under its spellings. */
export const samePerson = (one: string, other: string): boolean => mailboxOf(one) === mailboxOf(other)
