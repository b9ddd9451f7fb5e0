const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
let last = 0

/** A client's id for one message: sorts by when it was written on this device (`cmi_`, 9 places of time, 16 of chance). */
export function newMessageId(
  now: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  last = Math.max(now, last + 1)
  let time = ''
  for (let rest = last, at = 0; at < 9; at++, rest = Math.floor(rest / 62)) time = LETTERS[rest % 62] + time
  // 248 = 4 × 62: bytes above would favour the first letters.
  let chance = ''
  while (chance.length < 16)
    for (const byte of random(new Uint8Array(24))) if (byte < 248 && chance.length < 16) chance += LETTERS[byte % 62]
  return `cmi_${time}${chance}`
}
