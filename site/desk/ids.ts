const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A client's id of a message: 9 characters of time, 16 of chance (base 62). Sorts by creation; the same one is stored once. */
export function newClientId(now = Date.now()): string {
  let time = ''
  for (let rest = now, i = 0; i < 9; i++, rest = Math.floor(rest / 62)) time = ALPHABET[rest % 62] + time
  let chance = ''
  while (chance.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) {
      if (byte < 248 && chance.length < 16) chance += ALPHABET[byte % 62]
    }
  }
  return `cmsg_${time}${chance}`
}
