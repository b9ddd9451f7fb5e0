import type { MiddlewareHandler } from 'hono'
import { Refusal } from './problems/problem.ts'

/** Bodies of at most `maxBytes`, known before they are read: Node holds a sender to the length it named, and one that names none sends no body. */
export const bodyBound =
  (maxBytes: number | ((path: string) => number)): MiddlewareHandler =>
  async (c, next) => {
    const most = typeof maxBytes === 'number' ? maxBytes : maxBytes(c.req.path)
    if (c.req.header('transfer-encoding') !== undefined) throw new Refusal('length_needed')
    if (Number(c.req.header('content-length') ?? 0) > most) throw new Refusal('too_large')
    await next()
  }
