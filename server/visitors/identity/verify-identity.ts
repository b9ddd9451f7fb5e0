import { createHmac, timingSafeEqual } from 'node:crypto'

/** A shop's claim about its visitor; `exp` is seconds since 1970, `hash` HMAC-SHA256 in hex over `identityText` or, in the first form, over `id.exp`. */
export interface IdentityClaim {
  id: string
  name?: string | null | undefined
  mail?: string | null | undefined
  exp: number
  hash: string
}

/** What the shop's server vouches for; null: not said, or not signed. */
export interface Vouched {
  id: string
  name: string | null
  mail: string | null
}

/** A claim is a page's to repeat until it expires, so it may not live long. */
export const LONGEST_CLAIM_MS = 24 * 60 * 60 * 1000

/** The text a shop signs: a JSON array without spaces, letters as they are, what is not known as `null`. */
export const identityText = ({ id, name, mail, exp }: Omit<IdentityClaim, 'hash'>): string =>
  JSON.stringify(['v2', id, name ?? null, mail ?? null, exp])

/**
 * What one of the site's secrets vouches for, or null: forged, expired, or valid for more than a day. The first form,
 * `id.exp`, says nothing of name and mail, so these are left out. Constant time in the secret.
 */
export function verifyIdentity(claim: IdentityClaim, secrets: readonly string[], now: number): Vouched | null {
  if (typeof claim.id !== 'string' || claim.id === '' || !Number.isSafeInteger(claim.exp)) return null
  const until = claim.exp * 1_000
  if (until <= now || until > now + LONGEST_CLAIM_MS) return null
  if (typeof claim.hash !== 'string' || !/^[0-9a-f]{64}$/.test(claim.hash)) return null
  const given = Buffer.from(claim.hash, 'hex')
  const signed = (text: string) =>
    secrets.some((secret) => timingSafeEqual(createHmac('sha256', secret).update(text).digest(), given))
  if (signed(identityText(claim))) return { id: claim.id, name: claim.name ?? null, mail: claim.mail ?? null }
  return signed(`${claim.id}.${claim.exp}`) ? { id: claim.id, name: null, mail: null } : null
}
