import { randomBytes } from 'node:crypto'

/** A text id: prefix, then 9 characters of time and 22 of randomness (base 62, 131 bits). Sorts by creation, is never a credential. */
export type Id<Prefix extends string> = `${Prefix}_${string}` & { readonly __id?: Prefix }
export type AnswerId = Id<'ans'>
export type PhrasingId = Id<'phr'>

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const TIME_LENGTH = 9
const RANDOM_LENGTH = 22

/** `now` is in milliseconds since 1970. */
export function newId<P extends string>(prefix: P, now: number): Id<P> {
  let time = ''
  for (let rest = Math.floor(now), i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 62))
    time = ALPHABET[rest % 62] + time
  return `${prefix}_${time}${randomText(RANDOM_LENGTH)}` as Id<P>
}

/** Unbiased base 62 text: bytes of 248 and above are drawn again. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62]
    }
  }
  return text
}
