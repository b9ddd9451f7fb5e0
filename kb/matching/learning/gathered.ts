import { loopTurns } from '../../turns.ts'

/**
 * What comes in one turn of the main loop is done together in a later one: sixteen votes on one answer are one change of the
 * index. Each caller waits for the run its things are in, and hears its fault.
 */
export function gathered<T>(run: (things: readonly T[]) => Promise<void>): (things: readonly T[]) => Promise<void> {
  let waiting: T[] = []
  let due: Promise<void> | null = null
  const runAll = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    await loopTurns.turn()
    const all = waiting
    waiting = []
    due = null
    await run(all)
  }
  return (things) => {
    waiting.push(...things)
    return (due ??= runAll())
  }
}
