import type { NoAnswer, Problem, ProblemCode } from '#protocol'
import { readProblem } from './read.ts'

export type Answered<T> =
  | { ok: true; value: T }
  | { ok: false; problem: Omit<Problem, 'code'> & { code: ProblemCode | NoAnswer } }

export interface Request {
  method?: 'GET' | 'POST'
  query?: Record<string, string | number | null | undefined>
  body?: unknown
  token?: string | null
  signal?: AbortSignal
  /** Goes out even while the page is being left. */
  keepalive?: boolean
}

const REQUEST_TIMEOUT_MS = 12_000

/** Talks to our own origin, without cookies. Never throws: a failure, a broken answer and no network are all problems; an aborted call is `aborted`. */
export function createClient(origin: string) {
  return async function request<T>(
    path: string,
    read: (value: unknown) => T,
    { method = 'GET', query, body, token, signal, keepalive }: Request = {},
  ): Promise<Answered<T>> {
    const url = new URL(`/api${path}`, origin)
    for (const [name, value] of Object.entries(query ?? {})) if (value) url.searchParams.set(name, String(value))
    const limit = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
    try {
      const answer = await fetch(url, {
        method,
        credentials: 'omit',
        referrerPolicy: 'origin',
        keepalive,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
        signal: signal && 'any' in AbortSignal ? AbortSignal.any([signal, limit]) : (signal ?? limit),
      })
      const isJson = answer.headers.get('content-type')?.includes('json')
      const value: unknown = isJson ? await answer.json() : await answer.text()
      if (!answer.ok) return { ok: false, problem: readProblem(value) }
      return { ok: true, value: read(value) }
    } catch {
      return { ok: false, problem: { code: signal?.aborted ? 'aborted' : 'unreachable', message: '' } }
    }
  }
}

export type Client = ReturnType<typeof createClient>
