import { newId } from '#shared'
import type { BlockKind, BlockScope } from '#protocol'
import { type DeskMember, isLeadOn, isoAt } from '../../conversation.ts'
import { type BlockRow, OPERATORS_BLOCK_MS, SHARED_KINDS } from '../../keeping-out.ts'
import { shownName } from '../../faces.ts'
import { lockRow, type Sql } from '../../sql.ts'
import { announce, begin, type Change, finish, set } from '../change.ts'
import { mayRead } from '../membership.ts'
import { done, type Outcome, refused } from '../outcome.ts'

export interface BlockVisitor {
  conversationId: string
  by: DeskMember
  scope: BlockScope
  reason: string
  /** ISO 8601; null: until it is lifted. */
  until: string | null
  /** Digests by which whom it concerns is known, at least one. */
  keys: readonly { kind: BlockKind; key: string }[]
  /** The conversation ends with it, and says so. */
  close: boolean
}

/** Keeps a visitor out from now on. An operator may for a week and for what is the visitor's alone; the rest is a lead's to decide. */
export async function blockVisitor(sql: Sql, r: BlockVisitor, now: number): Promise<Outcome<{ id: string }>> {
  const change = await begin(sql, r.conversationId)
  if (!change || !(await mayRead(sql, change.row, r.by))) return refused('not_found')
  if (r.keys.length === 0 || (r.until !== null && Date.parse(r.until) <= now)) return refused('invalid')
  if (!isLeadOn(r.by, change.row.site) && beyondOperators(r, now)) return refused('not_allowed')
  const id = newId('blk', now)
  await sql.run(
    `insert into "blocks" ("id", "site", "scope", "reason", "until", "conversationId", "byId", "byName", "createdAt") values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    change.row.site,
    r.scope,
    r.reason,
    r.until,
    r.conversationId,
    r.by.id,
    r.by.name,
    isoAt(now),
  )
  for (const { kind, key } of r.keys)
    await sql.run('insert into "blockKeys" ("blockId", "kind", "key") values (?, ?, ?)', id, kind, key)
  if (!r.close || change.row.state === 'solved') return done({ id })
  await close(sql, change, r, now)
  const facts = await finish(sql, change, now)
  return done({ id }, facts.said, facts.moved)
}

const beyondOperators = ({ until, scope, keys }: BlockVisitor, now: number): boolean =>
  until === null ||
  Date.parse(until) > now + OPERATORS_BLOCK_MS ||
  scope !== 'chat' ||
  keys.some(({ kind }) => SHARED_KINDS.includes(kind))

/** Ends it without a solution; the visitor reads there why nothing more is taken. */
async function close(sql: Sql, change: Change, { until, by }: BlockVisitor, now: number): Promise<void> {
  await announce(sql, change, 'blocked', { until: until ?? '' }, now)
  set(change, {
    state: 'solved',
    solvedAt: isoAt(now),
    awaitingSince: null,
    raised: 0,
    offeredTo: null,
    offeredUntil: null,
    heldBecause: null,
    operatorId: change.row.operatorId ?? by.id,
    operatorName: change.row.operatorName ?? (await shownName(sql, by, change.row)),
  })
  await sql.run('delete from "drafts" where "conversationId" = ?', change.row.id)
}

/** Ends a block before its time: whoever decided it, or a lead. Lifted twice it is lifted once. */
export async function liftBlock(
  sql: Sql,
  r: { id: string; site: string; by: DeskMember },
  now: number,
): Promise<Outcome<null>> {
  const block = await sql.one<BlockRow>(
    `select * from "blocks" where "id" = ? and "site" = ?${lockRow(sql)}`,
    r.id,
    r.site,
  )
  if (!block) return refused('not_found')
  if (!isLeadOn(r.by, r.site) && block.byId !== r.by.id) return refused('not_allowed')
  if (block.liftedAt === null)
    await sql.run('update "blocks" set "liftedAt" = ?, "liftedBy" = ? where "id" = ?', isoAt(now), r.by.name, block.id)
  return done(null)
}
