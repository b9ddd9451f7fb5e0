import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { slices } from '../slices.ts'
import type { VectorStore } from './vector-store.ts'

export interface MeaningTables {
  textVectors: { model: string; hash: string; vector: string }
}

/** Rows in one statement: few enough that writing them holds nobody up. */
const AT_ONCE = 200

export function sqlVectorStore(db: Kysely<MeaningTables>): VectorStore {
  /** Deletes in steps what is named by these hashes. */
  async function remove(model: string, hashes: readonly string[]): Promise<void> {
    for (const some of inParts(hashes))
      await db.deleteFrom('textVectors').where('model', '=', model).where('hash', 'in', some).execute()
  }
  return {
    async read(model, texts) {
      const found = new Map<string, Uint8Array>()
      for (const some of inParts(texts)) {
        const byHash = new Map(some.map((text) => [hashOf(text), text]))
        const rows = await db
          .selectFrom('textVectors')
          .select(['hash', 'vector'])
          .where('model', '=', model)
          .where('hash', 'in', [...byHash.keys()])
          .execute()
        for (const { hash, vector } of rows)
          found.set(byHash.get(hash) as string, Uint8Array.from(Buffer.from(vector, 'base64')))
      }
      return found
    },
    async keep(model, made) {
      for (const some of inParts(made))
        await db
          .insertInto('textVectors')
          .values(
            some.map(([text, vector]) => ({
              model,
              hash: hashOf(text),
              vector: Buffer.from(vector).toString('base64'),
            })),
          )
          .onConflict((conflict) => conflict.columns(['model', 'hash']).doNothing())
          .execute()
    },
    drop: (model, texts) => remove(model, texts.map(hashOf)),
    async keepOnly(model, texts) {
      await db.deleteFrom('textVectors').where('model', '!=', model).execute()
      const rest = slices()
      const wanted = new Set<string>()
      for (const text of texts) {
        wanted.add(hashOf(text))
        await rest()
      }
      const rows = await db.selectFrom('textVectors').select('hash').where('model', '=', model).execute()
      await remove(
        model,
        rows.map(({ hash }) => hash).filter((hash) => !wanted.has(hash)),
      )
    },
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

function* inParts<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE)
}
