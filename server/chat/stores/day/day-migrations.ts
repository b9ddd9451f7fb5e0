import type { Migration } from 'kysely/migration'
import { digestMigrations } from './digest-migrations.ts'
import { mergingMigrations } from './merging-migrations.ts'
import { pushMigrations } from './push-migrations.ts'
import { savedViewMigrations } from './saved-view-migrations.ts'
import { silenceMigrations } from './silence-migrations.ts'
import { snoozeMigrations } from './snooze-migrations.ts'
import { taskMigrations } from './task-migrations.ts'
import { wrapUpMigrations } from './wrap-up-migrations.ts'

/** What the operator's day keeps. */
export const dayMigrations: Record<string, Migration> = {
  ...snoozeMigrations,
  ...savedViewMigrations,
  ...mergingMigrations,
  ...wrapUpMigrations,
  ...taskMigrations,
  ...pushMigrations,
  ...digestMigrations,
  ...silenceMigrations,
}
