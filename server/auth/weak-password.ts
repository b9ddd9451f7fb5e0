export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128
const FEWEST_KINDS = 5
const LONGEST_TRIED = 200

/** What leads the published lists of leaked passwords, without the digits and signs people add at the ends. */
const GUESSED_FIRST = new Set(
  `password passwort parol пароль qwerty qwertyuiop йцукен йцукенг йцукенгшщз asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc admin administrator администратор root
  welcome letmein iloveyou monkey dragon football baseball master sunshine princess superman batman trustno shadow michael jordan
  changeme default secret guest test testing user username login support helpdesk operator firstline masterpassword passw0rd p@ssw0rd p@ssword
  любовь привет солнышко наташа максим марина андрей кристина spartak zenit russia moscow россия москва абвгд abcdef abcdefgh abcdefghij`.split(
    /\s+/,
  ),
)
const ROWS = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn',
  'йцукенгшщзхъфывапролджэячсмитьбю',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
]

/** Why a password would be found at once, or null. Length is what counts most (NIST SP 800-63B); the rest is what guessing begins with. */
export function weaknessOf(password: string, mail: string): 'too_short' | 'too_common' | null {
  if (password.length < MIN_PASSWORD_LENGTH) return 'too_short'
  const text = password.slice(0, LONGEST_TRIED).toLowerCase()
  if (new Set(text).size < FEWEST_KINDS) return 'too_common'
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const words = core.split(/[^\p{L}@0]+/u).filter(Boolean)
  if (words.length > 0 && words.every((word) => GUESSED_FIRST.has(word))) return 'too_common'
  if (
    ROWS.some((row) => row.includes(text) || (core.length > 0 && core.length > text.length / 2 && row.includes(core)))
  )
    return 'too_common'
  const own = mail.toLowerCase().split('@')[0] ?? ''
  if (own.length > 3 && (core === own || text.replace(/[\d\W_]+/g, '') === own.replace(/[\d\W_]+/g, '')))
    return 'too_common'
  return null
}
