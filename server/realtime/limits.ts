import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How much one visitor, one operator and one address may ask. An address may be a whole office, so its bounds are wide. */
export interface Limits {
  messagesPerMinute: number
  /** Within five seconds. */
  messagesAtOnce: number
  operatorMessagesPerMinute: number
  socketsPerAddress: number
  socketsPerVisitor: number
  /** New conversations in ten minutes; counted in the database, so any node and any restart knows. */
  startsPerVisitor: number
  startsPerAddress: number
  /** Handshakes under way at once; more are told to come back. */
  handshakes: number
  /** Bytes waiting for one slow reader before it is dropped to resync later. */
  bufferedBytes: number
}

export const DEFAULT_LIMITS: Limits = {
  messagesPerMinute: 30,
  messagesAtOnce: 10,
  operatorMessagesPerMinute: 120,
  socketsPerAddress: 400,
  socketsPerVisitor: 12,
  startsPerVisitor: 5,
  startsPerAddress: 30,
  handshakes: 500,
  bufferedBytes: 1024 * 1024,
}

export type Spend = (key: string) => Promise<{ ok: true } | { ok: false; retryAfterMs: number }>

const BURST_SECONDS = 5
const IN_BOUNDS = { ok: true } as const

/** Message bounds of one node: who writes is connected to one node at a time. */
export function messageLimits(limits: Limits): { visitor: Spend; operator: Spend } {
  return {
    visitor: spendFrom(new RateLimiterMemory({ points: limits.messagesAtOnce, duration: BURST_SECONDS }), new RateLimiterMemory({ points: limits.messagesPerMinute, duration: 60 })),
    operator: spendFrom(new RateLimiterMemory({ points: limits.operatorMessagesPerMinute, duration: 60 })),
  }
}

const spendFrom =
  (...limiters: RateLimiterMemory[]): Spend =>
  async (key) => {
    try {
      for (const limiter of limiters) await limiter.consume(key)
      return IN_BOUNDS
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return { ok: false, retryAfterMs: Math.max(1, Math.round(refusal.msBeforeNext)) }
    }
  }
