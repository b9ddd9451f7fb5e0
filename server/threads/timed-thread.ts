import { type Transferable, Worker, type WorkerOptions } from 'node:worker_threads'

/** What came of a job whose thread did not answer: it took longer than it may, or the thread ended under it. */
export type Unanswered = 'late' | 'ended'

/** Jobs that may be made to cost: one after another in a thread of its own, outside the main loop. */
export interface TimedThread<Job, Answer> {
  /** `handedOver`: what belongs to the thread afterwards. */
  run(job: Job, handedOver?: readonly Transferable[]): Promise<Answer | Unanswered>
  close(): Promise<void>
}

/** Nobody has used it for so long: what it holds in memory is given back, and the next job starts it again. */
const IDLE_MS = 5 * 60_000

/** Started at the first job. A job that outlasts its time or its memory ends with the thread; the next one gets a new thread. */
export function timedThread<Job, Answer extends object>(
  program: URL,
  timeLimitMs: number,
  options: WorkerOptions,
  idleMs = IDLE_MS,
): TimedThread<Job, Answer> {
  let worker: Worker | null = null
  let settle: (answer: Answer | Unanswered) => void = () => {}
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined

  function start(): Worker {
    const made = new Worker(program, options)
    made.unref()
    // Where its words are kept from ours, they are kept from filling the memory too.
    if (options.stdout) made.stdout.resume()
    if (options.stderr) made.stderr.resume()
    made.on('message', (answer: Answer) => settle(answer))
    const ended = () => {
      if (worker !== made) return
      worker = null
      settle('ended')
    }
    made.on('error', ended)
    made.on('exit', ended)
    return made
  }

  function rest(): void {
    const ended = worker
    worker = null
    void ended?.terminate()
  }

  const runOne = (job: Job, handedOver: readonly Transferable[]): Promise<Answer | Unanswered> =>
    new Promise((resolve) => {
      clearTimeout(idle)
      worker ??= start()
      const timer = setTimeout(() => {
        const late = worker
        worker = null
        void late?.terminate()
        settle('late')
      }, timeLimitMs)
      settle = (answer) => {
        clearTimeout(timer)
        settle = () => {}
        idle = setTimeout(rest, idleMs).unref()
        resolve(answer)
      }
      worker.postMessage(job, handedOver)
    })

  return {
    run: (job, handedOver = []) => {
      const running = last.then(() => runOne(job, handedOver))
      last = running
      return running
    },
    close: async () => {
      clearTimeout(idle)
      await worker?.terminate()
    },
  }
}
