/** How a shop writes its order numbers, by example: `#` is a digit, everything else stands for itself: `T-######`, `##-####`. */
export const ORDER_NUMBER_FORM = /^(?=(?:[^#]*#){3})[\p{L}\d#/._ -]{3,30}$/u
export const MOST_ORDER_NUMBER_FORMS = 10

/** Letters that look alike in both alphabets: visitors type either. */
const ALIKE = ['AАaа', 'BВbв', 'CСcс', 'EЕeе', 'HНhн', 'KКkк', 'MМmм', 'OОoо', 'PРpр', 'TТtт', 'XХxх', 'YУyу']

/** Finds numbers of these forms, whatever the case and the dash; null where no form is given. Bounded: a form has 30 signs. */
export function orderNumberPattern(forms: readonly string[]): RegExp | null {
  const written = forms.filter((form) => ORDER_NUMBER_FORM.test(form)).slice(0, MOST_ORDER_NUMBER_FORMS)
  if (written.length === 0) return null
  const any = written
    .map((form) => [...form].map((sign, at) => oneSign(sign, form[at - 1] === '#' && form[at + 1] === '#')).join(''))
    .join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu')
}

/** A dash between digits is written; between letters and digits people leave it out. */
function oneSign(sign: string, betweenDigits: boolean): string {
  if (sign === '#') return '\\d'
  if (sign === '-') return betweenDigits ? '[-–—‑ ]' : '[-–—‑ ]?'
  if (sign === ' ') return '[ \u00a0]?'
  const alike = ALIKE.find((letters) => letters.includes(sign))
  return alike ? `[${alike}]` : sign.replace(/[./]/g, '\\$&')
}
