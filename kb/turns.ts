/** When what has been asked for may begin. */
export interface Turns {
  /** Runs it at once or, where this turn of the main loop has been used up, in a later one, in the order of asking. */
  begin(run: () => void): void
  /** The same to be awaited. */
  turn(): Promise<void>
}

/** What all that begins in one turn of the main loop may take together before the next one waits. */
const TURN_MS = 8

/**
 * What comes at once is begun a little at a time: between two turns everybody else is heard. Sixteen searches of 20 ms, whose
 * requests arrive together, would else hold the loop for a third of a second.
 */
export function turnsOfLoop(now: () => number = () => performance.now()): Turns {
  const waiting: (() => void)[] = []
  /** When this turn began; null: nothing has begun in it. */
  let since: number | null = null
  const next = () => {
    since = null
    if (waiting.length === 0) return
    since = now()
    goOn()
  }
  const goOn = () => {
    const isUsedUp = since === null || now() - since >= TURN_MS
    const run = isUsedUp ? undefined : waiting.shift()
    if (!run) return void setImmediate(next)
    // What it goes on with in promises counts too: they are through before the next tick.
    queueMicrotask(() => process.nextTick(goOn))
    run()
  }
  const begin = (run: () => void) => {
    if (since === null) {
      since = now()
      setImmediate(next)
    }
    if (waiting.length === 0 && now() - since < TURN_MS) run()
    else waiting.push(run)
  }
  return { begin, turn: () => new Promise((resolve) => begin(resolve)) }
}

/** Of this thread's loop: there is one, whoever works on it. */
export const loopTurns = turnsOfLoop()
