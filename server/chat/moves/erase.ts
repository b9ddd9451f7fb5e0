import { type ConversationRow, type DeskMember, isLead } from '../conversation.ts'
import type { MoveSql } from '../heads.ts'
import { lockWhole } from '../sql.ts'
import { done, type Outcome, refused } from './outcome.ts'

export interface Erasure {
  conversationId: string
  by: DeskMember
  /** Everything of the same visitor, or this conversation alone. */
  wholeVisitor: boolean
}
export interface Erased {
  visitorId: string
  conversationIds: string[]
  messages: number
  /** From which networks the visitor wrote, as digests, and when: what they searched just before was kept under those. */
  from: { address: string; firstAt: string; lastAt: string }[]
}

/** Tables that hold something of a conversation under its id. What was counted of response times names nobody and stays. */
const HOLDING = [
  'messageHistory',
  'participants',
  'drafts',
  'outbox',
  'replyKeys',
  'letters',
  'searchTexts',
  'searchState',
  'confirmedMailboxes',
] as const

/**
 * Takes a conversation out for good, for a person who asks to be forgotten: leads only, and only what is solved, because an
 * open one is being written to. With `wholeVisitor` all of them, or none.
 */
export async function erase(sql: MoveSql, r: Erasure): Promise<Outcome<Erased>> {
  const asked = await sql.one<ConversationRow>(
    `select * from "conversations" where "id" = ?${lockWhole(sql)}`,
    r.conversationId,
  )
  if (!asked) return refused('not_found')
  if (!isLead(r.by)) return refused('not_allowed')
  const rows = r.wholeVisitor
    ? await sql.all<ConversationRow>(
        `select * from "conversations" where "visitorId" = ? and "site" = ?${lockWhole(sql)}`,
        asked.visitorId,
        asked.site,
      )
    : [asked]
  if (rows.some((row) => row.state !== 'solved')) return refused('conflict')
  let messages = 0
  for (const { id } of rows) {
    await sql.heads?.release(id)
    messages += await sql.run('delete from "messages" where "conversationId" = ?', id)
    for (const table of HOLDING) await sql.run(`delete from "${table}" where "conversationId" = ?`, id)
    await sql.run('delete from "conversations" where "id" = ?', id)
  }
  return done({
    visitorId: asked.visitorId,
    conversationIds: rows.map((row) => row.id),
    messages,
    from: rows.flatMap(({ address, createdAt, changedAt }) =>
      address ? { address, firstAt: createdAt, lastAt: changedAt } : [],
    ),
  })
}
