import { setTimeout as pause } from 'node:timers/promises'
import { type EnqueuedTask, Meilisearch, MeilisearchApiError, type MeilisearchErrorResponse } from 'meilisearch'

const REQUEST_TIMEOUT_MS = 10_000
/** A task is asked for again after this long, and then ever more rarely: its queue may be busy with others for minutes. */
const FIRST_LOOK_MS = 20
const RAREST_LOOK_MS = 500

/** Meilisearch answered, and the answer was no. */
export interface Refusal {
  status: number
  code: string
}

/** Null when it did not answer at all, or not in time. */
export function refusalOf(fault: unknown): Refusal | null {
  for (let one = fault; one instanceof Error; one = one.cause)
    if (one instanceof MeilisearchApiError) return { status: one.response.status, code: one.cause?.code ?? '' }
  return null
}

/** Meilisearch's own words where it answered, otherwise those of the fault nearest to the wire. */
export function reasonOf(fault: unknown): string {
  let one = fault
  while (one instanceof Error && !(one instanceof MeilisearchApiError) && one.cause instanceof Error) one = one.cause
  return one instanceof Error ? one.message : String(one)
}

export class TaskFailed extends Error {
  readonly code: string
  constructor(type: string, error: MeilisearchErrorResponse | null) {
    super(`Meilisearch did not do a task (${type}): ${error?.message ?? 'no reason given'}`)
    this.code = error?.code ?? ''
  }
}

export interface Connection {
  readonly client: Meilisearch
  /** Milliseconds since 1970 by the server's own clock, as of its last answer; 0 before that. */
  serverNow(): number
  /** Waits for a task's end however long the queue is; rejects with `TaskFailed`, or when the connection is closed. */
  done(task: Promise<EnqueuedTask>): Promise<void>
}

/** Requests end with `closing` or after `timeoutMs`. The client's own timeout does not hold beside a signal. */
export function connect(
  { url, key }: { url: string; key: string },
  closing: AbortSignal,
  timeoutMs = REQUEST_TIMEOUT_MS,
): Connection {
  let clock = 0
  const client = new Meilisearch({
    host: url,
    apiKey: key,
    httpClient: async (input, init) => {
      const response = await fetch(input, {
        ...init,
        signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
      })
      clock = Date.parse(response.headers.get('date') ?? '') || clock
      const body: unknown = parsed(await response.text())
      if (!response.ok) throw new MeilisearchApiError(response, body as MeilisearchErrorResponse | undefined)
      return body
    },
  })
  return {
    client,
    serverNow: () => clock,
    async done(task) {
      const { taskUid } = await task
      for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 1.3, RAREST_LOOK_MS)) {
        const { status, type, error } = await client.tasks.getTask(taskUid)
        if (status === 'succeeded') return
        if (status === 'failed' || status === 'canceled') throw new TaskFailed(type, error ?? null)
        await pause(wait, undefined, { ref: false, signal: closing })
      }
    },
  }
}

/** A proxy in between may answer with a page. */
function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return { message: text.slice(0, 200), code: 'not_json' }
  }
}
