import type pg from 'pg'
import { type Committer, NO_OUTCOME, openLane, type Settled, writeBatch } from './committer.ts'
import type { Move, MoveOutcome } from '../moves/index.ts'
import { inTransaction } from './postgres-transaction.ts'
import { postingLane, standsAs } from './posting-lane.ts'

/** Moves of one conversation keep their order because they share a lane; lanes write side by side. */
const LANES = 4
type Lane = ReturnType<typeof openLane>

/**
 * Posts of a turn go in one statement (`posting-lane.ts`), everything else and what that leaves in a transaction. `onDoubt`:
 * the connection was lost while committing, and PostgreSQL will be asked whether these moves are stored; for tests, which
 * must know that it was.
 */
export function postgresCommitter(pool: pg.Pool, onDoubt: () => void = () => {}): Committer {
  const lanes = Array.from({ length: LANES }, () => openLane(writerOf(pool, onDoubt)))
  // Nobody waits for the search of the desk, so it keeps nobody waiting.
  const aside = openLane(writerOf(pool, onDoubt))
  return {
    run: <N extends Move['name']>(name: N, request: unknown, now: number) => {
      const lane = name === 'indexConversations' ? aside : (lanes[laneOf(request)] as Lane)
      return lane.submit({ name, request, now }) as Promise<MoveOutcome<N>>
    },
    close: async () => {
      await Promise.all([...lanes, aside].map((lane) => lane.idle()))
    },
  }
}

function writerOf(pool: pg.Pool, onDoubt: () => void): (batch: Move[]) => Promise<Settled[]> {
  const posting = postingLane(pool, onDoubt)
  return async (batch) => {
    const { settled, inDoubt } = await posting.write(batch)
    const rest = inLockOrder(batch.filter((move) => !settled.has(move)))
    if (rest.length > 0) {
      const outcomes = await writeBatch(rest, (work) => inTransaction(pool, work, onDoubt))
      rest.forEach((move, i) => settled.set(move, standsAs(inDoubt.get(move), outcomes[i] ?? NO_OUTCOME)))
    }
    return batch.map((move) => settled.get(move) ?? NO_OUTCOME)
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
const inLockOrder = (batch: Move[]) => batch.toSorted((one, other) => compare(keyOf(one.request), keyOf(other.request)))
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
