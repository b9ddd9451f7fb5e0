import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const TIME_LENGTH = 9
const RANDOM_LENGTH = 22
const POOL_BYTES = 4096

let pool = Buffer.alloc(0)
let at = 0

/**
 * Prefix, 9 characters of time, 22 of randomness (131 bits), the same form as the library's ids.
 * The commit worker makes thousands a second and must not load the library, hence its own pooled copy.
 */
export function newChatId(prefix: string, now: number): string {
  let time = ''
  for (let rest = Math.floor(now), i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 62))
    time = ALPHABET[rest % 62] + time
  let random = ''
  while (random.length < RANDOM_LENGTH) {
    if (at >= pool.length) {
      pool = randomBytes(POOL_BYTES)
      at = 0
    }
    const byte = pool[at++] as number
    // 248 is the largest multiple of 62 in a byte: larger ones would favour the first characters.
    if (byte < 248) random += ALPHABET[byte % 62]
  }
  return `${prefix}_${time}${random}`
}
