import { type ErrorBody, errorBody } from './strict-refusals.ts'

type Details = Record<string, unknown>

interface Task {
  uid: number
  indexUid: string | null
  /** Also those of a swap, which Meilisearch does not tell. */
  touches: string[]
  status: 'enqueued' | 'processing' | 'succeeded' | 'failed'
  type: string
  details: Details
  error: ErrorBody | null
  run(): Details
  times: { enqueuedAt: string; startedAt: string | null; finishedAt: string | null }
}

const MOMENT_MS = 3

export class TaskRefused extends Error {
  readonly body: ErrorBody
  readonly details: Details
  constructor(message: string, code: string, details: Details = {}) {
    super(message)
    this.body = errorBody(message, code)
    this.details = details
  }
}

/** One queue for all indexes, done one after another; `held` stands for a server that is busy with others. */
export class TaskQueue {
  held = false
  private readonly tasks: Task[] = []
  private next = 0
  private timer: NodeJS.Timeout | null = null
  private readonly clock: () => number

  constructor(clock: () => number) {
    this.clock = clock
  }

  enqueue(type: string, indexUid: string | null, details: Details, run: () => Details, touches = [indexUid ?? '']) {
    const times = { enqueuedAt: this.now(), startedAt: null, finishedAt: null }
    const task: Task = {
      uid: this.tasks.length,
      indexUid,
      touches,
      status: 'enqueued',
      type,
      details,
      error: null,
      run,
      times,
    }
    this.tasks.push(task)
    this.go()
    return { taskUid: task.uid, indexUid, status: 'enqueued', type, enqueuedAt: times.enqueuedAt }
  }

  get(uid: number): Task | undefined {
    return this.tasks[uid]
  }

  /** The newest first. */
  find(indexUids: readonly string[] | null, statuses: readonly string[] | null): Task[] {
    return this.tasks
      .filter(({ indexUid }) => indexUids === null || (indexUid !== null && indexUids.includes(indexUid)))
      .filter(({ status }) => statuses === null || statuses.includes(status))
      .reverse()
  }

  /** Starts again after `held`. */
  go(): void {
    if (this.timer || this.held || this.next >= this.tasks.length) return
    this.timer = setTimeout(() => this.step(), MOMENT_MS)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private step(): void {
    this.timer = null
    const task = this.tasks[this.next]
    if (!task || this.held) return
    if (task.status === 'enqueued') {
      task.status = 'processing'
      task.times.startedAt = this.now()
    } else {
      this.next++
      this.finish(task)
    }
    this.go()
  }

  private finish(task: Task): void {
    try {
      Object.assign(task.details, task.run())
      task.status = 'succeeded'
    } catch (fault) {
      if (!(fault instanceof TaskRefused)) throw fault
      Object.assign(task.details, fault.details)
      task.error = fault.body
      task.status = 'failed'
    }
    task.times.finishedAt = this.now()
  }

  private now(): string {
    return new Date(this.clock()).toISOString()
  }
}

export const presentTask = ({ uid, indexUid, status, type, details, error, times }: Task) => ({
  uid,
  batchUid: status === 'enqueued' ? null : uid,
  indexUid,
  status,
  type,
  canceledBy: null,
  details,
  error,
  duration: times.finishedAt ? 'PT0.003S' : null,
  ...times,
})
