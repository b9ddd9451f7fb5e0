/** What an attribute's value may be: words, a number, a day, one word of a list, a link. */
export const ATTRIBUTE_KINDS = ['text', 'number', 'date', 'list', 'link'] as const
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number]
export const ATTRIBUTE_NAME = /^[a-z][a-z0-9_]{0,39}$/
export const MOST_ATTRIBUTES = 30
/** Longest value as it is kept. */
export const LONGEST_ATTRIBUTE = 300

/** How a value is read; `options` are the words of a list. */
export interface AttributeForm {
  name: string
  kind: AttributeKind
  options: readonly string[]
}

/** What a page may tell of itself without a definition: the order it shows, what the cart is worth, which page it is. */
export const CONTEXT: readonly AttributeForm[] = [
  { name: 'order', kind: 'text', options: [] },
  { name: 'cart', kind: 'number', options: [] },
  { name: 'page', kind: 'text', options: [] },
]
export const isContext = (name: string): boolean => CONTEXT.some((one) => one.name === name)

/** Why a value is not taken. */
export type AttributeFault = 'unknown' | 'no_text' | 'too_long' | 'no_number' | 'no_date' | 'not_listed' | 'no_link'
export type ReadAttribute = { ok: true; value: string | null } | { ok: false; because: AttributeFault }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A value as it is kept, or why it is none. `null` and an empty text take away what was told before. */
export function readAttribute(form: AttributeForm | undefined, given: unknown): ReadAttribute {
  const no = (because: AttributeFault) => ({ ok: false, because }) as const
  if (!form) return no('unknown')
  if (given === null || given === '') return { ok: true, value: null }
  if (form.kind === 'number')
    return typeof given === 'number' && Number.isFinite(given) ? { ok: true, value: String(given) } : no('no_number')
  if (typeof given !== 'string') return no(form.kind === 'date' ? 'no_date' : 'no_text')
  const value = given.trim()
  if (value.length > LONGEST_ATTRIBUTE) return no('too_long')
  if (form.kind === 'date' && !isDay(value)) return no('no_date')
  if (form.kind === 'list' && !form.options.includes(value)) return no('not_listed')
  if (form.kind === 'link' && !(/^https?:\/\//.test(value) && URL.canParse(value))) return no('no_link')
  return { ok: true, value: value || null }
}

/** `2026-02-30` is none. */
function isDay(value: string): boolean {
  const at = DAY.test(value) ? Date.parse(`${value}T00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value)
}
