import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a shop's server sends may not be sent again for long. */
const LONGEST_CALL_MS = 10 * 60_000

/** Whether one of the site's secrets signed this text: HMAC-SHA256, in hex. Constant time in the secret. */
export function isSigned(text: string, signature: string | undefined, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature ?? '', 'hex')
  return secrets.some((secret) => {
    const right = createHmac('sha256', secret).update(text).digest()
    return given.length === right.length && timingSafeEqual(given, right)
  })
}

/** `exp`, in seconds since 1970, is ahead, and not far. */
export const isInTime = (exp: number, now: number): boolean => exp * 1_000 > now && exp * 1_000 <= now + LONGEST_CALL_MS
