import type { Kysely } from 'kysely'
import type { Database } from '../storage/open-database.ts'
import type { Picture, PictureVersion } from './picture.ts'

interface PictureTables {
  answers: { id: string; body: string; liveRevision: number | null }
  revisions: { answerId: string; revision: number; body: string }
  answerPictures: Omit<Picture, 'by'> & { byId: string; byName: string }
  answerPictureParts: { key: string; version: string; part: number; bytes: Uint8Array }
}

/** A video is read piece by piece, and a writer of messages waits for no piece larger than this. */
export const PART_BYTES = 256 * 1024

export type SqlPictureStore = ReturnType<typeof sqlPictureStore>

/** Pictures lie in the library's own database: a backup, a second node and a restored library have them without further ado. */
export function sqlPictureStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<PictureTables>
  const putBytes = async (into: Kysely<PictureTables>, key: string, version: PictureVersion, bytes: Uint8Array) => {
    for (let part = 0; part * PART_BYTES < bytes.length; part++) {
      const piece = Buffer.from(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES))
      await into
        .insertInto('answerPictureParts')
        .values({ key, version, part, bytes: piece })
        .onConflict((conflict) => conflict.columns(['key', 'version', 'part']).doNothing())
        .execute()
    }
  }
  return {
    async all(): Promise<Picture[]> {
      const rows = await db.selectFrom('answerPictures').selectAll().orderBy('at', 'desc').orderBy('name').execute()
      return rows.map(({ byId, byName, ...row }) => ({ ...row, by: { id: byId, name: byName } }))
    },

    /** Takes the place of the one under its name, if there is one. */
    async put({ by, ...picture }: Picture, bytes: Uint8Array): Promise<void> {
      const write = async (into: Kysely<PictureTables>) => {
        const old = await into.selectFrom('answerPictures').select('key').where('name', '=', picture.name).execute()
        for (const { key } of old) await removeFrom(into, key)
        await into
          .insertInto('answerPictures')
          .values({ ...picture, byId: by.id, byName: by.name })
          .execute()
        await putBytes(into, picture.key, 'original', bytes)
      }
      await (db.isTransaction ? write(db) : db.transaction().execute(write))
    },

    putVersion: (key: string, version: PictureVersion, bytes: Uint8Array): Promise<void> =>
      putBytes(db, key, version, bytes),

    /** How many bytes there are of a version; 0: it was not made yet. */
    async sizeOf(key: string, version: PictureVersion): Promise<number> {
      const last = await db
        .selectFrom('answerPictureParts')
        .select(['part', 'bytes'])
        .where('key', '=', key)
        .where('version', '=', version)
        .orderBy('part', 'desc')
        .limit(1)
        .executeTakeFirst()
      return last ? last.part * PART_BYTES + last.bytes.length : 0
    },

    async part(key: string, version: PictureVersion, part: number): Promise<Uint8Array | null> {
      const row = await db
        .selectFrom('answerPictureParts')
        .select('bytes')
        .where('key', '=', key)
        .where('version', '=', version)
        .where('part', '=', part)
        .executeTakeFirst()
      return row?.bytes ?? null
    },

    /** By the newest or the published wording of any answer, in whatever state it is. */
    async isMentioned(name: string): Promise<boolean> {
      const mention = `%/pictures/${name}%`
      const found = await db
        .selectFrom('answers')
        .leftJoin('revisions', (join) =>
          join.onRef('revisions.answerId', '=', 'answers.id').onRef('revisions.revision', '=', 'answers.liveRevision'),
        )
        .select('answers.id')
        .where((where) => where.or([where('answers.body', 'like', mention), where('revisions.body', 'like', mention)]))
        .limit(1)
        .executeTakeFirst()
      return found !== undefined
    },

    remove: (key: string): Promise<void> => removeFrom(db, key),
  }
}

async function removeFrom(db: Kysely<PictureTables>, key: string): Promise<void> {
  await db.deleteFrom('answerPictureParts').where('key', '=', key).execute()
  await db.deleteFrom('answerPictures').where('key', '=', key).execute()
}
