import { XSS_CORPUS } from '../../kb/testing/xss-corpus.ts'

/** Ways a payload is carried: as it is, out of an attribute, a comment or another element, cased, split and encoded as filters have been fooled. */
const CARRIERS: ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `"><b>${payload}`,
  (payload) => `'-->${payload}<!--`,
  (payload) => `</textarea></title></style></script>${payload}`,
  (payload) => payload.replace(/<(\w)/g, (_, letter: string) => `<${letter.toUpperCase()}`),
  (payload) => payload.replaceAll('alert(1)', 'alert`1`'),
  (payload) => payload.replaceAll('alert(1)', 'top["al"+"ert"](1)'),
  (payload) => payload.replaceAll(' ', '/').replaceAll('//', '/ /'),
  (payload) => `\u200b\u202e${payload}\u202c`,
  (payload) => payload.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
]

/** More than a thousand different texts. None holds a character that no text may hold. */
export const HOSTILE_TEXTS: readonly string[] = [...new Set(CARRIERS.flatMap((carry) => XSS_CORPUS.map(carry)))].filter(
  (text) => !text.includes('\u0000') && text.isWellFormed(),
)

/** `count` of the list from `at` on, beginning again at its end. */
export const hostile = (at: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => HOSTILE_TEXTS[(at + index) % HOSTILE_TEXTS.length] as string)
