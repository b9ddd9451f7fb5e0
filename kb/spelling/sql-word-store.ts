import type { Kysely } from 'kysely'
import type { Page } from '#shared'
import type { Actor } from '../actor.ts'
import type { Database } from '../storage/open-database.ts'
import type { DictionaryWord } from './spelling.ts'
import { wordKey } from './word-key.ts'

interface WordRow {
  /** Empty: it came with files and holds for all sites. */
  site: string
  key: string
  word: string
  state: DictionaryWord['state']
  origin: 'shipped' | 'desk'
  byId: string
  byName: string
  at: string
}

const BATCH = 200
const EVERY_SITE = ''

export type WordStore = ReturnType<typeof sqlWordStore>

/**
 * The shop's own words. Shipped ones come from files and are replaced at each import; the others are proposed on the
 * desk and decided by a lead. `word` may carry a model (`промокод/код`): it then bends like the model.
 */
export function sqlWordStore(database: Pick<Database, 'db'>) {
  const db = database.db as Kysely<{ words: WordRow }>
  const shown = (row: WordRow): DictionaryWord => ({ word: row.word, state: row.state, by: row.byName, at: row.at })

  return {
    async list(filter: {
      site: string
      state?: DictionaryWord['state']
      page: number
      perPage: number
    }): Promise<Page<DictionaryWord>> {
      const { site, state, page, perPage } = filter
      const rows = db
        .selectFrom('words')
        .where('site', 'in', [EVERY_SITE, site])
        .$if(state !== undefined, (query) => query.where('state', '=', state as DictionaryWord['state']))
      const { total } = await rows.select((eb) => eb.fn.countAll().as('total')).executeTakeFirstOrThrow()
      const items = await rows
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('key')
        .limit(perPage)
        .offset((page - 1) * perPage)
        .execute()
      return { items: items.map(shown), page, perPage, total: Number(total) }
    },

    /** Every approved word; `site` is null where it came with files. */
    approved: async (): Promise<{ word: string; site: string | null }[]> =>
      (
        await db.selectFrom('words').select(['word', 'site']).where('state', '=', 'approved').orderBy('key').execute()
      ).map(({ word, site }) => ({ word, site: site === EVERY_SITE ? null : site })),

    /** Approved ones that did not come with files. */
    ofDesk: (): Promise<{ word: string; site: string }[]> =>
      db
        .selectFrom('words')
        .select(['word', 'site'])
        .where('state', '=', 'approved')
        .where('origin', '=', 'desk')
        .orderBy('key')
        .execute(),

    /** As the site has it: its own, or one of all. */
    async find(site: string, word: string): Promise<DictionaryWord | null> {
      const row = await db
        .selectFrom('words')
        .selectAll()
        .where('key', '=', wordKey(word))
        .where('site', 'in', [EVERY_SITE, site])
        .executeTakeFirst()
      return row ? shown(row) : null
    },

    /** False if the word is there already. */
    async add(site: string, word: string, state: DictionaryWord['state'], actor: Actor, now: number): Promise<boolean> {
      if (await this.find(site, word)) return false
      const row: WordRow = {
        site,
        key: wordKey(word),
        word,
        state,
        origin: 'desk',
        byId: actor.id,
        byName: actor.name,
        at: new Date(now).toISOString(),
      }
      const added = await db
        .insertInto('words')
        .values(row)
        .onConflict((conflict) => conflict.columns(['site', 'key']).doNothing())
        .executeTakeFirst()
      return Number(added.numInsertedOrUpdatedRows ?? 0) > 0
    },

    async approve(site: string, word: string, actor: Actor, now: number): Promise<boolean> {
      const done = await db
        .updateTable('words')
        .set({ state: 'approved', byId: actor.id, byName: actor.name, at: new Date(now).toISOString() })
        .where('site', '=', site)
        .where('key', '=', wordKey(word))
        .executeTakeFirst()
      return Number(done.numUpdatedRows) > 0
    },

    async remove(site: string, word: string): Promise<boolean> {
      const done = await db
        .deleteFrom('words')
        .where('site', '=', site)
        .where('key', '=', wordKey(word))
        .executeTakeFirst()
      return Number(done.numDeletedRows) > 0
    },

    /** `site` null: for all of them. */
    async replaceShipped(
      words: readonly { word: string; site: string | null }[],
      actor: Actor,
      now: number,
    ): Promise<void> {
      await db.deleteFrom('words').where('origin', '=', 'shipped').execute()
      const at = new Date(now).toISOString()
      const rowOf = (word: string, site: string): WordRow => ({
        ...{ site, key: wordKey(word), word, state: 'approved', origin: 'shipped' },
        ...{ byId: actor.id, byName: actor.name, at },
      })
      const ofAll = new Map(words.flatMap(({ word, site }) => (site ? [] : [[wordKey(word), rowOf(word, EVERY_SITE)]])))
      const ofSites = new Map(
        words.flatMap(({ word, site }) =>
          site && !ofAll.has(wordKey(word)) ? [[`${site} ${wordKey(word)}`, rowOf(word, site)]] : [],
        ),
      )
      const rows = [...ofAll.values(), ...ofSites.values()]
      for (let from = 0; from < rows.length; from += BATCH) {
        const some = rows.slice(from, from + BATCH)
        // A word that a desk had proposed and the files now hold for all is settled.
        const keys = some.flatMap(({ site, key }) => (site === EVERY_SITE ? [key] : []))
        if (keys.length > 0)
          await db.deleteFrom('words').where('site', '<>', EVERY_SITE).where('key', 'in', keys).execute()
        await db
          .insertInto('words')
          .values(some)
          .onConflict((conflict) => conflict.columns(['site', 'key']).doUpdateSet({ state: 'approved', at }))
          .execute()
      }
    },
  }
}
