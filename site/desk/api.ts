import type { Problem } from '#protocol'

/** What a route answers when it refuses: the Problem, and the refusal's own fields. */
export interface Refusal extends Problem {
  status: number
  refused?: { code: string } & Record<string, unknown>
}
export type Answered<T> = { ok: true; value: T } | { ok: false; problem: Refusal }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const REQUEST_TIMEOUT_MS = 20_000
/** Browsers bound such bodies to 64 KB in all; a letter of Cyrillic takes two bytes. */
const KEEPALIVE_LENGTH = 16_000

let whenSignedOut: () => void = () => undefined
/** Called when any route says that the session has ended. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

/** One request of the desk. A dead network is a refusal too (`unreachable`), so that no screen has to catch. */
export async function request<T>(
  method: Method,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Answered<T>> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'x-firstline': '1' }),
        ...options.headers,
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
      // What is decided while the page closes still arrives.
      keepalive: method !== 'GET' && JSON.stringify(options.body ?? '').length < KEEPALIVE_LENGTH,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    const value: unknown = response.status === 204 ? {} : await response.json().catch(() => null)
    if (response.ok) return { ok: true, value: value as T }
    const problem = asRefusal(value, response)
    if (problem.status === 401 && problem.code === 'signed_out') whenSignedOut()
    return { ok: false, problem }
  } catch (fault) {
    const aborted = options.signal?.aborted === true
    return {
      ok: false,
      problem: {
        status: 0,
        code: aborted ? 'aborted' : 'unreachable',
        message: fault instanceof Error ? fault.message : '',
      },
    }
  }
}

function asRefusal(value: unknown, response: Response): Refusal {
  const body = (value ?? {}) as Partial<Refusal>
  const wait = Number(response.headers.get('retry-after'))
  return {
    ...body,
    status: response.status,
    code: String(body.refused?.code ?? body.code ?? `http_${response.status}`).toLowerCase(),
    message: String(body.message ?? ''),
    retryAfterMs: body.retryAfterMs ?? (wait > 0 ? wait * 1000 : undefined),
  }
}

export const read = <T>(path: string, signal?: AbortSignal) => request<T>('GET', path, signal ? { signal } : {})
export const post = <T>(path: string, body: unknown = {}) => request<T>('POST', path, { body })
export const put = <T>(path: string, body: unknown) => request<T>('PUT', path, { body })
export const patch = <T>(path: string, body: unknown) => request<T>('PATCH', path, { body })
/** The empty body names its length: without one, Hono's body limit cannot read a DELETE on Node and the request fails. */
export const remove = <T>(path: string) => request<T>('DELETE', path, { body: {} })

/** `/path?a=1`, leaving out what is empty. */
export function withQuery(path: string, query: Record<string, string | number | boolean | null | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined && value !== false) params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
