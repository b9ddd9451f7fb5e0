/** The one door of the domain. `server/` imports it as `#kb`; `site/` takes its types. */
export * from './library.ts'
export {
  type Actor,
  ANSWER_STATES,
  type Answer,
  type AnswerContent,
  type AnswerState,
  type Audience,
  type Locale,
  LOCALES,
  type Person,
  type Phrasing,
  type Revision,
} from './answers/answer.ts'
export { answerUrl } from './answers/links.ts'
export { slugOf } from './answers/slug.ts'
export { BrokenContent, type ContentFault, describeFault } from './content/content-fault.ts'
export type { ExportReport } from './content/export-content.ts'
export type { ImportReport } from './content/import-content.ts'
export { type AnswerId, type Id, newId, type PhrasingId, randomText } from './ids.ts'
export { type Log, silent } from './log.ts'
export * from './matching/index.ts'
export { type LibraryOptions, meilisearchSearchIndex, openLibrary } from './open-library.ts'
export { ok, type Result, refuse } from './result.ts'
export { noSpeller } from './spelling/speller.ts'
export { libraryMigrations } from './storage/migrations.ts'
export { type Database, migrate, openDatabase } from './storage/open-database.ts'
export { PLACEHOLDER_NAMES, type PlaceholderName } from './templates/placeholders.ts'
