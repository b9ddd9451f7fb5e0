import type { Kysely } from 'kysely'
import type { AnswerId } from '../ids.ts'
import type { Database } from '../storage/open-database.ts'

export interface KnownFile {
  /** Relative to the content folder, with `/`. */
  path: string
  checksum: string
  answerId: AnswerId
  revision: number
}
interface ContentTables {
  contentFiles: { path: string; checksum: string; answerId: string; revision: number }
  importedFolder: { id: string; digest: string }
}

const BATCH = 200

export type ContentFileStore = ReturnType<typeof sqlContentFileStore>

/** What each file was when it and the library last agreed. */
export function sqlContentFileStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<ContentTables>
  return {
    all: async (): Promise<KnownFile[]> =>
      (await db.selectFrom('contentFiles').selectAll().orderBy('path').execute()).map((row) => ({
        ...row,
        answerId: row.answerId as AnswerId,
      })),

    async put(files: readonly KnownFile[]): Promise<void> {
      for (let at = 0; at < files.length; at += BATCH) {
        await db
          .insertInto('contentFiles')
          .values(files.slice(at, at + BATCH))
          .onConflict((conflict) =>
            conflict.column('path').doUpdateSet((eb) => ({
              checksum: eb.ref('excluded.checksum'),
              answerId: eb.ref('excluded.answerId'),
              revision: eb.ref('excluded.revision'),
            })),
          )
          .execute()
      }
    },

    /** The whole folder when it and the library last agreed in everything; null: they did not. */
    folder: async (): Promise<string | null> =>
      (await db.selectFrom('importedFolder').select('digest').executeTakeFirst())?.digest ?? null,

    async agreed(digest: string | null): Promise<void> {
      if (digest === null) await db.deleteFrom('importedFolder').execute()
      else
        await db
          .insertInto('importedFolder')
          .values({ id: 'last', digest })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ digest }))
          .execute()
    },

    async remove(paths: readonly string[]): Promise<void> {
      for (let at = 0; at < paths.length; at += BATCH)
        await db
          .deleteFrom('contentFiles')
          .where('path', 'in', paths.slice(at, at + BATCH))
          .execute()
    },
  }
}
