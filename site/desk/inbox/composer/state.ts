import { signal } from '@preact/signals'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import type { TemplateHit } from '../../shapes.ts'
import { draftText, noteText, writeDraft, writeNote } from '../drafts.ts'
import { canGo } from '#client'
import { draftOf, filesOf } from '../files/attachments.ts'
import { send } from '../outbox.ts'
import { forgetInserted, insertedIn, isEdited } from './inserted.ts'
import { unfilledPlaceholders } from './typed-trigger.ts'

export type Mode = 'reply' | 'note'
export const mode = signal<Mode>('reply')
/** A template asked for from elsewhere on the screen, to be put at the caret. */
export const wanted = signal<Pick<TemplateHit, 'id' | 'title'> | null>(null)
/** Bumped when the focus should come back to the field. */
export const writeHere = signal(0)

/** Reply and note are two texts of a conversation. */
export const written = (id: string, writing: Mode): string => (writing === 'note' ? noteText(id) : draftText(id))

export function write(id: string, writing: Mode, text: string): void {
  if (writing === 'note') {
    writeNote(id, text)
    return
  }
  writeDraft(id, text)
  // Nothing is left of what was inserted.
  if (!text.trim()) forgetInserted(id)
}

/** There is something to send: words, or files. */
export const isFilled = (id: string, writing: Mode): boolean =>
  written(id, writing).trim() !== '' || filesOf(draftOf(id, writing)).some(canGo)

export type NotSent =
  | { code: 'empty' }
  | { code: 'unfilled'; name: string; start: number; end: number }
  | { code: 'too_long' }

/** Hands what was written to the outbox and empties the field; null: it is on its way. */
export function submit(id: string, writing: Mode): NotSent | null {
  const text = written(id, writing)
  const said = text.trim()
  if (!isFilled(id, writing)) return { code: 'empty' }
  const gap = writing === 'reply' ? unfilledPlaceholders(text)[0] : undefined
  if (gap) return { code: 'unfilled', ...gap }
  if (new TextEncoder().encode(said).length > MESSAGE_LIMIT_BYTES) return { code: 'too_long' }
  const inserted = insertedIn.peek().get(id) ?? []
  const last = inserted.at(-1)
  send({
    conversationId: id,
    kind: writing === 'note' ? 'note' : 'text',
    text: said,
    template:
      writing === 'reply' && last ? { id: last.id, edited: inserted.some((each) => isEdited(each, said)) } : null,
  })
  write(id, writing, '')
  return null
}
