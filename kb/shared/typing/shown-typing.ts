/**
 * What of a message that is still being written may be shown to somebody else. It errs on the side of silence: what is withheld is
 * read a moment later, once it is sent; what was shown cannot be taken back.
 */

/** As much of it, from its end, as is shown. */
export const MOST_SHOWN = 2_000

/** The first eight digits of a card say only which bank gave it (ISO/IEC 7812-1); the ninth is its owner's. */
const FIRST_DIGITS = 8
/** A number that begins with + is one to call, at most 13 digits of it. */
const CALLED_DIGITS = 13
const NUMBERS = /(\+?)((?:\p{Nd}[\s\p{Cf}\p{Pd}.()_/]{0,3}){9,})/gu
const SECRET_WORDS =
  /парол|passwor|passcode|passphrase|passwort|kennwort|пин-?код|код\p{L}* (?:из )?(?:смс|sms)|(?:смс|sms)[\s-]*(?:код|code)|cv[vc]\d?(?!\p{L})|(?<!\p{L})(?:pin|пин)(?!\p{L})/iu
/** 4-местная, 15кг, Camp-4: how people write quantities and models. */
const QUANTITY = /^(?:\d+(?:-\p{L}+|\p{L}{1,3})|\p{L}+-\d{1,2})$/u
const ADDRESS = /^(?:https?:\/\/|www\.)|^[^@]+@[^@]+\.\p{L}+$/iu
const SURROUNDING = /^[«"'(]+|[.,;:!?…)»"']+$/gu
/** A word as anybody writes it. */
const PLAIN_WORD = /^\p{P}*\p{Lu}?(?:\p{Ll}*|\p{Lu}*)(?:-\p{Ll}+)*\p{P}*$/u

function isSecretWord(word: string): boolean {
  const bare = word.replace(SURROUNDING, '')
  if (bare.length < 6 || QUANTITY.test(bare) || ADDRESS.test(bare)) return false
  const [lower, upper, digit, other] = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}'’/-]/u].map((kind) =>
    kind.test(bare),
  )
  if (lower && digit) return true
  return bare.length >= 8 && [lower, upper, digit, other].filter(Boolean).length >= 3
}

/** Whether it may be a card's number, a password or a code: from the ninth digit, a word of secrets, or letters and digits mixed as in a password. */
export function mayBeSecret(text: string): boolean {
  for (const [, plus, digits = ''] of text.matchAll(NUMBERS))
    if (digits.replace(/\P{Nd}/gu, '').length > (plus ? CALLED_DIGITS : FIRST_DIGITS)) return true
  return SECRET_WORDS.test(text) || text.split(/\s+/).some(isSecretWord)
}

/**
 * null: nothing. A word that is not finished is withheld, so that no secret is seen before it can be known as one; `paused`: the
 * writer rests, and a last word of plain letters counts as finished.
 */
export function shownTyping(text: string, paused: boolean): string | null {
  if (mayBeSecret(text)) return null
  const last = /\S*$/.exec(text)![0]
  const shown = paused && PLAIN_WORD.test(last) ? text : text.slice(0, text.length - last.length)
  return shown.trim().slice(-MOST_SHOWN) || null
}
