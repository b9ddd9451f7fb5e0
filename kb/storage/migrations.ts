import type { Migration } from 'kysely/migration'
import { answersMigrations } from '../answers/store/answers-migrations.ts'
import { catalogueMigrations } from '../catalogue/catalogue-migrations.ts'
import { productMigrations } from '../catalogue/products/product-migrations.ts'
import { contentMigrations } from '../content/content-migrations.ts'
import { matchingMigrations } from '../matching/matching-migrations.ts'
import { picturesMigrations } from '../pictures/pictures-migrations.ts'
import { spellingMigrations } from '../spelling/spelling-migrations.ts'
import { visitsMigrations } from '../visits/visits-migrations.ts'

/** Every table of the library, in the order of the names. */
export const libraryMigrations: Record<string, Migration> = {
  ...answersMigrations,
  ...matchingMigrations,
  ...catalogueMigrations,
  ...productMigrations,
  ...contentMigrations,
  ...picturesMigrations,
  ...spellingMigrations,
  ...visitsMigrations,
}
