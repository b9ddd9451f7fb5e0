import { LOCALES } from '#shared'
import type { Kysely } from 'kysely'
import type { AnswerId } from '../../ids.ts'
import type { Answer } from '../answer.ts'
import type { AnswerTables } from './answer-rows.ts'
import type { OldAddress } from './answer-store.ts'

type Path = Pick<Answer, 'site' | 'locale' | 'category' | 'slug'>
/** A path of one answer, and where it is written: the newest wording or the published one. */
interface Written {
  id: string
  locale: string
  category: string
  slug: string
}

/** Where answers are and where they were. Runs within the transaction it is given. */
export function sqlAddresses(db: Kysely<AnswerTables>) {
  const live = () =>
    db
      .selectFrom('answers')
      .innerJoin('revisions', (join) =>
        join.onRef('revisions.answerId', '=', 'answers.id').onRef('revisions.revision', '=', 'answers.liveRevision'),
      )
  const lead = async ({ site, locale, category, slug }: Path, answerId: string) => {
    await db
      .insertInto('oldAddresses')
      .values({ site, locale, category, slug, answerId })
      .onConflict((conflict) => conflict.columns(['site', 'locale', 'category', 'slug']).doUpdateSet({ answerId }))
      .execute()
  }

  return {
    async all(): Promise<OldAddress[]> {
      return (await db.selectFrom('oldAddresses').selectAll().execute()) as OldAddress[]
    },

    /** Whether a public answer that is published was found here once. */
    async leadOn({ site, locale, category, slug }: Path): Promise<boolean> {
      const found = await live()
        .innerJoin('oldAddresses', 'oldAddresses.answerId', 'answers.id')
        .select('answers.id')
        .where('oldAddresses.site', '=', site)
        .where('oldAddresses.locale', '=', locale)
        .where('oldAddresses.category', '=', category)
        .where('oldAddresses.slug', '=', slug)
        .where('revisions.audience', '=', 'public')
        .executeTakeFirst()
      return found !== undefined
    },

    async countsByCategory(site: string): Promise<Map<string, number>> {
      const newest = db.selectFrom('answers').select(['id', 'category']).where('site', '=', site)
      const published = live().select(['answers.id', 'revisions.category']).where('revisions.site', '=', site)
      const counts = await db
        .selectFrom(newest.union(published).as('standing'))
        .select((eb) => ['category' as const, eb.fn.countAll().as('answers')])
        .groupBy('category')
        .execute()
      return new Map(counts.map(({ category, answers }) => [category, Number(answers)]))
    },

    /** Before an answer is published anew: where visitors find it until now. */
    async remember(answer: Answer): Promise<void> {
      const before = await live()
        .select(['revisions.site', 'revisions.locale', 'revisions.category', 'revisions.slug'])
        .where('answers.id', '=', answer.id)
        .executeTakeFirst()
      if (before && (before.category !== answer.category || before.slug !== answer.slug))
        await lead(before as Path, answer.id)
    },

    async moveCategory(site: string, from: string, to: string): Promise<AnswerId[]> {
      const [here, there] = [await writtenIn(from), await writtenIn(to)]
      const published = await live()
        .select(['answers.id', 'revisions.locale', 'revisions.slug'])
        .where('revisions.site', '=', site)
        .where('revisions.category', '=', from)
        .execute()
      for (const { id, locale, slug } of published)
        await lead({ site, locale: locale as Path['locale'], category: from, slug }, id)
      const owners = Map.groupBy(there, pathOf)
      const taken = new Set([...here, ...there].map(pathOf))
      for (const one of here) {
        if (!owners.get(pathOf(one))?.some(({ id }) => id !== one.id)) continue
        const slug = freeSlug(one, taken)
        taken.add(`${one.locale}/${slug}`)
        for (const [table, key] of [
          ['answers', 'id'],
          ['revisions', 'answerId'],
        ] as const)
          await db
            .updateTable(table)
            .set({ slug })
            .where(key as never, '=', one.id as never)
            .where('category', '=', from)
            .where('slug', '=', one.slug)
            .execute()
      }
      await db
        .updateTable('answers')
        .set({ category: to })
        .where('site', '=', site)
        .where('category', '=', from)
        .execute()
      await db
        .updateTable('revisions')
        .set({ category: to })
        // The index begins with it.
        .where('locale', 'in', LOCALES)
        .where('category', '=', from)
        .where('site', '=', site)
        .execute()
      return published.map(({ id }) => id as AnswerId)

      async function writtenIn(category: string): Promise<Written[]> {
        const newest = await db
          .selectFrom('answers')
          .select(['id', 'locale', 'category', 'slug'])
          .where('site', '=', site)
          .where('category', '=', category)
          .execute()
        const shown = await live()
          .select(['answers.id', 'revisions.locale', 'revisions.category', 'revisions.slug'])
          .where('revisions.site', '=', site)
          .where('revisions.category', '=', category)
          .execute()
        return [...new Map([...newest, ...shown].map((one) => [`${one.id} ${pathOf(one)}`, one])).values()]
      }
    },
  }
}

const pathOf = ({ locale, slug }: Pick<Written, 'locale' | 'slug'>): string => `${locale}/${slug}`

function freeSlug({ locale, slug }: Written, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${locale}/${slug}-${number}`)) return `${slug}-${number}`
}
