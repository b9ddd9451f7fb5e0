import { newId } from '#shared'
import { type DeskList, type ListFilter, MOST_SAVED_VIEWS } from '#protocol'
import { type DeskMember, isLeadOn, isMemberOf, isoAt } from '../../conversation.ts'
import { lockRow, type Sql } from '../../sql.ts'
import { done, type Outcome, refused } from '../outcome.ts'

export interface SavedViewRow {
  id: string
  site: string
  ownerId: string
  shared: number
  name: string
  list: DeskList
  filter: string
  createdAt: string
  removedAt: string | null
}

/** What is left out stays as it is. */
export interface SavedViewWish {
  name?: string | undefined
  list?: DeskList | undefined
  filter?: ListFilter | undefined
  shared?: boolean | undefined
  /** Taken away; `false` gives it back. */
  removed?: boolean | undefined
}

/** Who may change it: its owner, and of what a site shares its leads. */
export const mayChangeView = (by: DeskMember, { site, ownerId, shared }: SavedViewRow): boolean =>
  shared ? isLeadOn(by, site) : ownerId === by.id

/** Makes a view of this site (`id` null) or changes one. Only leads share. */
export async function saveView(
  sql: Sql,
  r: { by: DeskMember; site: string; id: string | null; wish: SavedViewWish },
  now: number,
): Promise<Outcome<{ id: string }>> {
  const { by, site, wish } = r
  if (!isMemberOf(by, site)) return refused('not_found')
  const all = await sql.all<SavedViewRow>(
    `select * from "savedViews" where "site" = ? and ("ownerId" = ? or "shared" = 1)${lockRow(sql)}`,
    site,
    by.id,
  )
  const old = all.find(({ id }) => id === r.id)
  if (r.id !== null && !old) return refused('not_found')
  if (old && !mayChangeView(by, old)) return refused('not_allowed')
  const shared = wish.shared ?? old?.shared === 1
  if (shared && !isLeadOn(by, site)) return refused('not_allowed')
  const removedAt = wish.removed === undefined ? (old?.removedAt ?? null) : wish.removed ? isoAt(now) : null
  const beside = all.filter(
    (one) =>
      one.id !== r.id && one.removedAt === null && (one.shared === 1) === shared && (shared || one.ownerId === by.id),
  )
  if (removedAt === null && beside.length >= MOST_SAVED_VIEWS) return refused('too_many')
  const name = wish.name ?? old?.name ?? ''
  const list = wish.list ?? old?.list ?? 'all'
  const filter = wish.filter ? JSON.stringify(wish.filter) : (old?.filter ?? '{}')
  if (old) {
    await sql.run(
      'update "savedViews" set "name" = ?, "list" = ?, "filter" = ?, "shared" = ?, "removedAt" = ? where "id" = ?',
      name,
      list,
      filter,
      Number(shared),
      removedAt,
      old.id,
    )
    return done({ id: old.id })
  }
  const id = newId('vew', now)
  await sql.run(
    'insert into "savedViews" ("id", "site", "ownerId", "shared", "name", "list", "filter", "createdAt") values (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    site,
    by.id,
    Number(shared),
    name,
    list,
    filter,
    isoAt(now),
  )
  return done({ id })
}
