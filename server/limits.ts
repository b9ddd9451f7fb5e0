import { setTimeout } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf, widerNetworkOf } from './http/address.ts'
import { Refusal } from './http/problems/problem.ts'

interface Limit {
  /** Counted by each node for itself: so many that asking Redis for each would cost more than they do. */
  byNode?: true
  /** Points one visitor (or one account at one address) may use up within `seconds`. */
  own: number
  /** Points a whole address (of IPv6 a /64) may use: many people share an office's or a provider's address. A /48 may use ten times as many. */
  address: number
  seconds: number
}

const LIMITS = {
  search: { own: 50, address: 600, seconds: 5 },
  /** Pages of the help centre that are rendered; those from memory are not counted. */
  page: { own: 400, address: 400, seconds: 5 },
  /** Words an operator adds to an answer; visitors find it by them without a review. */
  phrasing: { own: 30, address: 300, seconds: 3_600 },
  outcome: { own: 20, address: 200, seconds: 60 },
  /** A page every few seconds, and a word every twenty that somebody is there; an office of hundreds. */
  sighting: { own: 60, address: 3_000, seconds: 60, byNode: true },
  /** What the shop's page tells of a visitor: on every page, and whenever it changes. */
  attributes: { own: 60, address: 3_000, seconds: 60 },
  /** Order numbers a visitor asks about: few of one's own, too few to guess others'. */
  order: { own: 10, address: 30, seconds: 300 },
  visitor: { own: 10, address: 300, seconds: 60 },
  conversation: { own: 5, address: 50, seconds: 600 },
  /** Files; how many bytes of them is bounded by the site. */
  upload: { own: 30, address: 300, seconds: 60 },
  signIn: { own: 5, address: 50, seconds: 900 },
  /** Letters with a link that sets a new password. */
  reset: { own: 3, address: 20, seconds: 900 },
  link: { own: 10, address: 30, seconds: 900 },
  export: { own: 20, address: 60, seconds: 3_600 },
  desk: { own: 300, address: 3000, seconds: 10 },
} satisfies Record<string, Limit>
const WIDER = 10
type Counters = Record<'own' | 'address' | 'wider', RateLimiterAbstract>
export type LimitKind = keyof typeof LIMITS

export type Limits = ReturnType<typeof limitsOf>

const ACCOUNT_SECONDS = 900
/** Failures of an account, from wherever they come, before anybody waits. */
const FREE_FAILURES = 20
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000
/** Attempts at one account that may wait at once: more are told to come back. */
const WAITING_AT_ONCE = 4

/** Doubles with every fifth failure beyond the free ones. */
const waitAfter = (failures: number): number =>
  failures <= FREE_FAILURES
    ? 0
    : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.floor((failures - FREE_FAILURES - 1) / 5))

/** Rate limits, counted in Redis where several nodes share them, else in this process. */
export function limitsOf(redis: Redis | null, pause: (ms: number) => Promise<unknown> = setTimeout) {
  const limiter = (keyPrefix: string, points: number, duration: number, byNode = false): RateLimiterAbstract =>
    redis && !byNode
      ? new RateLimiterRedis({
          storeClient: redis,
          keyPrefix,
          points,
          duration,
          insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
        })
      : new RateLimiterMemory({ keyPrefix, points, duration })
  const limiters = new Map<string, Counters>(
    Object.entries<Limit>(LIMITS).map(([kind, { own, address, seconds, byNode }]) => [
      kind,
      {
        own: limiter(`limit:${kind}:own`, own, seconds, byNode),
        address: limiter(`limit:${kind}:address`, address, seconds, byNode),
        wider: limiter(`limit:${kind}:wider`, WIDER * address, seconds, byNode),
      },
    ]),
  )
  const accounts = limiter('limit:account', Number.MAX_SAFE_INTEGER, ACCOUNT_SECONDS)
  const waiting = new Map<string, number>()
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
    /** Takes more points of an address for what has cost more than one; refuses nothing itself. */
    async charge(kind: LimitKind, address: string, points: number): Promise<void> {
      const pair = of(kind)
      await pair.address.penalty(networkOf(address), points)
      const wider = widerNetworkOf(address)
      if (wider) await pair.wider.penalty(wider, points)
    },
    /**
     * Before a password is looked at: the more of them failed for this account from all addresses together, the longer
     * the next attempt waits. Nobody is locked out; whoever guesses from a thousand addresses gets some twenty guesses a minute.
     */
    async slowDown(account: string): Promise<void> {
      const { consumedPoints } = await accounts.consume(account)
      const wait = waitAfter(consumedPoints)
      if (wait === 0) return
      const before = waiting.get(account) ?? 0
      if (before >= WAITING_AT_ONCE) throw new Refusal('too_many', { retryAfterMs: wait })
      waiting.set(account, before + 1)
      await pause(wait)
      const left = (waiting.get(account) ?? 1) - 1
      if (left > 0) waiting.set(account, left)
      else waiting.delete(account)
    },
    async forgiveAccount(account: string): Promise<void> {
      await accounts.delete(account)
    },
    /** A success clears what failures had counted. */
    async forgive(kind: LimitKind, own: string): Promise<void> {
      await of(kind).own.delete(own)
    },
  }
}
