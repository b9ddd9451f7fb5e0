/** What a thread is told that is to end: it closes its connection, and then waits for nothing any more. */
export const END = 'end'

/** A worker of Node's, as far as its end goes. */
export interface EndingThread {
  /** -1 once it has ended. */
  threadId: number
  once(event: 'exit', then: () => void): unknown
  ref(): void
  postMessage(said: typeof END): void
  terminate(): Promise<number>
}

/** A report under way may take longer; nobody waits for its rows any more. */
const GRACE_MS = 2_000

/**
 * A thread with an open database ends by its own hand, after what it is doing: cut off anywhere, it leaves the freeing of SQLite's
 * memory to chance. Only one that does not come to its end in two seconds is cut off.
 */
export async function endThread(worker: EndingThread | null): Promise<void> {
  if (!worker || worker.threadId === -1) return
  const ended = new Promise<void>((resolve) => worker.once('exit', resolve))
  worker.ref()
  worker.postMessage(END)
  const late = setTimeout(() => void worker.terminate(), GRACE_MS)
  await ended
  clearTimeout(late)
}
