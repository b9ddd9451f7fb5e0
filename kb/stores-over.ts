import { sqlAnswerStore, type TextOf } from './answers/store/sql-answer-store.ts'
import { sqlCatalogueStore } from './catalogue/sql-catalogue-store.ts'
import { sqlContentFileStore } from './content/sql-content-file-store.ts'
import { sqlPictureStore } from './pictures/sql-picture-store.ts'
import { sqlWordStore } from './spelling/sql-word-store.ts'
import type { Database } from './storage/open-database.ts'

/** What is changed together, over a database or over one transaction of it. */
export const storesOver = (db: Database['db'], textOf: TextOf) => ({
  answers: sqlAnswerStore({ db }, textOf),
  catalogue: sqlCatalogueStore({ db }),
  files: sqlContentFileStore({ db }),
  words: sqlWordStore({ db }),
  pictures: sqlPictureStore({ db }),
})
