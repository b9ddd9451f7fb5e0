/** When what has been asked for may begin, and what has begun may go on. */
export interface Turns {
  /** Runs it at once or, where this turn of the main loop has been used up, in a later one, in the order of asking. */
  begin(run: () => void): void
  /** For work under way: the same to be awaited, behind all that has not begun yet. */
  turn(): Promise<void>
}

/** What all that begins in one turn of the main loop may take together before the next one waits. */
const TURN_MS = 8

/**
 * What comes at once is begun a little at a time: between two turns everybody else is heard. Sixteen searches of 20 ms, whose
 * requests arrive together, would else hold the loop for a third of a second. What begins goes before what goes on, so that
 * something small does not wait for all that sixteen others have left to do; of those one goes on in each turn.
 */
export function turnsOfLoop(now: () => number = () => performance.now()): Turns {
  const beginning: (() => void)[] = []
  const goingOn: (() => void)[] = []
  /** When this turn began; null: nothing has begun in it. */
  let since: number | null = null
  let isOneOwed = false
  const next = () => {
    since = null
    if (beginning.length + goingOn.length === 0) return
    since = now()
    isOneOwed = true
    proceed()
  }
  const oneGoingOn = () => {
    isOneOwed = false
    return goingOn.shift()
  }
  const proceed = () => {
    const isUsedUp = since === null || now() - since >= TURN_MS
    const run = isUsedUp ? (isOneOwed ? oneGoingOn() : undefined) : (beginning.shift() ?? oneGoingOn())
    if (!run) return void setImmediate(next)
    // What it goes on with in promises counts too: they are through before the next tick.
    queueMicrotask(() => process.nextTick(proceed))
    run()
  }
  const ask = (run: () => void, waiting: (() => void)[], isFirst: boolean) => {
    if (since === null) {
      since = now()
      isOneOwed = false
      setImmediate(next)
    }
    if (isFirst && now() - since < TURN_MS) run()
    else waiting.push(run)
  }
  return {
    begin: (run) => ask(run, beginning, beginning.length === 0),
    turn: () => new Promise((resolve) => ask(resolve, goingOn, beginning.length + goingOn.length === 0)),
  }
}

/** Of this thread's loop: there is one, whoever works on it. */
export const loopTurns = turnsOfLoop()
