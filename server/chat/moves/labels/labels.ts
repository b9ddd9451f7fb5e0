import { newId } from '#shared'
import { type LabelColor, type LabelSetter, MOST_LABELS, MOST_LABELS_ON_ONE } from '#protocol'
import { type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import { listIn } from '../../list-in.ts'
import { lockRow, marks, type Sql } from '../../sql.ts'
import { begin, finishQuietly, set } from '../change.ts'
import { forgetDays } from '../journal/journal.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'

export interface LabelRow {
  id: string
  site: string
  name: string
  color: LabelColor
  setBy: LabelSetter
  createdAt: string
  removedAt: string | null
}

/** What a lead says of a label; what is left out stays as it is. */
export interface LabelWish {
  name?: string | undefined
  color?: LabelColor | undefined
  setBy?: LabelSetter | undefined
  /** Taken away from the desk with all it stands on; `false` gives it back. */
  removed?: boolean | undefined
}

const alike = (name: string): string => name.trim().toLocaleLowerCase('ru')

/** Makes a label of this site (`id` null) or changes one. Two of one name nobody could tell apart: `conflict`. */
export async function saveLabel(
  sql: Sql,
  r: { by: DeskMember; site: string; id: string | null; wish: LabelWish },
  now: number,
): Promise<Outcome<{ id: string }>> {
  if (!isLeadOn(r.by, r.site)) return refused('not_allowed')
  const all = await sql.all<LabelRow>(`select * from "labels" where "site" = ?${lockRow(sql)}`, r.site)
  const old = all.find(({ id }) => id === r.id)
  if (r.id !== null && !old) return refused('not_found')
  const standing = all.filter(({ id, removedAt }) => id !== r.id && removedAt === null)
  const { name = old?.name ?? '', color = old?.color ?? 'grey', setBy = old?.setBy ?? 'operators' } = r.wish
  const removedAt = r.wish.removed === undefined ? (old?.removedAt ?? null) : r.wish.removed ? isoAt(now) : null
  if (removedAt === null) {
    if (standing.some((one) => alike(one.name) === alike(name))) return refused('conflict')
    if (standing.length >= MOST_LABELS) return refused('too_many')
  }
  if (old) {
    await sql.run(
      'update "labels" set "name" = ?, "color" = ?, "setBy" = ?, "removedAt" = ? where "id" = ?',
      name,
      color,
      setBy,
      removedAt,
      old.id,
    )
    return done({ id: old.id })
  }
  const id = newId('lbl', now)
  await sql.run(
    'insert into "labels" ("id", "site", "name", "color", "setBy", "createdAt") values (?, ?, ?, ?, ?, ?)',
    id,
    r.site,
    name,
    color,
    setBy,
    isoAt(now),
  )
  return done({ id })
}

export async function putLabels(sql: Sql, conversationId: string, ids: readonly string[], now: number): Promise<void> {
  for (const id of ids)
    await sql.run(
      'insert into "conversationLabels" ("labelId", "conversationId", "at") values (?, ?, ?) on conflict do nothing',
      id,
      conversationId,
      isoAt(now),
    )
}

/** Puts labels of its site on a conversation and takes others off; said twice it is said once. */
export async function setLabels(
  sql: Sql,
  r: { conversationId: string; by: DeskMember; add: readonly string[]; remove: readonly string[] },
  now: number,
): Promise<Outcome<{ labels: string[] }>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  const { row } = change
  const before = listIn(row.labels)
  const named = [...new Set([...r.add, ...r.remove])]
  const known =
    named.length === 0
      ? []
      : await sql.all<LabelRow>(
          `select * from "labels" where "site" = ? and "removedAt" is null and "id" in (${marks(named.length)})`,
          row.site,
          ...named,
        )
  if (known.length < named.length) return refused('not_found')
  if (known.some(({ setBy }) => setBy === 'leads') && !isLeadOn(r.by, row.site)) return refused('not_allowed')
  const added = r.add.filter((id) => !before.includes(id) && !r.remove.includes(id))
  const removed = r.remove.filter((id) => before.includes(id))
  const labels = [...before.filter((id) => !removed.includes(id)), ...new Set(added)]
  if (labels.length > MOST_LABELS_ON_ONE && labels.length > before.length) return refused('too_many')
  if (added.length === 0 && removed.length === 0) return done({ labels })
  for (const id of removed)
    await sql.run('delete from "conversationLabels" where "labelId" = ? and "conversationId" = ?', id, row.id)
  await putLabels(sql, row.id, added, now)
  await forgetDays(sql, row)
  set(change, { labels: labels.length > 0 ? JSON.stringify(labels) : null })
  await finishQuietly(sql, change, now)
  return done({ labels })
}
