/** A text id of one kind: those of another are not taken for it. */
export type Id<Prefix extends string> = `${Prefix}_${string}` & { readonly __id?: Prefix }

/** Whether a text names a thing of this kind. Nothing about whether there is one. */
export const isId = <Prefix extends string>(prefix: Prefix, text: string): text is Id<Prefix> =>
  text.startsWith(`${prefix}_`)

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const TIME_LENGTH = 9
const RANDOM_LENGTH = 22
const CLIENT_RANDOM_LENGTH = 16
/** 4 × 62: larger bytes are drawn again, they would favour the first characters. */
const FAIR_BELOW = 248
/** Randomness is fetched in pieces: thousands of ids are made a second, and one by one each would be a system call. */
const POOL_BYTES = 1024

let pool: Uint8Array | undefined
let at = 0
let lastAt = 0

/** Unbiased base 62 text. */
export function randomText(length: number): string {
  let text = ''
  while (text.length < length) {
    if (!pool || at >= POOL_BYTES) {
      pool = crypto.getRandomValues(new Uint8Array(POOL_BYTES))
      at = 0
    }
    const byte = pool[at++]!
    if (byte < FAIR_BELOW) text += ALPHABET[byte % 62]
  }
  return text
}

/** A text id: prefix, 9 characters of time, 22 of chance (base 62, 131 bits). Sorts by creation, is never a credential. `now` in ms since 1970. */
export function newId<Prefix extends string>(prefix: Prefix, now: number, chance = RANDOM_LENGTH): Id<Prefix> {
  let time = ''
  for (let rest = Math.floor(now), i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 62))
    time = ALPHABET[rest % 62] + time
  return `${prefix}_${time}${randomText(chance)}` as Id<Prefix>
}

/** An answer as another site shows it has an id of its own: what visitors there do with it is counted there. */
export const idOn = (id: Id<'ans'>, site: string): Id<'ans'> => `${id}_${site}` as Id<'ans'>
const PARTS_OF_A_RECORD = 2
/** The answer that is shown under this id, on whatever site. */
export const recordOf = (id: string): Id<'ans'> => id.split('_').slice(0, PARTS_OF_A_RECORD).join('_') as Id<'ans'>
export const isShownElsewhere = (id: string): boolean => recordOf(id) !== id

/** A client's id of a message: sorts in the order of writing on this device, even within a millisecond and when its clock goes back. */
export const newClientMessageId = (now: number): string =>
  newId('cmi', (lastAt = Math.max(now, lastAt + 1)), CLIENT_RANDOM_LENGTH)
