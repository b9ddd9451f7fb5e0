import type { AnswerStore } from '../../answers/store/answer-store.ts'
import type { PublishedAnswers } from '../../answers/finding/published-answers.ts'
import type { AnswerId } from '../../ids.ts'
import { ok, refuse, type Result } from '../../result.ts'
import { type CatalogueRecords, categoriesOf } from '../catalogue.ts'
import type { CatalogueStore } from '../sql-catalogue-store.ts'
import type { Categories } from './categories.ts'
import {
  addCategory,
  type CategoryRefused,
  changeCategory,
  type KeptCategories,
  orderCategories,
  removeCategory,
  takenUp,
} from './kept-categories.ts'

/** Two leads at once: the second decides again by what the first has left. */
const ATTEMPTS = 3

export interface CategoriesParts {
  /** Both stores over one transaction. */
  within<T>(run: (stores: { answers: AnswerStore; catalogue: CatalogueStore }) => Promise<T>): Promise<T>
  answers: Pick<AnswerStore, 'countsByCategory'>
  catalogue: () => CatalogueRecords
  published: Pick<PublishedAnswers, 'all'>
  /** Called after a commit: reads the categories and these answers again, and tells the readers. */
  changed(moved: readonly AnswerId[]): Promise<void>
}

export function openCategories({ within, answers, catalogue, published, changed }: CategoriesParts): Categories {
  /** Where answers stand in `from`, they go to `to`. */
  type Decide = (
    kept: KeptCategories,
    isUsed: (slug: string) => Promise<boolean>,
  ) => Promise<Result<{ kept: KeptCategories; from?: string; to?: string }, CategoryRefused>>

  async function decided(
    site: string,
    decide: Decide,
  ): Promise<Result<{ moved: number; to: string }, CategoryRefused>> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const done = await within(async (stores) => {
        const { files, kept } = await stores.catalogue.keptCategories(site)
        const isUsed = async (slug: string) => ((await stores.answers.countsByCategory(site)).get(slug) ?? 0) > 0
        const made = await decide(takenUp(files, kept), isUsed)
        if (!made.ok) return made
        if (!(await stores.catalogue.keepCategories(site, made.value.kept, kept))) return null
        const { from, to } = made.value
        const moved =
          from !== undefined && to !== undefined && from !== to ? await stores.answers.moveCategory(site, from, to) : []
        return ok({ moved, to: to ?? '' })
      })
      if (done === null) continue
      if (!done.ok) return done
      const { moved, to } = done.value
      await changed(moved)
      return ok({ moved: moved.length, to })
    }
    return refuse({ code: 'conflict' })
  }

  return {
    async list(site) {
      const counts = await answers.countsByCategory(site)
      const shown = new Map<string, number>()
      for (const { answer } of published.all())
        if (answer.site === site) shown.set(answer.category, (shown.get(answer.category) ?? 0) + 1)
      return categoriesOf(catalogue(), site).map((category) => ({
        ...category,
        answers: counts.get(category.slug) ?? 0,
        shown: shown.get(category.slug) ?? 0,
      }))
    },
    add: (site, written) => decided(site, async (kept) => addCategory(kept, written)),
    change: (site, slug, patch) =>
      decided(site, async (kept, isUsed) => changeCategory(kept, slug, patch, await isUsed(slug))),
    order: (site, slugs) => decided(site, async (kept) => orderCategories(kept, slugs)),
    remove: (site, slug, into) =>
      decided(site, async (kept, isUsed) => removeCategory(kept, slug, into, await isUsed(slug))),
  }
}

/** Answers whose categories another node gave another address, while its news did not come; null: nothing of the kind. */
export function answersOfOtherCategories(
  known: CatalogueRecords,
  fresh: CatalogueRecords,
  published: Pick<PublishedAnswers, 'all'>,
): AnswerId[] | null {
  if (JSON.stringify(fresh.kept) === JSON.stringify(known.kept)) return null
  return [...published.all()].flatMap(({ answer: { id, site, category } }) =>
    categoriesOf(fresh, site).some(({ slug }) => slug === category) ? [] : [id],
  )
}
