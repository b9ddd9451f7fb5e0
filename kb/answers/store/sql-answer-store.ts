import type { Locale, Page } from '#shared'
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { AnswerId } from '../../ids.ts'
import type { Database } from '../../storage/open-database.ts'
import { ANSWER_STATES, type Answer, type AnswerState, type Phrasing, type Revision } from '../answer.ts'
import {
  type AnswerRow,
  type AnswerTables,
  answerFrom,
  phrasingFrom,
  phrasingRow,
  revisionFrom,
  revisionRow,
  rowFrom,
} from './answer-rows.ts'
import type { AnswerStore } from './answer-store.ts'
import { endSharing } from './end-sharing.ts'
import { holdsText, holdsWords, placeAmong } from './looked-up.ts'
import { sqlAddresses } from './sql-addresses.ts'
import { CONTENT_FIELDS } from '../content.ts'

/** Rows per insert and ids per `in (…)`: well below SQLite's 32 766 and PostgreSQL's 65 535 parameters. */
const BATCH = 200
/** Answers read at once where all of them are wanted. */
const PAGE = 1_000

interface Written {
  answer: Answer
  plain: string | null
}

/** Reads a body as plain text, which is kept beside it. */
export type TextOf = (body: string) => Promise<string>

export function sqlAnswerStore(database: Pick<Database, 'db'>, textOf: TextOf): AnswerStore {
  return storeOver(database.db as Kysely<AnswerTables>, textOf)
}

function storeOver(db: Kysely<AnswerTables>, textOf: TextOf): AnswerStore {
  const withText = async (revision: Revision) => revisionRow(revision, await textOf(revision.body))
  const atomic = <T>(run: (inner: Kysely<AnswerTables>) => Promise<T>): Promise<T> =>
    db.isTransaction ? run(db) : db.transaction().execute(run)

  const addresses = sqlAddresses(db)

  /** Answers with the content of their published revision instead of the newest. */
  const publishedRows = () =>
    db
      .selectFrom('answers')
      .innerJoin('revisions', (join) =>
        join.onRef('revisions.answerId', '=', 'answers.id').onRef('revisions.revision', '=', 'answers.liveRevision'),
      )
      .selectAll('answers')
      .select(CONTENT_FIELDS.map((column) => `revisions.${column} as ${column}` as const))

  /** Those of a query, with their plain text where it is kept. */
  async function written(query: ReturnType<typeof publishedRows>): Promise<Written[]> {
    const rows = await query.select('revisions.plain').execute()
    const answers = await withPhrasings(rows)
    return rows.map(({ plain }, at) => ({ answer: answers[at]!, plain }))
  }

  /** A hundred thousand in one answer of the database would be held three times over, and be held for longer than anything else. */
  async function* publishedInPages(): AsyncGenerator<Written[]> {
    for (let last = ''; ; ) {
      const some = await written(publishedRows().where('answers.id', '>', last).orderBy('answers.id').limit(PAGE))
      yield some
      if (some.length < PAGE) return
      last = some.at(-1)!.answer.id
    }
  }

  /** Ids of answers whose newest revision stands at this path. */
  const newestUnder = (path: { site: string; locale: Locale; category: string; slug: string }) =>
    db
      .selectFrom('answers')
      .select('id')
      .where('site', '=', path.site)
      .where('locale', '=', path.locale)
      .where('category', '=', path.category)
      .where('slug', '=', path.slug)

  async function withPhrasings(rows: AnswerRow[]): Promise<Answer[]> {
    const byAnswer = new Map<string, Phrasing[]>(rows.map((row) => [row.id, []]))
    for (const ids of batches(rows.map((row) => row.id))) {
      const phrasings = await db
        .selectFrom('phrasings')
        .selectAll()
        .where('answerId', 'in', ids)
        .orderBy('position')
        .orderBy('id')
        .execute()
      for (const row of phrasings) byAnswer.get(row.answerId)?.push(phrasingFrom(row))
    }
    return rows.map((row) => answerFrom(row, byAnswer.get(row.id) ?? []))
  }

  /** For a text that was kept before there was a column for it, or in an older form. */
  async function read(answer: Answer): Promise<string> {
    const plain = await textOf(answer.body)
    await db
      .updateTable('revisions')
      .set({ plain })
      .where('answerId', '=', answer.id)
      .where('revision', '=', answer.liveRevision)
      .execute()
    return plain
  }

  const pageOf = async (
    query: { rows: Promise<AnswerRow[]>; total: Promise<{ total: number | string | bigint } | undefined> },
    page: number,
    perPage: number,
  ): Promise<Page<Answer>> => {
    const total = Number((await query.total)?.total ?? 0)
    return { items: await withPhrasings(await query.rows), page, perPage, total }
  }

  return {
    async find(id) {
      const row = await db.selectFrom('answers').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? ((await withPhrasings([row]))[0] ?? null) : null
    },

    async published(ids) {
      const found: AnswerRow[] = []
      for (const some of batches(ids)) found.push(...(await publishedRows().where('answers.id', 'in', some).execute()))
      return withPhrasings(found)
    },

    async allPublished() {
      const found: Answer[] = []
      for await (const some of publishedInPages()) for (const { answer } of some) found.push(answer)
      return found
    },

    async publishedTexts(ids) {
      const texts: { answer: Answer; text: string }[] = []
      const add = async (some: readonly Written[]) => {
        for (const { answer, plain } of some) texts.push({ answer, text: plain ?? (await read(answer)) })
      }
      if (!ids) for await (const some of publishedInPages()) await add(some)
      else for (const some of batches(ids)) await add(await written(publishedRows().where('answers.id', 'in', some)))
      return texts
    },

    async publishedStamps() {
      const rows = await db
        .selectFrom('answers')
        .select(['id', 'liveRevision', 'updatedAt'])
        .where('liveRevision', 'is not', null)
        .execute()
      return rows.map((row) => ({
        id: row.id as AnswerId,
        liveRevision: row.liveRevision as number,
        updatedAt: row.updatedAt,
      }))
    },

    async all() {
      const rows = await db.selectFrom('answers').selectAll().orderBy('id').execute()
      const phrasings = Map.groupBy(
        await db.selectFrom('phrasings').selectAll().orderBy('position').orderBy('id').execute(),
        (row) => row.answerId,
      )
      return rows.map((row) => answerFrom(row, (phrasings.get(row.id) ?? []).map(phrasingFrom)))
    },

    async existing(ids) {
      const found = new Set<AnswerId>()
      for (const some of batches(ids))
        for (const { id } of await db.selectFrom('answers').select('id').where('id', 'in', some).execute())
          found.add(id as AnswerId)
      return found
    },

    async publishedUnder({ site, locale, category, slug }) {
      let query = publishedRows()
        .where('revisions.category', '=', category)
        .where('revisions.slug', '=', slug)
        .where('revisions.locale', '=', locale)
      if (site) query = query.where('revisions.site', '=', site)
      return withPhrasings(await query.orderBy('answers.id').execute())
    },

    async listPublished({ site, locale, category, product, page, perPage }) {
      const matching = (eb: ExpressionBuilder<AnswerTables, 'revisions'>) =>
        eb.and([
          eb('revisions.site', '=', site),
          eb('revisions.locale', '=', locale),
          eb('revisions.audience', '=', 'public'),
          ...(category ? [eb('revisions.category', '=', category)] : []),
          ...(product ? [holdsText('revisions.products', JSON.stringify(product))] : []),
        ])
      return pageOf(
        {
          rows: publishedRows()
            .where(matching)
            .orderBy('revisions.question')
            .orderBy('answers.id')
            .limit(perPage)
            .offset((page - 1) * perPage)
            .execute(),
          total: db
            .selectFrom('answers')
            .innerJoin('revisions', (join) =>
              join
                .onRef('revisions.answerId', '=', 'answers.id')
                .onRef('revisions.revision', '=', 'answers.liveRevision'),
            )
            .where(matching)
            .select((eb) => eb.fn.countAll().as('total'))
            .executeTakeFirst(),
        },
        page,
        perPage,
      )
    },

    async browse(filter) {
      const first = filter.text ? [...(filter.first ?? [])] : []
      const matching = (eb: ExpressionBuilder<AnswerTables, 'answers'>) =>
        eb.and([
          eb('site', '=', filter.site),
          ...(filter.state ? [eb('state', '=', filter.state)] : []),
          ...(filter.locale ? [eb('locale', '=', filter.locale)] : []),
          ...(filter.category ? [eb('category', '=', filter.category)] : []),
          ...(filter.audience ? [eb('audience', '=', filter.audience)] : []),
          ...(filter.author ? [eb('authorId', '=', filter.author)] : []),
          ...(filter.product ? [holdsText('products', JSON.stringify(filter.product))] : []),
          ...(filter.text
            ? [eb.or([holdsWords(eb, filter.text), ...(first.length > 0 ? [eb('id', 'in', first)] : [])])]
            : []),
        ])
      return pageOf(
        {
          rows: db
            .selectFrom('answers')
            .selectAll()
            .where(matching)
            .orderBy(placeAmong(first))
            .orderBy('updatedAt', 'desc')
            .orderBy('id', 'desc')
            .limit(filter.perPage)
            .offset((filter.page - 1) * filter.perPage)
            .execute(),
          total: db
            .selectFrom('answers')
            .where(matching)
            .select((eb) => eb.fn.countAll().as('total'))
            .executeTakeFirst(),
        },
        filter.page,
        filter.perPage,
      )
    },

    async counts(site) {
      const rows = await db
        .selectFrom('answers')
        .where('site', '=', site)
        .groupBy('state')
        .select(['state', (eb) => eb.fn.countAll().as('total')])
        .execute()
      const counts = Object.fromEntries(ANSWER_STATES.map((state) => [state, 0])) as Record<AnswerState, number>
      for (const row of rows) counts[row.state as AnswerState] = Number(row.total)
      return counts
    },

    async revisions(id) {
      const rows = await db
        .selectFrom('revisions')
        .selectAll()
        .where('answerId', '=', id)
        .orderBy('revision', 'desc')
        .execute()
      return rows.map(revisionFrom)
    },

    async pathTaken({ site, locale, category, slug }, except) {
      const newest = await newestUnder({ site, locale, category, slug })
        .where('id', '!=', except ?? '')
        .executeTakeFirst()
      if (newest) return true
      const published = await publishedRows()
        .where('revisions.site', '=', site)
        .where('revisions.locale', '=', locale)
        .where('revisions.category', '=', category)
        .where('revisions.slug', '=', slug)
        .where('answers.id', '!=', except ?? '')
        .executeTakeFirst()
      return published !== undefined
    },

    async linkable(path) {
      const { site, locale, category, slug } = path
      const newest = await newestUnder({ site, locale, category, slug })
        .where('audience', '=', 'public')
        .where('state', '!=', 'retired')
        .executeTakeFirst()
      if (newest) return true
      const published = await this.publishedUnder({ site, locale, category, slug })
      return published.some(({ audience }) => audience === 'public') || addresses.leadOn(path)
    },

    countsByCategory: addresses.countsByCategory,
    oldAddresses: addresses.all,
    moveCategory: (site, from, to) => atomic((inner) => sqlAddresses(inner).moveCategory(site, from, to)),

    async insert(steps) {
      const revisions = await Promise.all(steps.map(({ revision }) => withText(revision)))
      await atomic(async (inner) => {
        for (const some of batches(steps))
          await inner
            .insertInto('answers')
            .values(some.map((step) => rowFrom(step.answer)))
            .execute()
        for (const some of batches(revisions)) await inner.insertInto('revisions').values(some).execute()
        const phrasings = steps.flatMap(({ answer }) =>
          answer.phrasings.map((phrasing, position) => phrasingRow(answer.id, phrasing, position)),
        )
        for (const some of batches(phrasings)) {
          await inner
            .insertInto('phrasings')
            .values(some)
            .onConflict((conflict) => conflict.columns(['answerId', 'key']).doNothing())
            .execute()
        }
      })
    },

    async save({ answer, revision }, expected) {
      const row = await withText(revision)
      return atomic(async (inner) => {
        if (answer.liveRevision === revision.revision) await sqlAddresses(inner).remember(answer)
        const saved = await inner
          .updateTable('answers')
          .set(rowFrom(answer))
          .where('id', '=', answer.id)
          .where('revision', '=', expected)
          .executeTakeFirst()
        if (Number(saved.numUpdatedRows) === 0) return false
        await inner.insertInto('revisions').values(row).execute()
        return true
      })
    },

    addPhrasing: (id, phrasing) =>
      atomic(async (inner) => {
        const added = await inner
          .insertInto('phrasings')
          .values((eb) => ({
            ...phrasingRow(id, phrasing, 0),
            position: eb
              .selectFrom('phrasings')
              .where('answerId', '=', id)
              .select((of) => of.fn.coalesce(sql<number>`max(position) + 1`, of.lit(0)).as('next')),
          }))
          .onConflict((conflict) => conflict.columns(['answerId', 'key']).doNothing())
          .executeTakeFirst()
        if (Number(added.numInsertedOrUpdatedRows ?? 0) === 0) return false
        await inner.updateTable('answers').set({ updatedAt: phrasing.at }).where('id', '=', id).execute()
        return true
      }),

    removePhrasing: (id, phrasing, at) =>
      atomic(async (inner) => {
        const removed = await inner
          .deleteFrom('phrasings')
          .where('answerId', '=', id)
          .where('id', '=', phrasing)
          .executeTakeFirst()
        if (Number(removed.numDeletedRows) === 0) return false
        await inner.updateTable('answers').set({ updatedAt: at }).where('id', '=', id).execute()
        return true
      }),

    replacePhrasings: (id, source, phrasings) =>
      atomic(async (inner) => {
        await inner.deleteFrom('phrasings').where('answerId', '=', id).where('source', '=', source).execute()
        for (const some of batches(phrasings.map((phrasing, position) => phrasingRow(id, phrasing, position)))) {
          await inner
            .insertInto('phrasings')
            .values(some)
            .onConflict((conflict) => conflict.columns(['answerId', 'key']).doNothing())
            .execute()
        }
      }),

    endSharing: (id, site, at) => atomic((inner) => endSharing(inner, id, site, at)),

    atomically: (run) => atomic((inner) => run(storeOver(inner, textOf))),
  }
}

function* batches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += BATCH) yield items.slice(at, at + BATCH)
}
