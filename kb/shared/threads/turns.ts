/** Room for `turnsOver`, to be shared between threads. */
export const roomForTurns = (): SharedArrayBuffer => new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)

const NEXT = 0
const SERVED = 1
const INSIDE = 2

/** Whose turn it is, in the order they asked: nobody who asks again and again keeps another away. */
export interface Turns {
  /** Sleeps until it is ours and answers its number. Never on a thread that has others to serve. */
  take(): number
  give(turn: number): void
  /** Does anybody wait while one has the turn? */
  waited(): boolean
  /**
   * Takes the lock of the file when it is our turn: `lock` waits a while and throws if another has it. Another process is then in
   * the way; but one of these threads that was overtaken, on a machine with too much to do or a disk that hangs, still ends its
   * turn, and nothing that waits for it is refused.
   */
  lock(lock: () => void): void
}

/** Whoever has a turn for longer sleeps or is gone, and is overtaken. */
const LONGEST_TURN_MS = 20_000
/** Nor for ever: it may have died in its turn. */
const MOST_TRIES = 20
const SQLITE_BUSY = 5

/** Turns of threads, by ticket. What they guard must be safe without them, since one may be overtaken. */
export function turnsOver(room: SharedArrayBuffer, longestMs = LONGEST_TURN_MS): Turns {
  const cells = new Int32Array(room)
  const come = () => {
    const mine = Atomics.add(cells, NEXT, 1)
    for (;;) {
      const served = Atomics.load(cells, SERVED)
      // Numbers begin anew after two thousand million; a difference does not notice.
      if (((served - mine) | 0) >= 0) return mine
      if (Atomics.wait(cells, SERVED, served, longestMs) !== 'timed-out') continue
      if (Atomics.compareExchange(cells, SERVED, served, mine) === served) return mine
    }
  }
  return {
    take: () => {
      const mine = come()
      Atomics.add(cells, INSIDE, 1)
      return mine
    },
    give: (turn) => {
      Atomics.sub(cells, INSIDE, 1)
      Atomics.compareExchange(cells, SERVED, turn, (turn + 1) | 0)
      Atomics.notify(cells, SERVED)
    },
    lock: (lock) => {
      for (let tries = 1; ; tries++)
        try {
          return lock()
        } catch (fault) {
          const isBusy = (fault as { errcode?: number }).errcode === SQLITE_BUSY
          if (!isBusy || Atomics.load(cells, INSIDE) < 2 || tries === MOST_TRIES) throw fault
        }
    },
    waited: () => ((Atomics.load(cells, NEXT) - Atomics.load(cells, SERVED)) | 0) > 1,
  }
}
