import { CARE_FIELDS, EDITED_FIELDS, emptyAnswer, type Locale, slugOf } from '#shared'
import type { AnswerContent, AnswerPatch } from '../shapes.ts'

/** What nobody has written yet. */
export const emptyContent = (site: string, locale: Locale): AnswerContent => ({ site, locale, ...emptyAnswer() })

/** A new answer to `question`, if one was asked. */
export const newContent = (site: string, locale: Locale, question: string): AnswerContent => ({
  ...emptyContent(site, locale),
  question,
  slug: slugOf(question),
})

/** The content alone of anything that holds one: every field there is, whoever added it. */
export function contentOf(from: AnswerContent): AnswerContent {
  const content = emptyContent(from.site, from.locale)
  for (const field of EDITED_FIELDS) copy(field, from, content)
  return content
}

/** The fields that are not as they were. */
export function changesIn(now: AnswerContent, before: AnswerContent | null): AnswerPatch {
  const patch: AnswerPatch = {}
  for (const field of EDITED_FIELDS)
    if (JSON.stringify(now[field]) !== JSON.stringify(before?.[field])) copy(field, now, patch)
  return patch
}

/** The changes, where they are to its dates and owner alone; null: there are others, or none. */
export function careAlone(changes: AnswerPatch): Pick<AnswerPatch, (typeof CARE_FIELDS)[number]> | null {
  const fields = Object.keys(changes)
  return fields.length > 0 && fields.every((field) => CARE_FIELDS.some((one) => one === field)) ? changes : null
}

function copy<Field extends keyof AnswerPatch>(field: Field, from: AnswerContent, to: Partial<AnswerContent>): void {
  to[field] = from[field]
}
