import { diffWordsWithSpace } from 'diff'
import { EDITED_FIELDS, type EditedField } from '#shared'
import type { Revision } from './answer.ts'

export interface Difference {
  question: DiffPart[]
  body: DiffPart[]
  /** The other fields that differ, a list as one line. */
  changed: { field: EditedField; from: string; to: string }[]
}

export interface DiffPart {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** Beyond this many edits a word difference is not readable any more; old and new stand one after the other. */
const MAX_EDITS = 2_000

/** Readable word difference: what a lead sees beside "approve". */
export function difference(from: Revision, to: Revision): Difference {
  const changed = EDITED_FIELDS.filter((field) => field !== 'question' && field !== 'body')
    .map((field) => ({ field, from: inOneLine(from[field]), to: inOneLine(to[field]) }))
    .filter((one) => one.from !== one.to)
  return {
    question: words(from.question, to.question),
    body: words(from.body, to.body),
    changed,
  }
}

const inOneLine = (value: string | readonly string[] | null): string =>
  typeof value === 'string' ? value : (value ?? []).join(', ')

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
