import { faultText } from '#shared'
import { FILE_NAME_HEADER, type NoAnswer, type Problem, type ProblemCode } from '#protocol'

/** What a route answers when it refuses: the Problem, and the refusal's own fields. */
export interface Refusal extends Omit<Problem, 'code'> {
  /** `http_502`: something between here and there has answered. */
  code: ProblemCode | NoAnswer | `http_${number}`
  status: number
  refused?: { code: ProblemCode } & Record<string, unknown>
  /** With `signed_out`: why the session is over. */
  reason?: string
}
export type Answered<T> = { ok: true; value: T } | { ok: false; problem: Refusal }

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
const REQUEST_TIMEOUT_MS = 20_000
const UPLOAD_TIMEOUT_MS = 600_000
/** Browsers bound such bodies to 64 KB in all; a letter of Cyrillic takes two bytes. */
const KEEPALIVE_LENGTH = 16_000

let whenSignedOut: (reason: string | undefined) => void = () => undefined
/** Called when any route says that the session has ended. */
export function onSignedOut(listener: (reason: string | undefined) => void): void {
  whenSignedOut = listener
}

/** One request of the desk. A dead network is a refusal too (`unreachable`), so that no screen has to catch. */
export async function request<T>(
  method: Method,
  path: string,
  options: { body?: unknown; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Answered<T>> {
  const { body } = options
  // A file goes as it is, and takes its time.
  const file = body instanceof Blob ? body : null
  const timeout = AbortSignal.timeout(file ? UPLOAD_TIMEOUT_MS : REQUEST_TIMEOUT_MS)
  try {
    const response = await fetch(path, {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': file ? 'application/octet-stream' : 'application/json' }),
        ...(method === 'get' ? {} : { 'x-firstline': '1' }),
        ...options.headers,
      },
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      // What is decided while the page closes still arrives.
      keepalive: !file && method !== 'get' && JSON.stringify(body ?? '').length < KEEPALIVE_LENGTH,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    })
    const value: unknown = response.status === 204 ? {} : await response.json().catch(() => null)
    if (response.ok) return { ok: true, value: value as T }
    return { ok: false, problem: refusalOf(value, response) }
  } catch (fault) {
    return { ok: false, problem: unreachable(fault, options.signal?.aborted) }
  }
}

/** Bytes as they are, which may take minutes. */
export async function sendBytes<T>(path: string, content: Blob, headers: Record<string, string>): Promise<Answered<T>> {
  try {
    const response = await fetch(path, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'x-firstline': '1', ...headers },
      body: content,
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    })
    const value: unknown = await response.json().catch(() => null)
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: refusalOf(value, response) }
  } catch (fault) {
    return { ok: false, problem: unreachable(fault) }
  }
}

const unreachable = (fault: unknown, aborted = false): Refusal => ({
  status: 0,
  code: aborted ? 'aborted' : 'unreachable',
  message: faultText(fault),
})

/** A file as the body of a request; it may take as long as it comes. */
export async function sendFile<T>(path: string, file: { name: string; content: Blob }): Promise<Answered<T>> {
  try {
    const response = await fetch(path, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'content-type': 'application/octet-stream',
        'x-firstline': '1',
        [FILE_NAME_HEADER]: encodeURIComponent(file.name),
      },
      body: file.content,
    })
    const value: unknown = await response.json().catch(() => null)
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: refusalOf(value, response) }
  } catch (fault) {
    return { ok: false, problem: unreachable(fault) }
  }
}

/** What is handed out to be kept: its bytes as they came, under the name the server gave it. */
export async function readFile(path: string): Promise<Answered<{ content: Blob; name: string }>> {
  try {
    const response = await fetch(path, { credentials: 'same-origin', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
    if (!response.ok) return { ok: false, problem: refusalOf(await response.json().catch(() => null), response) }
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
    return { ok: true, value: { content: await response.blob(), name: name ?? 'firstline.json' } }
  } catch (fault) {
    return { ok: false, problem: unreachable(fault) }
  }
}

function refusalOf(value: unknown, response: Response): Refusal {
  const body = (value ?? {}) as Partial<Refusal>
  const wait = Number(response.headers.get('retry-after'))
  const problem = {
    ...body,
    status: response.status,
    code: body.refused?.code ?? body.code ?? (`http_${response.status}` as const),
    message: String(body.message ?? ''),
    retryAfterMs: body.retryAfterMs ?? (wait > 0 ? wait * 1000 : undefined),
  }
  if (problem.status === 401 && problem.code === 'signed_out') whenSignedOut(problem.reason)
  return problem
}

/** `/path?a=1`, leaving out what is empty. */
export function withQuery(path: string, query: Record<string, string | number | boolean | null | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined && value !== false) params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
