import type { Kysely } from 'kysely'
import type { Database } from '#kb'

/** A page of a shop that asked for the widget. */
export interface PageCall {
  origin: string
  at: string
}

export const pageCallMigrations = {
  '2007-page-calls': {
    up: (db: Database['db']) =>
      db.schema
        .createTable('pageCalls')
        .addColumn('origin', 'text', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute(),
  },
}

/** How exactly the desk knows when a page called last; a shop's pages call on every view. */
const EXACT_MS = 30_000
const LONGEST_ORIGIN = 200
/** Made-up origins must not fill the table: the oldest go. */
const MOST_KEPT = 500
const SHOWN = 5

/** Which pages asked for the widget, and when last: an owner who has pasted the lines sees that they work, or why not. */
export function pageCallsOf(database: Database, failed: (fault: unknown) => void) {
  const db: Kysely<{ pageCalls: PageCall }> = database.db
  const noted = new Map<string, number>()
  const write = async (origin: string, now: number) => {
    const at = new Date(now).toISOString()
    await db
      .insertInto('pageCalls')
      .values({ origin, at })
      .onConflict((conflict) => conflict.column('origin').doUpdateSet({ at }))
      .execute()
    const oldest = await db
      .selectFrom('pageCalls')
      .select('at')
      .orderBy('at', 'desc')
      .offset(MOST_KEPT)
      .limit(1)
      .execute()
    if (oldest[0]) await db.deleteFrom('pageCalls').where('at', '<=', oldest[0].at).execute()
  }
  return {
    /** Costs the page that calls nothing: it is written later, and seldom. */
    note: (origin: string, now: number): void => {
      if (origin.length > LONGEST_ORIGIN || now - (noted.get(origin) ?? Number.NEGATIVE_INFINITY) < EXACT_MS) return
      if (noted.size > MOST_KEPT) noted.clear()
      noted.set(origin, now)
      write(origin, now).catch(failed)
    },
    /** The newest of these origins; null: none has called. */
    newestOf: async (origins: readonly string[]): Promise<PageCall | null> =>
      origins.length === 0
        ? null
        : ((await db
            .selectFrom('pageCalls')
            .selectAll()
            .where('origin', 'in', [...origins])
            .orderBy('at', 'desc')
            .limit(1)
            .executeTakeFirst()) ?? null),
    /** Pages that were refused: of none of these origins. */
    othersThan: (origins: readonly string[]): Promise<PageCall[]> =>
      db
        .selectFrom('pageCalls')
        .selectAll()
        .where('origin', 'not in', ['', ...origins])
        .orderBy('at', 'desc')
        .limit(SHOWN)
        .execute(),
  }
}
export type PageCalls = ReturnType<typeof pageCallsOf>
