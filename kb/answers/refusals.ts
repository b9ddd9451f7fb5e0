import type { PersonalData } from '../promotion/personal-data.ts'
import type { Misspelling } from '../spelling/spelling.ts'
import type { EditedField } from '#shared'
import type { TextRange } from '../text-range.ts'

/** What somebody writes: the fields of an answer, and the ways visitors ask it. */
export type WrittenField = EditedField | 'phrasings'
export interface TooLong {
  code: 'too_long' | 'too_many_entries'
  field: WrittenField | 'comment'
  limit: number
}

/** Why the library does not take a text as it is. `at` are character ranges in the body. */
export type ContentRefused =
  | {
      code:
        | 'question_empty'
        | 'body_empty'
        | 'slug_taken'
        | 'slug_invalid'
        | 'category_unknown'
        | 'shortcut_invalid'
        | 'date_invalid'
        | 'validity_backwards'
      field: WrittenField
    }
  /** More characters than `limit`, or more entries. */
  | TooLong
  /** It takes too long to read: nobody is kept waiting for it. */
  | { code: 'body_too_complex'; field: 'body' }
  /** Pictures, comments and rulers alone: it would be published empty. */
  | { code: 'nothing_shown'; field: 'body' }
  /** Pasted HTML of which these elements could not be kept. */
  | { code: 'html_lost'; tags: string[]; field: 'body' }
  | { code: 'placeholder_unknown'; names: string[]; at: TextRange[] }
  | { code: 'placeholder_needs_fallback'; names: string[]; at: TextRange[] }
  | { code: 'placeholder_not_public'; names: string[]; at: TextRange[] }
  /** Links to what does not exist or cannot be reached; asked at submission and approval, not of drafts. */
  | { code: 'link_unknown'; targets: string[]; at: TextRange[] }
  | { code: 'picture_unknown'; targets: string[]; at: TextRange[] }
  /** Whoever does not see it learns nothing of it. */
  | { code: 'picture_undescribed'; at: TextRange[] }
  /** Ranges are in `field`. */
  | { code: 'misspelled'; words: Misspelling[]; field: 'question' | 'body' }
  | { code: 'holds_personal_data'; found: PersonalData[] }

/** Why a step of an answer's life is not taken. */
export type MoveRefused =
  | TooLong
  | { code: 'not_found' | 'wrong_state' | 'not_allowed' | 'own_answer' | 'comment_needed' }
  /** Somebody saved in between; `current` is their revision, nothing is overwritten. */
  | { code: 'revision_conflict'; current: number }
