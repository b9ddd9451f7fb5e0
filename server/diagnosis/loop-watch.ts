/** A unit of work on the main thread, as the log may name it: never what was said in it. */
interface Work {
  name: string
  size: number
  endedAt: number | null
}

export interface LoopWatch {
  /** Work begins: a route, an event, a letter; `size` in characters or bytes. Returns what to call at its end. */
  began(name: string, size: number): () => void
  stop(): void
}

const TICK_MS = 20
/** Held longer than this, the loop keeps everybody waiting, and who did it is named. */
const HELD_MS = 50
const NAMED_AT_MOST = 5
/** One line in this time, whatever happens. */
const QUIET_MS = 1_000

/** Milliseconds this thread has worked. */
const workedSoFar = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/**
 * Watches whether the main thread is free: when it was held for more than 50 ms, the log says for how long, how much of that it
 * worked (the rest is the machine's, which had other things to do) and names what was under way, with its size. `clock` and
 * `worked` in milliseconds; for tests.
 */
export function watchLoop(
  log: { warn(fields: object, message: string): void },
  clock: () => number = () => performance.now(),
  worked: () => number = workedSoFar,
): LoopWatch & { tick(): void } {
  const underWay = new Set<Work>()
  let tickedAt = clock()
  let workedAt = worked()
  let saidAt = Number.NEGATIVE_INFINITY
  let unsaid = 0
  const tick = () => {
    const now = clock()
    const heldMs = Math.round(now - tickedAt - TICK_MS)
    const since = tickedAt
    tickedAt = now
    const workedMs = Math.round(worked() - workedAt)
    workedAt += workedMs
    const held = heldMs > HELD_MS
    if (held && now - saidAt < QUIET_MS) unsaid += 1
    else if (held) {
      const works = [...underWay]
        .filter(({ endedAt }) => endedAt === null || endedAt >= since)
        .sort((one, other) => other.size - one.size)
        .slice(0, NAMED_AT_MOST)
        .map(({ name, size }) => ({ name, size }))
      log.warn({ heldMs, workedMs, works, ...(unsaid > 0 ? { unsaid } : {}) }, 'the main thread was blocked')
      saidAt = now
      unsaid = 0
    }
    for (const work of underWay) if (work.endedAt !== null) underWay.delete(work)
  }
  const timer = setInterval(tick, TICK_MS)
  timer.unref()
  return {
    tick,
    began: (name, size) => {
      const work: Work = { name, size, endedAt: null }
      underWay.add(work)
      return () => {
        work.endedAt = clock()
      }
    },
    stop: () => clearInterval(timer),
  }
}
