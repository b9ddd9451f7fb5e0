import type { AnswerId } from '../ids.ts'
import type { Answer, AnswerState, Phrasing, Revision } from './answer.ts'
import { contentOf } from './answer-moves.ts'
import { phrasingKey } from './answer-store.ts'
import { plainText } from './plain-text.ts'

interface ContentColumns {
  site: string
  locale: string
  category: string
  slug: string
  question: string
  body: string
  audience: string
  products: string
  shortcut: string | null
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
}

export const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

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

const contentFrom = (row: ContentColumns) => contentOf({ ...row, products: JSON.parse(row.products) } as never)
const contentColumns = (content: Answer | Revision): ContentColumns => ({
  ...contentOf(content),
  products: JSON.stringify(content.products),
})

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
    folded: folded(`${answer.question}\n${answer.body}`),
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

export const revisionRow = (revision: Revision): RevisionRow => ({
  ...contentColumns(revision),
  answerId: revision.answerId,
  revision: revision.revision,
  authorId: revision.author.id,
  authorName: revision.author.name,
  at: revision.at,
  act: revision.act,
  comment: revision.comment,
  plain: plainText(revision.body),
})
