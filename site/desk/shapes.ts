import type { AnswerOf, BodyOf, DeskPath, QueryOf } from '#desk-api'
import type { EditedField } from '#shared'

/** Names for what the contract answers. They follow the server's schemas: what is not presented cannot be read here. */

/** Addresses whose answer is one page of a list. */
export type PagedPath = {
  [Path in DeskPath<'get'>]: AnswerOf<Path, 'get'> extends { items: unknown[]; total: number } ? Path : never
}[DeskPath<'get'>]
export type ItemOf<Path> = AnswerOf<Path, 'get'> extends { items: (infer Item)[] } ? Item : never
export type QueryNames<Path> = QueryOf<Path, 'get'>

export type AnswerDetail = AnswerOf<'/desk/answers/{id}', 'get'>
export type Answer = AnswerDetail['answer']
export type AnswerState = Answer['state']
export type Audience = Answer['audience']
export type Phrasing = Answer['phrasings'][number]
export type AnswerPatch = BodyOf<'/desk/answers/{id}', 'patch'>['patch']
export type NewAnswer = BodyOf<'/desk/answers', 'post'>
/** What an author writes of an answer. */
export type AnswerContent = Pick<Answer, 'site' | 'locale' | EditedField>
export type ForYou = ItemOf<'/desk/for-you'>
export type Due = ItemOf<'/desk/due-answers'>
export type Category = ItemOf<'/desk/categories'>
export type Picture = ItemOf<'/desk/answer-pictures'>
export type Product = ItemOf<'/desk/products'>
export type Difference = AnswerOf<'/desk/answers/{id}/difference', 'get'>
export type Revision = ItemOf<'/desk/answers/{id}/revisions'>
export type DiffPart = Difference['question'][number]
export type Preview = AnswerOf<'/desk/answers/preview', 'post'>
export type ContentProblem = Preview['problems'][number]
export type Misspelling = AnswerOf<'/desk/spelling/check', 'post'>['words'][number]
export type TemplateHit = ItemOf<'/desk/templates'>
export type Proposal = AnswerOf<'/desk/promotions/prepare', 'post'>
export type Match = AnswerOf<'/desk/match', 'get'>
export type Gap = ItemOf<'/desk/gaps'>
export type UnhelpfulAnswer = ItemOf<'/desk/unhelpful'>
export type Numbers = AnswerOf<'/desk/numbers', 'get'>
export type Learnt = ItemOf<'/desk/matching/learnt'>
export type Thresholds = AnswerOf<'/desk/matching/thresholds', 'get'>
export type ThresholdsPreview = AnswerOf<'/desk/matching/thresholds/preview', 'post'>
export type Foreseen = AnswerOf<'/desk/answers/{id}/foresight', 'post'>
export type ForeseenQuestion = Foreseen['listed'][number]
export type SynonymGroup = AnswerOf<'/desk/matching/synonyms', 'get'>['groups'][number]
export type DictionaryWord = ItemOf<'/desk/spelling/words'>
export type Site = AnswerOf<'/desk/me', 'get'>['site']
export type DeskSession = ItemOf<'/desk/sessions'>
export type Invitation = ItemOf<'/desk/invitations'>
export type DeskPerson = ItemOf<'/desk/people'>
export type VisitorCard = AnswerOf<'/desk/conversations/{id}/visitor', 'get'>
export type Task = ItemOf<'/desk/tasks'>
export type Block = ItemOf<'/desk/blocks'>
export type AuditEntry = ItemOf<'/desk/audit'>
/** What one search of the whole desk found. */
export type Found = AnswerOf<'/desk/find', 'get'>
