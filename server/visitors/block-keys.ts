import { mailboxOf } from '#shared'
import { createHmac } from 'node:crypto'
import { addressDigest } from './address-digest.ts'

const LENGTH = 22

/** What is known of somebody who knocks. Digests of address and subnet are as they are kept with a conversation. */
export interface Knocking {
  site: string
  visitorId: string
  /** The id the shop vouches for. */
  verifiedId: string | null
  mail: string | null
  address: string | null
  subnet: string | null
  /** Where a conversation is about to begin: asked only while a country is kept out. */
  country?: () => Promise<string | null>
}

/**
 * The /24 an IPv4 address lies in, the /48 of an IPv6 one: what one customer of a provider has, or one office. `network`
 * is what `networkOf` makes of an address.
 */
export const subnetOf = (network: string): string =>
  network.includes(':')
    ? `${network.split(':').slice(0, 3).join(':')}::/48`
    : `${network.split('.').slice(0, 3).join('.')}.0/24`

export const subnetDigest = (secret: string, network: string): string => addressDigest(secret, subnetOf(network))

/** Digests by which a block knows whom it concerns, with no way back to an id or an address. */
export function blockKeys(secret: string, who: Omit<Knocking, 'site'>): Record<string, string> {
  const keyed = (kind: string, value: string | null) =>
    value === null || value === ''
      ? {}
      : { [kind]: createHmac('sha256', secret).update(`block.${kind}.${value}`).digest('base64url').slice(0, LENGTH) }
  return {
    ...keyed('visitor', who.visitorId),
    ...keyed('verified', who.verifiedId),
    ...keyed('mailbox', who.mail && mailboxOf(who.mail)),
    ...keyed('address', who.address),
    ...keyed('subnet', who.subnet),
  }
}
