import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf, widerNetworkOf } from './http/address.ts'
import { Refusal } from './http/problem.ts'

interface Limit {
  /** Points one visitor (or one account at one address) may use up within `seconds`. */
  own: number
  /** Points a whole address (of IPv6 a /64) may use: many people share an office's or a provider's address. A /48 may use ten times as many. */
  address: number
  seconds: number
}

const LIMITS = {
  search: { own: 50, address: 600, seconds: 5 },
  outcome: { own: 20, address: 200, seconds: 60 },
  visitor: { own: 10, address: 300, seconds: 60 },
  conversation: { own: 5, address: 50, seconds: 600 },
  signIn: { own: 5, address: 50, seconds: 900 },
  /** Letters with a link that sets a new password. */
  reset: { own: 3, address: 20, seconds: 900 },
  link: { own: 10, address: 30, seconds: 900 },
  export: { own: 20, address: 60, seconds: 3_600 },
  desk: { own: 300, address: 3000, seconds: 10 },
} satisfies Record<string, Limit>
const WIDER = 10
export type LimitKind = keyof typeof LIMITS

export type Limits = ReturnType<typeof limitsOf>

/** Rate limits, counted in Redis where several nodes share them, else in this process. */
export function limitsOf(redis: Redis | null) {
  const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterAbstract =>
    redis
      ? new RateLimiterRedis({
          storeClient: redis,
          keyPrefix,
          points,
          duration,
          insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
        })
      : new RateLimiterMemory({ keyPrefix, points, duration })
  const limiters = new Map(
    Object.entries(LIMITS).map(([kind, { own, address, seconds }]) => [
      kind as LimitKind,
      {
        own: limiter(`limit:${kind}:own`, own, seconds),
        address: limiter(`limit:${kind}:address`, address, seconds),
        wider: limiter(`limit:${kind}:wider`, WIDER * address, seconds),
      },
    ]),
  )
  const of = (kind: LimitKind) => {
    const pair = limiters.get(kind)
    if (!pair) throw new Error(`no limit ${kind}`)
    return pair
  }
  const use = async (limiterOf: RateLimiterAbstract, key: string) => {
    try {
      await limiterOf.consume(key)
    } catch (refused) {
      if (refused instanceof RateLimiterRes)
        throw new Refusal('too_many', { retryAfterMs: Math.max(1, refused.msBeforeNext) })
      throw refused
    }
  }
  return {
    /** Uses one point of both; throws the refusal with the wait. `own` null: only the address is known. */
    async take(kind: LimitKind, address: string, own: string | null): Promise<void> {
      const pair = of(kind)
      if (own) await use(pair.own, own)
      await use(pair.address, networkOf(address))
      const wider = widerNetworkOf(address)
      if (wider) await use(pair.wider, wider)
    },
    /** A success clears what failures had counted. */
    async forgive(kind: LimitKind, own: string): Promise<void> {
      await of(kind).own.delete(own)
    },
  }
}
