/** How much one visitor, one operator and one address may ask. An address may be a whole office, so its bounds are wide. */
export interface Limits {
  messagesPerMinute: number
  /** Within five seconds. */
  messagesAtOnce: number
  operatorMessagesPerMinute: number
  /** What a visitor writes, shown before it is sent: one a second and the changes between. */
  previewsPerMinute: number
  /** What one visitor's connections may read anew within a minute, in characters. */
  resyncedPerMinute: number
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
  previewsPerMinute: 90,
  resyncedPerMinute: 16 * 1024 * 1024,
  socketsPerAddress: 400,
  socketsPerVisitor: 12,
  startsPerVisitor: 5,
  startsPerAddress: 30,
  handshakes: 500,
  bufferedBytes: 1024 * 1024,
}

/** `points`: how much at once, 1 unless said; 0 only asks. */
export type Spend = (key: string, points?: number) => { ok: true } | { ok: false; retryAfterMs: number }

const BURST_SECONDS = 5
const IN_BOUNDS = { ok: true } as const

/** Message bounds of one node: who writes is connected to one node at a time. */
export function messageLimits(
  limits: Limits,
  now: () => number = Date.now,
): Record<'visitor' | 'operator' | 'preview' | 'resync', Spend> {
  return {
    visitor: spendFrom(now, [limits.messagesAtOnce, BURST_SECONDS], [limits.messagesPerMinute, 60]),
    operator: spendFrom(now, [limits.operatorMessagesPerMinute, 60]),
    preview: spendFrom(now, [limits.previewsPerMinute, 60]),
    resync: spendFrom(now, [limits.resyncedPerMinute, 60]),
  }
}

/**
 * Fixed windows that begin with the first message in them. Asked for every message, so it counts in place: no promise, no timer per key.
 * `windows` are pairs of points and seconds; what is refused counts too.
 */
function spendFrom(now: () => number, ...windows: [points: number, seconds: number][]): Spend {
  const counters = windows.map(([points, seconds]) => ({
    points,
    ms: seconds * 1_000,
    sweptAt: now(),
    used: new Map<string, { count: number; until: number }>(),
  }))
  return (key, spent = 1) => {
    const at = now()
    for (const counter of counters) {
      const { points, ms, used } = counter
      if (at - counter.sweptAt > ms) {
        counter.sweptAt = at
        for (const [one, { until }] of used) if (until <= at) used.delete(one)
      }
      let window = used.get(key)
      if (!window || window.until <= at) used.set(key, (window = { count: 0, until: at + ms }))
      window.count += spent
      if (window.count > points) return { ok: false, retryAfterMs: Math.max(1, window.until - at) }
    }
    return IN_BOUNDS
  }
}
