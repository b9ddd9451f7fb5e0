import type { AnswerOf } from '#desk-api'
import { FILE_NAME_HEADER } from '#protocol'
import type { Locale } from '#shared'
import { type Answered, sendBytes } from '../api.ts'

export type CatalogueImport = AnswerOf<'/desk/catalogue/imports/{id}/apply', 'post'>

/** The whole file, as it is; answered when it was read and compared. */
export const sendFeed = (locale: Locale, file: File): Promise<Answered<CatalogueImport>> =>
  sendBytes<CatalogueImport>(`/api/desk/catalogue/${locale}/feed`, file, {
    [FILE_NAME_HEADER]: encodeURIComponent(file.name),
  })
