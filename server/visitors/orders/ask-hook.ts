import { createHmac } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { BrokenFeed } from '#kb'
import { z } from 'zod'
import { feedAddress, publicLookup } from '../../reach/reach.ts'

/** What the shop says of an order. */
export interface Order {
  orderNumber: string
  status: string
  items: { name: string; quantity: number }[]
  /** Where whoever asked reads more; null: nowhere. */
  link: string | null
}
/** Why there is none: no such order, or the hook is too slow, not reached, in a private network, or says what cannot be read. */
export const ORDER_FAULTS = ['unknown', 'too_slow', 'unreachable', 'private_address', 'unreadable'] as const
export type OrderFault = (typeof ORDER_FAULTS)[number]
export type AnsweredOrder = { ok: true; order: Order; visitorMaySee: boolean } | { ok: false; because: OrderFault }

/** Who is asked about: whom the shop's server vouches for; null: it does not know. */
export interface OrderAsked {
  site: string
  orderNumber: string
  askedBy: 'operator' | 'visitor'
  visitor: { id: string; mail: string | null } | null
}

export const ANSWER_WITHIN_MS = 2_000
const MOST_BYTES = 64 * 1024
const OK = 200
const UNAUTHORISED = 401
const FORBIDDEN = 403
const NOT_FOUND = 404

const Answer = z.object({
  status: z.string().trim().min(1).max(200),
  items: z
    .array(z.object({ name: z.string().trim().min(1).max(200), quantity: z.number().min(0).max(1e6).default(1) }))
    .max(100)
    .default([]),
  link: z
    .string()
    .max(500)
    .refine((text) => /^https?:\/\//.test(text) && URL.canParse(text))
    .nullish(),
  visitorMaySee: z.boolean().default(false),
})

/**
 * Asks the shop, signed with the site's secret; never throws. A connection of its own, to an address that was looked at. While the
 * secret is exchanged, a shop that does not take the new one yet is asked with the one before.
 */
export async function askHook(
  address: string,
  asked: OrderAsked,
  {
    secrets,
    trusted,
    withinMs = ANSWER_WITHIN_MS,
  }: { secrets: readonly string[]; trusted: readonly string[]; withinMs?: number },
): Promise<AnsweredOrder> {
  const signal = AbortSignal.timeout(withinMs)
  try {
    const [url, body] = [feedAddress(address, trusted), JSON.stringify(asked)]
    let answered = { status: 0, text: '' }
    for (const secret of secrets) {
      answered = await post(url, body, secret, trusted, signal)
      if (answered.status !== UNAUTHORISED && answered.status !== FORBIDDEN) break
    }
    const { status, text } = answered
    if (status === NOT_FOUND) return { ok: false, because: 'unknown' }
    if (status !== OK) return { ok: false, because: 'unreadable' }
    const read = Answer.safeParse(parsed(text))
    if (!read.success) return { ok: false, because: 'unreadable' }
    const { visitorMaySee, link, ...order } = read.data
    return { ok: true, order: { orderNumber: asked.orderNumber, ...order, link: link ?? null }, visitorMaySee }
  } catch (fault) {
    if (fault instanceof BrokenFeed && fault.fault.code === 'private_address')
      return { ok: false, because: 'private_address' }
    return { ok: false, because: signal.aborted ? 'too_slow' : 'unreachable' }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function post(
  url: URL,
  body: string,
  secret: string,
  trusted: readonly string[],
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: publicLookup(trusted),
        signal,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Firstline orders',
          'x-firstline-signature': createHmac('sha256', secret).update(body).digest('hex'),
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        let bytes = 0
        answer.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes > MOST_BYTES) outgoing.destroy(new Error('too much'))
          else parts.push(part)
        })
        answer.on('error', reject)
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
