import pg from 'pg'
import { OutcomeUnknown } from './committer.ts'
import { type Move, runMove } from '../moves/index.ts'
import { postgresSql } from '../sql.ts'

const DEADLOCK = '40P01'
const MOST_TRIES = 5
const UNDEFINED_AFTER_COMMIT = new Set(['08006', '08003', '57P01'])

/** The fault, if the connection is no more; undefined: PostgreSQL answered, and nothing of what was asked is stored. */
export function brokenBy(fault: unknown): Error | undefined {
  if (fault instanceof pg.DatabaseError && !UNDEFINED_AFTER_COMMIT.has(fault.code ?? '')) return undefined
  return fault instanceof Error ? fault : new Error(String(fault))
}

/**
 * Runs moves one after another in one transaction. `onDoubt`: the connection was lost while committing, and PostgreSQL will be
 * asked whether they are stored.
 */
export async function inTransaction(pool: pg.Pool, work: Move[], onDoubt: () => void): Promise<unknown[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(pool, work, onDoubt)
    } catch (fault) {
      // Who waited in a circle was chosen to give way: nothing is stored, and the others have gone on.
      if ((fault as { code?: string }).code !== DEADLOCK || tries === MOST_TRIES) throw fault
    }
  }
}

async function once(pool: pg.Pool, work: Move[], onDoubt: () => void): Promise<unknown[]> {
  const client = await pool.connect()
  let broken: Error | undefined
  let committing: Committing | undefined
  const values: unknown[] = []
  // A connection that breaks while it is ours says so twice: by the rejected query, and by this event, which would end the process.
  const breaks = (fault: Error) => (broken = fault)
  client.on('error', breaks)
  try {
    const sql = postgresSql(client)
    await client.query('begin')
    for (const move of work) values.push(await runMove(sql, move))
    const { rows } = await client.query(
      'select pg_current_xact_id_if_assigned()::text as "id", pg_backend_pid() as "backend"',
    )
    committing = rows[0]
    await client.query('commit')
    return values
  } catch (fault) {
    const broke = brokenBy(fault)
    if (broke) broken = broke
    else await client.query('rollback').catch((failed) => (broken = failed))
    if (!committing || !broken) throw fault
  } finally {
    client.off('error', breaks)
    client.release(broken)
  }
  onDoubt()
  // Asked only now that the connection is given back: the pool may have had no other.
  if (await becameOf(pool, committing)) return values
  throw broken
}

/** A transaction about to be committed; without an `id` it changed nothing. */
interface Committing {
  id: string | null
  backend: number
}

export const ASK_AGAIN_MS = 200
/** A backend that has not noticed by then that its client is gone holds locks everybody else waits for. */
const END_BACKEND_MS = 1_000
export const GIVE_UP_MS = 8_000

/**
 * Whether a transaction was committed whose answer was lost. PostgreSQL knows (`pg_xact_status`, made for this), so that
 * nothing has to be done twice to be sure: what the moves answered stands if they are stored, and they run again if not.
 */
async function becameOf(pool: pg.Pool, { id, backend }: Committing): Promise<boolean> {
  if (id === null) return true
  const from = Date.now()
  for (;;) {
    const status = await pool.query('select pg_xact_status($1::xid8) as "status"', [id]).then(
      ({ rows }) => rows[0]?.status,
      () => 'away',
    )
    if (status === 'committed') return true
    if (status === 'aborted') return false
    const waited = Date.now() - from
    if (waited > GIVE_UP_MS) throw new OutcomeUnknown()
    if (status === 'in progress' && waited > END_BACKEND_MS)
      await pool.query('select pg_terminate_backend($1)', [backend]).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
  }
}
