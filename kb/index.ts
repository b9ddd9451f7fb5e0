/** The one door of the domain. `server/` imports it as `#kb`; `site/` takes its types. */
export type { Actor, Person } from './actor.ts'
export {
  ANSWER_STATES,
  type Answer,
  type AnswerContent,
  type AnswerFilter,
  type AnswerPatch,
  type AnswerState,
  type Audience,
  type NewAnswer,
  type Phrasing,
  type Revision,
} from './answers/answer.ts'
export type { Answers } from './answers/answers.ts'
export { DUE_KINDS, type DueAnswer, type DueKind } from './answers/validity/due.ts'
export {
  KEPT,
  KeptContent,
  WRITTEN,
  WRITTEN_PHRASING,
  WRITTEN_PHRASINGS,
  WrittenCare,
  WrittenPatch,
} from './answers/content.ts'
export type { DiffPart, Difference } from './answers/difference.ts'
export type { Finding, Hit, Match } from './answers/finding/finding.ts'
export { answerUrl } from './markdown/links.ts'
export type { ContentRefused, MoveRefused, TooLong, WrittenField } from './answers/refusals.ts'
export {
  AVAILABILITIES,
  type Availability,
  type Category,
  type NewSite,
  type Product,
  type ProductCategory,
  type Site,
  type SitePatch,
  type Sites,
} from './catalogue/catalogue.ts'
export {
  type Catalogue,
  type CatalogueImport,
  type CatalogueSource,
  type FeedTold,
  IMPORT_STATES,
  IMPORT_WAYS,
  type ProductDifference,
} from './catalogue/imports/catalogue-import.ts'
export { BrokenFeed, FEED_FAULTS, type FeedFault, type FeedFaultCode } from './catalogue/feeds/feed-fault.ts'
export { SITE_SETTINGS, USUAL_SETTINGS } from './catalogue/site-settings.ts'
export { MESSENGERS, TEXT_PLACES, type TextPlace } from './catalogue/look-settings.ts'
export type { ContentDoor, ContentProblem } from './content/content.ts'
export { BrokenContent, type ContentFault, describeFault } from './content/content-fault.ts'
export type { ExportReport } from './content/export-content.ts'
export type { ImportReport } from './content/import-content.ts'
export type { Facts, FactUse, HandTyped } from './facts/facts.ts'
export * from './foresight/foresight.ts'
export { GAP_STAGES, type GapCare, type GapStage } from './visits/gaps/gaps.ts'
export type { AnswerId, PhrasingId } from './ids.ts'
export type { Library, LibraryChange, LibraryStatus } from './library.ts'
export { type Log, silent } from './log.ts'
export * from './matching/index.ts'
export { meaningFrom, modelIn } from './matching/meaning/threaded-meaning.ts'
export { type LibraryOptions, meilisearchIndexUid, meilisearchSearchIndex, openLibrary } from './open-library.ts'
export type { PersonalData } from './promotion/personal-data.ts'
export {
  PICTURE_NAME,
  PICTURE_VERSIONS,
  type Picture,
  type PictureVersion,
  pictureAddress,
} from './pictures/picture.ts'
export type * from './pictures/pictures.ts'
export { PICTURES_AT } from './pictures/show-pictures.ts'
export type * from './promotion/promotion.ts'
export { ok, type Result, refuse } from './result.ts'
export type * from './spelling/spelling.ts'
export { noSpeller } from './spelling/speller.ts'
export { libraryMigrations } from './storage/migrations.ts'
export { type Database, type DatabaseFile, migrate, openDatabase } from './storage/open-database.ts'
export type { ReadingThread } from './storage/reading-thread.ts'
export { PLACEHOLDER_NAMES, type PlaceholderName } from './templates/placeholders.ts'
export type * from './templates/templates.ts'
export type { TextRange } from './text-range.ts'
export type * from './visits/figures.ts'
export type * from './visits/gaps/gaps.ts'
export type * from './visits/visits.ts'
export { loopTurns, type Turns } from './turns.ts'
export { type Began, named } from './work.ts'
