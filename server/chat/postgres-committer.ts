import type pg from 'pg'
import { type Committer, openLane, writeBatch } from './committer.ts'
import { type Move, type MoveOutcome, runMove } from './moves/index.ts'
import { postgresSql } from './sql.ts'

/** Moves of one conversation keep their order because they share a lane; lanes write side by side. */
const LANES = 4
const UNDEFINED_AFTER_COMMIT = new Set(['08006', '08003', '57P01'])

/** `onDoubt`: the connection was lost while committing, so nobody knows whether these moves are stored. */
export function postgresCommitter(pool: pg.Pool, onDoubt: () => void): Committer {
  const lanes = Array.from({ length: LANES }, () => openLane((batch) => writeBatch(inLockOrder(batch), (work) => inTransaction(pool, work, onDoubt)).then((settled) => inAskedOrder(batch, settled))))
  return {
    run: <N extends Move['name']>(name: N, request: unknown, now: number) => {
      const lane = lanes[laneOf(request)] as (typeof lanes)[number]
      return lane.submit({ name, request, now }) as Promise<MoveOutcome<N>>
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.idle()))
    },
  }
}

const keyOf = (request: unknown): string => {
  const { conversationId, visitorId } = request as { conversationId?: string; visitorId?: string }
  return conversationId ?? visitorId ?? ''
}

function laneOf(request: unknown): number {
  let hash = 0
  for (const character of keyOf(request)) hash = (hash * 31 + character.charCodeAt(0)) | 0
  return Math.abs(hash) % LANES
}

/** Rows are locked in one order everywhere, so that two nodes do not wait for each other; sorting is stable, so each conversation keeps its order. */
const orderOf = (batch: Move[]) => batch.map((_, i) => i).sort((a, b) => compare(keyOf(batch[a]?.request), keyOf(batch[b]?.request)) || a - b)
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const inLockOrder = (batch: Move[]) => orderOf(batch).map((i) => batch[i] as Move)
function inAskedOrder<T>(batch: Move[], settled: T[]): T[] {
  const asked: T[] = []
  orderOf(batch).forEach((i, at) => (asked[i] = settled[at] as T))
  return asked
}

async function inTransaction(pool: pg.Pool, work: Move[], onDoubt: () => void): Promise<unknown[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  let committing = false
  // A connection that breaks while it is ours says so twice: by the rejected query, and by this event, which would end the process.
  const breaks = (fault: Error) => (broken = fault)
  client.on('error', breaks)
  try {
    const sql = postgresSql(client)
    await client.query('begin')
    const values: unknown[] = []
    for (const move of work) values.push(await runMove(sql, move))
    committing = true
    await client.query('commit')
    return values
  } catch (fault) {
    const code = (fault as { code?: string }).code
    if (code === undefined || UNDEFINED_AFTER_COMMIT.has(code)) broken = fault as Error
    else await client.query('rollback').catch((failed) => (broken = failed))
    if (committing && broken) onDoubt()
    throw fault
  } finally {
    client.off('error', breaks)
    client.release(broken)
  }
}
