import type { Move, MoveName, MoveOutcome, MoveRequest } from '../moves/index.ts'

/** Runs moves durably. A promise settles only when its transaction is committed with full synchronisation (I1). */
export interface Committer {
  /** `now` in milliseconds. Rejects only on faults; nothing of a rejected move is stored. */
  run<N extends MoveName>(name: N, request: MoveRequest<N>, now: number): Promise<MoveOutcome<N>>
  /** Waits for everything submitted, then lets go of the database. */
  close(): Promise<void>
}

/** Outcome of one move of a batch: what it returned, or why it failed. */
export type Settled = { value: unknown } | { fault: string }
export const NO_OUTCOME: Settled = { fault: 'no outcome' }

interface Pending {
  move: Move
  settle(settled: Settled): void
}

export const LARGEST_BATCH = 512

/**
 * Group commit: everything submitted in one turn of the event loop, and all that arrives while earlier batches are
 * being written, goes into the next transaction. `atOnce` batches may be under way; a lane runs them in order.
 */
export function openLane(write: (batch: Move[]) => Promise<Settled[]>, atOnce = 1) {
  let waiting: Pending[] = []
  let underWay = 0
  let scheduled = false
  const idle: (() => void)[] = []

  const schedule = () => {
    if (scheduled || underWay >= atOnce || waiting.length === 0) return
    scheduled = true
    setImmediate(flush)
  }
  const flush = () => {
    scheduled = false
    const batch = waiting.length > LARGEST_BATCH ? waiting.splice(0, LARGEST_BATCH) : waiting
    if (batch === waiting) waiting = []
    if (batch.length === 0) return
    underWay += 1
    write(batch.map((one) => one.move))
      .then(
        (settled) => batch.forEach((one, i) => one.settle(settled[i] ?? NO_OUTCOME)),
        (fault) => batch.forEach((one) => one.settle({ fault: String(fault) })),
      )
      .finally(() => {
        underWay -= 1
        schedule()
        if (underWay === 0 && waiting.length === 0) for (const done of idle.splice(0)) done()
      })
    schedule()
  }
  return {
    submit: (move: Move) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.push({
          move,
          settle: (settled) => ('fault' in settled ? reject(new Error(settled.fault)) : resolve(settled.value)),
        })
        schedule()
      }),
    idle: () =>
      underWay === 0 && waiting.length === 0 ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve)),
  }
}

/** Thrown when nobody can say whether a transaction was committed: running it again might do everything twice. */
export class OutcomeUnknown extends Error {
  constructor() {
    super('it is not known whether this was stored')
  }
}

/**
 * One transaction for the batch. If any move faults, nothing of the batch stays and each runs in its own transaction,
 * so that one broken move cannot take its neighbours with it.
 */
export async function writeBatch(
  batch: Move[],
  inTransaction: (work: Move[]) => Promise<unknown[]>,
): Promise<Settled[]> {
  try {
    return (await inTransaction(batch)).map((value) => ({ value }))
  } catch (fault) {
    if (batch.length === 1 || fault instanceof OutcomeUnknown) return batch.map(() => ({ fault: describe(fault) }))
  }
  const settled: Settled[] = []
  for (const move of batch) {
    settled.push(
      await inTransaction([move]).then(
        ([value]): Settled => ({ value }),
        (fault): Settled => ({ fault: `${move.name}: ${describe(fault)}` }),
      ),
    )
  }
  return settled
}

const describe = (fault: unknown): string =>
  fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)
