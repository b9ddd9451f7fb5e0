import { fold } from '#shared'
import type { AnswerId } from '../../ids.ts'
import { emptyAnswer } from '#shared'
import type { Answer, AnswerContent, AnswerState, Phrasing, Revision } from '../answer.ts'
import { phrasingKey } from './answer-store.ts'
import { CONTENT_FIELDS, KeptContent } from '../content.ts'

/** Texts stand in their columns as they are, everything else as JSON. */
type ContentColumns = {
  [Field in keyof AnswerContent]: AnswerContent[Field] extends string
    ? string
    : AnswerContent[Field] extends string | null
      ? string | null
      : string
}
export interface AnswerRow extends ContentColumns {
  id: string
  state: string
  revision: number
  liveRevision: number | null
  authorId: string
  authorName: string
  approvedById: string | null
  approvedByName: string | null
  selfApproved: number
  returnedWith: string | null
  origin: string | null
  createdAt: string
  updatedAt: string
  publishedAt: string | null
  /** Question and body folded (lower case, е for ё), because the databases fold Cyrillic differently or not at all. */
  folded: string
}
interface RevisionRow extends ContentColumns {
  answerId: string
  revision: number
  authorId: string
  authorName: string
  at: string
  act: string
  comment: string | null
  /** The body as plain text; null in rows older than the column. */
  plain: string | null
}
export interface PhrasingRow {
  id: string
  answerId: string
  /** Order in which they are shown and exported; ids of one millisecond have none. */
  position: number
  text: string
  key: string
  source: string
  at: string
}
export interface AnswerTables {
  answers: AnswerRow
  revisions: RevisionRow
  phrasings: PhrasingRow
  oldAddresses: { site: string; locale: string; category: string; slug: string; answerId: string }
}

export const phrasingFrom = (row: PhrasingRow): Phrasing => ({
  id: row.id as Phrasing['id'],
  text: row.text,
  source: row.source as Phrasing['source'],
  at: row.at,
})
export const phrasingRow = (answerId: AnswerId, { id, text, source, at }: Phrasing, position: number): PhrasingRow => ({
  id,
  answerId,
  position,
  text,
  key: phrasingKey(text),
  source,
  at,
})

const EMPTY: Partial<AnswerContent> = emptyAnswer()
const isText = (value: unknown): value is string | null | undefined =>
  typeof value === 'string' || value === null || value === undefined
const contentFrom = (row: ContentColumns): AnswerContent =>
  KeptContent.parse(
    Object.fromEntries(
      CONTENT_FIELDS.map((field) => [field, isText(EMPTY[field]) ? row[field] : JSON.parse(row[field] ?? 'null')]),
    ),
  )
const contentColumns = (content: Answer | Revision): ContentColumns =>
  Object.fromEntries(
    CONTENT_FIELDS.map((field) => {
      const value = content[field]
      return [field, isText(value) ? value : JSON.stringify(value)]
    }),
  ) as ContentColumns

export function answerFrom(row: AnswerRow, phrasings: Phrasing[]): Answer {
  return {
    ...contentFrom(row),
    id: row.id as AnswerId,
    state: row.state as AnswerState,
    revision: row.revision,
    liveRevision: row.liveRevision,
    phrasings,
    author: { id: row.authorId, name: row.authorName },
    approvedBy: row.approvedById === null ? null : { id: row.approvedById, name: row.approvedByName ?? '' },
    selfApproved: row.selfApproved === 1,
    returnedWith: row.returnedWith,
    from: row.origin,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    publishedAt: row.publishedAt,
  }
}

export function rowFrom(answer: Answer): AnswerRow {
  return {
    ...contentColumns(answer),
    id: answer.id,
    state: answer.state,
    revision: answer.revision,
    liveRevision: answer.liveRevision,
    authorId: answer.author.id,
    authorName: answer.author.name,
    approvedById: answer.approvedBy?.id ?? null,
    approvedByName: answer.approvedBy?.name ?? null,
    selfApproved: answer.selfApproved ? 1 : 0,
    returnedWith: answer.returnedWith,
    origin: answer.from,
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt,
    publishedAt: answer.publishedAt,
    folded: fold(`${answer.question}\n${answer.body}`),
  }
}

export const revisionFrom = (row: RevisionRow): Revision => ({
  ...contentFrom(row),
  answerId: row.answerId as AnswerId,
  revision: row.revision,
  author: { id: row.authorId, name: row.authorName },
  at: row.at,
  act: row.act,
  comment: row.comment,
})

export const revisionRow = (revision: Revision, plain: string): RevisionRow => ({
  ...contentColumns(revision),
  answerId: revision.answerId,
  revision: revision.revision,
  authorId: revision.author.id,
  authorName: revision.author.name,
  at: revision.at,
  act: revision.act,
  comment: revision.comment,
  plain,
})
