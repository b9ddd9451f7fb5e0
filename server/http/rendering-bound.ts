import type { IncomingMessage } from 'node:http'
import type { Limits } from '../limits.ts'
import { Refusal } from './problems/problem.ts'

export interface RenderingBound {
  /** How long to wait before a page is rendered, in milliseconds; null: go on. */
  take(request: IncomingMessage): Promise<number | null>
  /** What it took, in milliseconds. */
  charge(request: IncomingMessage, ms: number): void
}

/** An address may have pages rendered for two fifths of this thread's time: 400 points in five seconds. */
const MS_PER_POINT = 5
const MOST_POINTS = 40

/** What one address may have rendered counts by what it took; pages from memory cost nothing. */
export const renderingBound = (
  limits: Pick<Limits, 'take' | 'charge'>,
  addressIn: (request: IncomingMessage) => string,
): RenderingBound => ({
  take: (request) =>
    limits.take('page', addressIn(request), null).then(
      () => null,
      (refused: unknown) => {
        if (refused instanceof Refusal) return refused.extra.retryAfterMs ?? 1_000
        throw refused
      },
    ),
  charge: (request, ms) => {
    const points = Math.min(Math.floor(ms / MS_PER_POINT), MOST_POINTS)
    if (points > 0) void limits.charge('page', addressIn(request), points).catch(() => {})
  },
})
