/** The part of a text that asks for a template (`/`, `#`, `::`) or for a link to an answer (`//`, `??`) at the start of a word, and what was typed after it. */
export interface Trigger {
  wants: 'template' | 'link'
  start: number
  end: number
  typed: string
}

const TRIGGER = /(?:^|\s)(\/\/|\?\?(?=[\p{L}\p{N}])|\/|#|::)([\p{L}\p{N}_-]*)$/u
/** What the key writes is a sign on every layout; a letter there means that the text has changed since. */
const BY_KEY = /^(\.{1,2}|[^\p{L}\p{N}\s])([\p{L}\p{N}_-]*)$/u
const LINKS = new Set(['//', '??', '..'])
const wantedBy = (mark: string): Trigger['wants'] => (LINKS.has(mark) ? 'link' : 'template')

/**
 * Finds the trigger that ends at the caret. `byKeyAt` is where the physical slash key was pressed at the start of a word: on the
 * Russian layout it writes `.`, which counts as a slash there and nowhere else.
 */
export function findTrigger(text: string, caret: number, byKeyAt: number | null): Trigger | null {
  const before = text.slice(0, caret)
  const found = TRIGGER.exec(before)
  if (found?.[1] !== undefined && found[2] !== undefined) {
    return { wants: wantedBy(found[1]), start: caret - found[1].length - found[2].length, end: caret, typed: found[2] }
  }
  if (byKeyAt === null || byKeyAt >= caret) return null
  const byKey = BY_KEY.exec(before.slice(byKeyAt))
  return byKey?.[1] === undefined || byKey[2] === undefined
    ? null
    : { wants: wantedBy(byKey[1]), start: byKeyAt, end: caret, typed: byKey[2] }
}

/** True where a template may begin: at the start, or after a space or a line break. */
export function startsWord(text: string, caret: number): boolean {
  return caret === 0 || /\s/.test(text[caret - 1] ?? '')
}

const PLACEHOLDER = /\{\{[^{}]*\}\}/g

/** Placeholders nobody has filled yet: such a message is not sent. */
export function unfilledPlaceholders(text: string): { start: number; end: number; name: string }[] {
  return [...text.matchAll(PLACEHOLDER)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    name: found[0].slice(2, -2).split('|')[0]?.trim() ?? '',
  }))
}
