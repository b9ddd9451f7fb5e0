import type { AnswerOf, BodyOf, DeskMethod, DeskPath, QueryOf } from '#desk-api'
import { type Answered, request, withQuery } from './api.ts'

type Param<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Param<Rest> : never
type Value = string | number | boolean | null | undefined
interface Given<Path, Method> {
  /** What stands for `{name}` in the address. */
  params: { [Name in Param<Path>]: string }
  query?: { [Name in QueryOf<Path, Method>]?: Value }
  headers?: Record<string, string>
  signal?: AbortSignal
}
type Body<Path, Method> = BodyOf<Path, Method> extends undefined ? { body?: undefined } : { body: BodyOf<Path, Method> }
type Options<Path, Method> = ([Param<Path>] extends [never]
  ? Omit<Given<Path, Method>, 'params'>
  : Given<Path, Method>) &
  Body<Path, Method>
/** Only what has neither a `{name}` in its address nor a body can do without. */
type Rest<Path, Method> = object extends Options<Path, Method> ? [Options<Path, Method>?] : [Options<Path, Method>]

/** `/desk/answers/{id}` with its values, as it is asked for. */
export function addressOf(path: string, params: Record<string, string>, query: Record<string, Value>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  return withQuery(`/api${filled}`, query)
}

/** One call of the contract: only its addresses, methods and bodies compile, and the answer has the type the server presents. */
async function call<Method extends DeskMethod, Path extends DeskPath<Method>>(
  method: Method,
  path: Path,
  given: {
    params?: Record<string, string>
    query?: Record<string, Value>
    body?: unknown
    headers?: Record<string, string>
    signal?: AbortSignal
  } = {},
): Promise<Answered<AnswerOf<Path, Method>>> {
  return request<AnswerOf<Path, Method>>(method, addressOf(path, given.params ?? {}, given.query ?? {}), {
    ...(given.headers ? { headers: given.headers } : {}),
    ...(given.signal ? { signal: given.signal } : {}),
    // The empty body names its length: without one, Hono's body limit cannot read a DELETE on Node and the request fails.
    ...(method === 'get' ? {} : { body: given.body ?? {} }),
  })
}

export const get = <Path extends DeskPath<'get'>>(path: Path, ...[given]: Rest<Path, 'get'>) => call('get', path, given)
export const post = <Path extends DeskPath<'post'>>(path: Path, ...[given]: Rest<Path, 'post'>) =>
  call('post', path, given)
export const put = <Path extends DeskPath<'put'>>(path: Path, ...[given]: Rest<Path, 'put'>) => call('put', path, given)
export const patch = <Path extends DeskPath<'patch'>>(path: Path, ...[given]: Rest<Path, 'patch'>) =>
  call('patch', path, given)
export const remove = <Path extends DeskPath<'delete'>>(path: Path, ...[given]: Rest<Path, 'delete'>) =>
  call('delete', path, given)
