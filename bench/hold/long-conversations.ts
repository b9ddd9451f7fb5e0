import { DatabaseSync } from 'node:sqlite'

const MESSAGES = 300
const LETTERS = 60_000
const idOf = (n: number) => `cnv_${String(n).padStart(30, '0')}`

/**
 * Makes solved conversations of a grown shop as long as one may become, and gives them ids as the product makes them. The
 * first become those of these visitors.
 */
export function lengthenConversations(file: string, count: number, visitorIds: readonly string[]): string[] {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  const insert = database.prepare(
    `insert into "messages" ("conversationId", "seq", "id", "clientMessageId", "author", "authorId", "authorName", "kind", "text", "sentAt")
     values (?, ?, ?, ?, ?, null, null, 'text', ?, ?)`,
  )
  const text = 'Где мой заказ и когда его привезут? '.repeat(LETTERS / 36)
  const now = new Date().toISOString()
  const grown = database
    .prepare(`select "id", "lastSeq" from "conversations" where "state" = 'solved' limit ?`)
    .all(count)
  database.exec('begin')
  const ids = grown.map(({ id, lastSeq }, n) => {
    for (const [table, column] of [
      ['conversations', 'id'],
      ['messages', 'conversationId'],
      ['responses', 'conversationId'],
    ])
      database.prepare(`update "${table}" set "${column}" = ? where "${column}" = ?`).run(idOf(n), String(id))
    for (let at = 1; at <= MESSAGES; at++)
      insert.run(idOf(n), Number(lastSeq) + at, `msg_long${n}_${at}`, `long${n}_${at}`, 'visitor', text, now)
    database
      .prepare(`update "conversations" set "lastSeq" = "lastSeq" + ?, "rev" = "rev" + ? where "id" = ?`)
      .run(MESSAGES, MESSAGES, idOf(n))
    return idOf(n)
  })
  const own = database.prepare('update "conversations" set "visitorId" = ? where "id" = ?')
  for (const [n, visitorId] of visitorIds.entries()) own.run(visitorId, idOf(n))
  database.exec('commit')
  database.close()
  return ids
}
