import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { ConversationRow } from '../conversation.ts'
import type { Move } from '../moves/index.ts'
import type { Outcome } from '../moves/outcome.ts'
import type { Posted } from '../moves/post-message.ts'
import type { Settled } from './committer.ts'
import { ASK_AGAIN_MS, brokenBy, GIVE_UP_MS } from './postgres-transaction.ts'
import { type Draft, draftOf, isPost, isTaken, type Post, readHeads, saidBefore, writeDrafts } from './quick-posts.ts'

const MOST_KEPT = 4_096
/** Somebody else wrote in between as often as that: the row is locked instead. */
const TRIES = 3

export interface PostingLane {
  /** Writes what can be written in one statement. Who is not `settled` runs in a transaction, also who is `inDoubt`. */
  write(batch: readonly Move[]): Promise<{ settled: Map<Move, Settled>; inDoubt: Map<Move, Outcome<Posted>> }>
}

/**
 * Posts of one lane, over heads kept from one batch to the next. Every change of a row changes its `rev`, so a head that
 * another lane or node has overtaken writes nothing: it is read again, and the same posts run over what stands there now.
 */
export function postingLane(pool: pg.Pool, onDoubt: () => void): PostingLane {
  const kept = new Map<string, ConversationRow>()

  const tryOnce = async (client: pg.PoolClient, waiting: Map<string, Post[]>, settled: Map<Move, Settled>) => {
    const leave = (id: string) => {
      waiting.delete(id)
      kept.delete(id)
    }
    const unknown = [...waiting.keys()].filter((id) => !kept.has(id))
    if (unknown.length > 0) for (const head of await readHeads(client, unknown)) kept.set(head.id, head)
    const drafts: Draft[] = []
    for (const [id, posts] of waiting) {
      const head = kept.get(id)
      const draft = head ? await draftOf(posts, head) : null
      if (draft) drafts.push(draft)
      else leave(id)
    }
    if (drafts.length === 0) return
    const written = await writeDrafts(client, drafts).catch((fault) => {
      if (isTaken(fault)) return null
      throw new NotWritten(fault, drafts)
    })
    // Somebody says again what is stored: those conversations alone have to be looked at.
    if (!written) return (await saidBefore(client, drafts)).forEach(leave)
    for (const { id, head, posts, outcomes } of drafts) {
      if (!written.has(id)) kept.delete(id)
      else {
        kept.set(id, head)
        waiting.delete(id)
        posts.forEach((post, i) => settled.set(post, { value: outcomes[i] }))
      }
    }
  }

  return {
    write: async (batch) => {
      const settled = new Map<Move, Settled>()
      const inDoubt = new Map<Move, Outcome<Posted>>()
      const waiting = postsAlone(batch, (id) => kept.delete(id))
      if (kept.size > MOST_KEPT) kept.clear()
      if (waiting.size === 0) return { settled, inDoubt }
      const client = await pool.connect().catch(() => null)
      if (!client) return { settled, inDoubt }
      let broken: Error | undefined
      const breaks = (fault: Error) => (broken = fault)
      client.on('error', breaks)
      try {
        for (let tries = 0; tries < TRIES && waiting.size > 0; tries++) await tryOnce(client, waiting, settled)
      } catch (fault) {
        broken ??= brokenBy(fault instanceof NotWritten ? fault.cause : fault)
        // Who answers next may be another PostgreSQL that knows less than this one did.
        if (broken) kept.clear()
        if (broken && fault instanceof NotWritten)
          for (const { posts, outcomes } of fault.drafts)
            posts.forEach((post, i) => inDoubt.set(post, outcomes[i] as Outcome<Posted>))
      } finally {
        client.off('error', breaks)
        client.release(broken)
      }
      for (const id of waiting.keys()) kept.delete(id)
      if (inDoubt.size > 0) {
        onDoubt()
        await untilReached(pool)
      }
      return { settled, inDoubt }
    },
  }
}

class NotWritten extends Error {
  readonly drafts: readonly Draft[]
  constructor(cause: unknown, drafts: readonly Draft[]) {
    super('not written', { cause })
    this.drafts = drafts
  }
}

/** Conversations of which the batch holds nothing but posts, in the order rows are locked everywhere. */
function postsAlone(batch: readonly Move[], other: (conversationId: string) => void): Map<string, Post[]> {
  const posts = new Map<string, Post[]>()
  for (const move of batch) {
    if (!isPost(move)) continue
    const { conversationId } = move.request
    const before = posts.get(conversationId)
    if (before) before.push(move)
    else posts.set(conversationId, [move])
  }
  for (const move of batch) {
    const { conversationId } = move.request as { conversationId?: string }
    if (isPost(move) || conversationId === undefined) continue
    posts.delete(conversationId)
    other(conversationId)
  }
  return new Map([...posts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

/**
 * What was lost on the way may still be written. Whatever becomes of it, running its posts again settles it: they wait for
 * the rows it holds and find their own messages, or change the rows it would have to find as they were.
 */
async function untilReached(pool: pg.Pool): Promise<void> {
  const from = Date.now()
  for (;;) {
    const reached = await pool.query('select 1').then(
      () => true,
      () => false,
    )
    if (reached || Date.now() - from > GIVE_UP_MS) return
    await pause(ASK_AGAIN_MS)
  }
}

/** What was in doubt stands as it was worked out if the message that is stored is that one. */
export function standsAs(worked: Outcome<Posted> | undefined, settled: Settled): Settled {
  if (!worked?.ok || !('value' in settled)) return settled
  const stored = settled.value as Outcome<Posted>
  return stored.ok && stored.value.message.id === worked.value.message.id ? { value: worked } : settled
}
