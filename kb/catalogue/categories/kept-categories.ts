import { LOCALES, slugOf } from '#shared'
import { ok, refuse, type Result } from '../../result.ts'
import type { CategoryRecord } from './category-record.ts'

/** A category in the words of a shop. `file`: how the files call it, null where they never named it. */
export interface KeptCategory extends CategoryRecord {
  file: string | null
}

/** What a shop made at the desk of the categories that its files brought. */
export interface KeptCategories {
  /** The files' as they were when something was changed last: what differs from them since is the files' own news. */
  base: readonly CategoryRecord[]
  own: readonly KeptCategory[]
  /** Addresses of before, each with the one it leads to now: never by way of another. */
  moved: Readonly<Record<string, string>>
}

export type CategoryRefused = {
  code: 'not_found' | 'conflict' | 'category_taken' | 'category_reserved' | 'category_used' | 'category_full'
}
export type WrittenCategory = Omit<CategoryRecord, 'slug'> & { slug: string }

/** Pages of a help centre that are no category. */
const RESERVED = new Set(['product', 'search', 'letters'])
const MOST_CATEGORIES = 200
const FIELDS = ['icon', 'audience', 'title', 'description'] as const

/** Categories as visitors and authors find them: the shop's own words where it has some, else what the files say today. */
export const standingCategories = (
  files: readonly CategoryRecord[],
  kept: KeptCategories | null,
): readonly CategoryRecord[] => (kept ? merged(files, kept).map(({ file: _, ...category }) => category) : files)

/** The category that this one is called now. */
export const categoryNow = (kept: KeptCategories | null | undefined, slug: string): string =>
  kept && Object.hasOwn(kept.moved, slug) && !kept.own.some((one) => one.slug === slug)
    ? (kept.moved[slug] ?? slug)
    : slug

/** Where a change at the desk begins: with everything that the files said meanwhile. */
export const takenUp = (files: readonly CategoryRecord[], kept: KeptCategories | null): KeptCategories => ({
  base: files,
  own: kept ? merged(files, kept) : files.map((category) => ({ ...category, file: category.slug })),
  moved: kept?.moved ?? {},
})

/** As it is once the files say the same. */
export const writtenDown = (kept: KeptCategories): KeptCategories => {
  const own = kept.own.map((category) => ({ ...category, file: category.slug }))
  return { ...kept, own, base: own.map(({ file: _, ...category }) => category) }
}

/** What the files named and the shop took away comes back with an answer of the files that stands in it. */
export function broughtBack(kept: KeptCategories, files: readonly CategoryRecord[], slugs: Iterable<string>) {
  const missing = [...new Set(slugs)].filter((slug) => !kept.own.some((one) => one.slug === slug))
  const back = missing.flatMap((slug) => files.find((one) => one.slug === slug) ?? [])
  return back.length === 0
    ? null
    : { ...kept, own: [...kept.own, ...back.map((category) => ({ ...category, file: category.slug }))] }
}

export function addCategory(
  kept: KeptCategories,
  { slug, ...written }: WrittenCategory,
): Result<{ kept: KeptCategories; to: string }, CategoryRefused> {
  if (kept.own.length >= MOST_CATEGORIES) return refuse({ code: 'category_full' })
  const taken = (one: string) => RESERVED.has(one) || kept.own.some((other) => other.slug === one)
  const own = slug || freeSlug(slugOf(written.title[LOCALES[0]], 'category'), taken)
  const fault = faultOf(kept, own)
  if (fault) return refuse(fault)
  return ok({ kept: { ...kept, own: [...kept.own, { ...written, slug: own, file: null }] }, to: own })
}

/** `isUsed`: answers stand in it. Whom it is for is decided before: visitors would look for theirs in vain. */
export function changeCategory(
  kept: KeptCategories,
  slug: string,
  patch: Partial<WrittenCategory>,
  isUsed: boolean,
): Result<{ kept: KeptCategories; from: string; to: string }, CategoryRefused> {
  const before = kept.own.find((one) => one.slug === slug)
  if (!before) return refuse({ code: 'not_found' })
  const after = { ...before, ...patch }
  if (isUsed && after.audience !== before.audience) return refuse({ code: 'category_used' })
  const fault = after.slug === slug ? null : faultOf(kept, after.slug)
  if (fault) return refuse(fault)
  return ok({
    kept: {
      ...kept,
      own: kept.own.map((one) => (one.slug === slug ? after : one)),
      moved: withMove(kept.moved, slug, after.slug),
    },
    from: slug,
    to: after.slug,
  })
}

/** `conflict`: somebody made or took away one meanwhile. */
export function orderCategories(
  kept: KeptCategories,
  slugs: readonly string[],
): Result<{ kept: KeptCategories }, CategoryRefused> {
  const own = slugs.flatMap((slug) => kept.own.find((one) => one.slug === slug) ?? [])
  if (slugs.length !== kept.own.length || new Set(own).size !== slugs.length) return refuse({ code: 'conflict' })
  return ok({ kept: { ...kept, own } })
}

/** `into`: the category its answers go to; null: it has none. */
export function removeCategory(
  kept: KeptCategories,
  slug: string,
  into: string | null,
  isUsed: boolean,
): Result<{ kept: KeptCategories; from: string; to: string }, CategoryRefused> {
  const gone = kept.own.find((one) => one.slug === slug)
  const target = into === null ? null : kept.own.find((one) => one.slug === into && one.slug !== slug)
  if (!gone || target === undefined) return refuse({ code: 'not_found' })
  // What only operators see does not come before visitors by the way, nor the other way round.
  if (isUsed && target?.audience !== gone.audience) return refuse({ code: 'category_used' })
  const moved = target
    ? withMove(kept.moved, slug, target.slug)
    : Object.fromEntries(Object.entries(kept.moved).filter(([, to]) => to !== slug))
  return ok({
    kept: { ...kept, own: kept.own.filter((one) => one !== gone), moved },
    from: slug,
    to: target?.slug ?? slug,
  })
}

function merged(files: readonly CategoryRecord[], { base, own }: KeptCategories): KeptCategory[] {
  const left = new Map(files.map((file) => [file.slug, file]))
  const standing = own.map((one) => {
    const file = (one.file === null ? undefined : left.get(one.file)) ?? left.get(one.slug)
    if (!file) return one
    left.delete(file.slug)
    return { ...withNews(one, file, base), file: file.slug }
  })
  const known = new Set([...base, ...standing].map(({ slug }) => slug))
  return [
    ...standing,
    ...[...left.values()].filter(({ slug }) => !known.has(slug)).map((file) => ({ ...file, file: file.slug })),
  ]
}

/** What the shop left as the files had it follows the files. */
function withNews(one: KeptCategory, file: CategoryRecord, base: readonly CategoryRecord[]): KeptCategory {
  const was = base.find(({ slug }) => slug === file.slug)
  if (!was) return one
  const same = (field: (typeof FIELDS)[number]) => JSON.stringify(one[field]) === JSON.stringify(was[field])
  return { ...one, ...Object.fromEntries(FIELDS.filter(same).map((field) => [field, file[field]])) }
}

function faultOf({ own }: KeptCategories, slug: string): CategoryRefused | null {
  if (RESERVED.has(slug)) return { code: 'category_reserved' }
  return own.some((one) => one.slug === slug) ? { code: 'category_taken' } : null
}

function freeSlug(base: string, taken: (slug: string) => boolean): string {
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!taken(slug)) return slug
  }
}

const withMove = (moved: KeptCategories['moved'], from: string, to: string): KeptCategories['moved'] =>
  from === to
    ? moved
    : Object.fromEntries(
        [
          ...Object.entries(moved).map(([old, now]) => [old, now === from ? to : now] as const),
          [from, to] as const,
        ].filter(([old, now]) => old !== now),
      )
