import { createHmac, timingSafeEqual } from 'node:crypto'

/** A shop's claim about its visitor: `hash` is HMAC-SHA256(secret, id + '.' + exp) in hex, `exp` seconds since 1970. */
export interface IdentityClaim {
  id: string
  name?: string | null
  mail?: string | null
  exp: number
  hash: string
}

/** Whether one of the site's secrets signed it and it has not expired. Constant time in the secret. */
export function verifyIdentity(claim: IdentityClaim, secrets: readonly string[], now: number): boolean {
  if (typeof claim.id !== 'string' || claim.id === '' || !Number.isSafeInteger(claim.exp) || claim.exp * 1_000 <= now)
    return false
  if (typeof claim.hash !== 'string' || !/^[0-9a-f]{64}$/.test(claim.hash)) return false
  const given = Buffer.from(claim.hash, 'hex')
  return secrets.some((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(`${claim.id}.${claim.exp}`).digest(), given),
  )
}
