/** Of a JSON schema: what we look at. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  maxItems?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
}

const MOST_ENTRIES = 100
/** Of one text, whatever its schema says. */
const LONGEST_TEXT = 60_000
/** Where a schema names no bound: letters of two bytes that a message may hold. */
const UNBOUND_TEXT = 32_000
const LARGEST_NUMBER = 1_000_000
const LETTERS = 'абвгдежзийклмнопрстуфхцчшщыьэюя'
/** One of each form a pattern asks for. */
const FORMS = ['aa-bb', 'T-######', '#aabbcc', '09:00-21:00', '0'.repeat(64), 'a1b2c3d4e5', 'Arial']

/** As many words as fit that are in no dictionary: nothing is remembered of them, everything is tried for them. */
export function words(length: number): string {
  let text = ''
  while (text.length < length) {
    const size = 4 + Math.floor(Math.random() * 8)
    for (let at = 0; at < size; at++) text += LETTERS[Math.floor(Math.random() * LETTERS.length)]
    text += ' '
  }
  return text.slice(0, length).trim()
}

const SENTENCE = 'Доставка по городу стоит триста рублей и занимает один день. '
/** Words every dictionary has: what is checked for spelling passes. */
export const sentence = (length: number): string =>
  SENTENCE.repeat(Math.ceil(length / SENTENCE.length))
    .slice(0, length)
    .trim()

/** Marks that open and never close, in cells of a table. */
export function tangle(length: number): string {
  const row = '| **a *b `c [d](e ![f](g <h> ~~i '
  return `| a | b | c |\n|---|---|---|\n${row.repeat(Math.ceil(length / row.length))}`.slice(0, length)
}

/**
 * The largest input a schema allows, and within it the dearest we know of. `known`: values by the name of their field, where
 * only what exists says anything.
 */
export function worstInput(
  schema: Schema,
  components: Record<string, Schema>,
  known: Record<string, unknown>,
): unknown {
  const read = (one: Schema, name: string, depth: number): unknown => {
    if (Object.hasOwn(known, name)) return known[name]
    if (one.$ref) return read(components[one.$ref.split('/').at(-1) ?? ''] ?? {}, name, depth)
    if (one.const !== undefined) return one.const
    if (one.enum) return one.enum.find((value) => value !== null)
    const choices = one.anyOf ?? one.oneOf
    if (choices) return read(choices.find(({ type }) => type !== 'null') ?? {}, name, depth)
    if (one.allOf) return Object.assign({}, ...one.allOf.map((part) => read(part, name, depth)))
    const type = Array.isArray(one.type) ? one.type.find((kind) => kind !== 'null') : one.type
    if (type === 'object' || one.properties)
      return Object.fromEntries(
        Object.entries(one.properties ?? {}).map(([key, part]) => [key, read(part, key, depth)]),
      )
    if (type === 'array')
      return Array.from({ length: depth > 1 ? 2 : Math.min(one.maxItems ?? MOST_ENTRIES, MOST_ENTRIES) }, () =>
        read(one.items ?? {}, name, depth + 1),
      )
    if (type === 'boolean') return true
    if (type === 'integer' || type === 'number') return Math.min(one.maximum ?? LARGEST_NUMBER, LARGEST_NUMBER)
    return text(one, name)
  }
  return read(schema, '', 0)
}

function text({ maxLength = UNBOUND_TEXT, pattern, format }: Schema, name: string): string {
  if (format === 'date') return '2026-12-31'
  if (pattern) {
    const fits = new RegExp(pattern, 'u')
    return FORMS.find((form) => form.length <= maxLength && fits.test(form)) ?? 'a'
  }
  const length = Math.min(maxLength, LONGEST_TEXT)
  return name === 'body' ? tangle(length) : words(length)
}

/** The same with shorter lists and texts, half as long each time, until its JSON fits what one frame may hold. */
export function fitting(value: unknown, mostBytes: number): unknown {
  let [fits, share] = [value, 1]
  while (Buffer.byteLength(JSON.stringify(fits)) > mostBytes) {
    share /= 2
    fits = shortened(value, share)
  }
  return fits
}

const SHORT_TEXT = 64
function shortened(value: unknown, share: number): unknown {
  if (Array.isArray(value))
    return value.slice(0, Math.max(1, Math.ceil(value.length * share))).map((one) => shortened(one, share))
  if (typeof value === 'string' && value.length > SHORT_TEXT) return value.slice(0, Math.ceil(value.length * share))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one, share)]))
}
