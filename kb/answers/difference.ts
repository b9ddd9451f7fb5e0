import { diffWordsWithSpace } from 'diff'
import type { Revision } from './answer.ts'

export interface Difference {
  question: DiffPart[]
  body: DiffPart[]
  changed: { field: string; from: string; to: string }[]
}

export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

const FIELDS = ['category', 'slug', 'audience', 'shortcut'] as const
/** Beyond this many edits a word difference is not readable any more; old and new stand one after the other. */
const MAX_EDITS = 2_000

/** Readable word difference: what a lead sees beside "approve". */
export function difference(from: Revision, to: Revision): Difference {
  const changed = FIELDS.filter((field) => from[field] !== to[field]).map((field) => ({
    field: field as string,
    from: from[field] ?? '',
    to: to[field] ?? '',
  }))
  const products = { field: 'products', from: from.products.join(', '), to: to.products.join(', ') }
  return {
    question: words(from.question, to.question),
    body: words(from.body, to.body),
    changed: products.from === products.to ? changed : [...changed, products],
  }
}

function words(from: string, to: string): DiffPart[] {
  const parts = diffWordsWithSpace(from, to, { maxEditLength: MAX_EDITS })
  if (!parts)
    return [
      { kind: 'removed', text: from },
      { kind: 'added', text: to },
    ]
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}
