/** Room for `turnsOver`, to be shared between threads. */
export const roomForTurns = (): SharedArrayBuffer => new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)

const NEXT = 0
const SERVED = 1

/** Whose turn it is, in the order they asked: nobody who asks again and again keeps another away. */
export interface Turns {
  /** Sleeps until it is ours and answers its number. Never on a thread that has others to serve. */
  take(): number
  give(turn: number): void
  /** Does anybody wait while one has the turn? */
  waited(): boolean
}

/** Whoever has a turn for longer sleeps or is gone, and is overtaken. */
const LONGEST_TURN_MS = 20_000

/** Turns of threads, by ticket. What they guard must be safe without them, since one may be overtaken. */
export function turnsOver(room: SharedArrayBuffer, longestMs = LONGEST_TURN_MS): Turns {
  const cells = new Int32Array(room)
  return {
    take: () => {
      const mine = Atomics.add(cells, NEXT, 1)
      for (;;) {
        const served = Atomics.load(cells, SERVED)
        // Numbers begin anew after two thousand million; a difference does not notice.
        if (((served - mine) | 0) >= 0) return mine
        if (Atomics.wait(cells, SERVED, served, longestMs) !== 'timed-out') continue
        if (Atomics.compareExchange(cells, SERVED, served, mine) === served) return mine
      }
    },
    give: (turn) => {
      Atomics.compareExchange(cells, SERVED, turn, (turn + 1) | 0)
      Atomics.notify(cells, SERVED)
    },
    waited: () => ((Atomics.load(cells, NEXT) - Atomics.load(cells, SERVED)) | 0) > 1,
  }
}
