import { afterEach, describe, expect, it } from 'vitest'
import { type Pacing, pacingOf, SELDOM_MS, SOON_MS } from './pacing.ts'

let pacing: Pacing
afterEach(() => pacing.stop())

describe('how long a watched page waits before it asks again', () => {
  const open = (inviting: string[]) => {
    const clock = { now: 0 }
    pacing = pacingOf({ now: () => clock.now, mayInvite: (site) => inviting.includes(site) })
    return clock
  }
  it('is a few seconds where somebody may invite, and far longer where nobody does', () => {
    open(['shop'])
    expect(pacing.next('shop', 'anna')).toBe(SOON_MS)
    expect(pacing.next('quiet', 'boris')).toBe(SELDOM_MS)
  })
  it('grows with the pages there are, so that one node answers no more of them in a second', () => {
    open(['shop'])
    const pauses = Array.from({ length: 30_000 }, (_, n) => pacing.next('shop', `visit ${n}`))
    expect(pauses[2_000]).toBe(SOON_MS)
    expect(pauses[9_999]).toBe(12_500)
    expect(pauses.at(-1)).toBe(SELDOM_MS)
    expect(10_000 / (pauses[9_999]! / 1_000)).toBeLessThanOrEqual(800)
  })
  it('is shortest for whoever an operator has opened, for some minutes', () => {
    open([])
    pacing.attend('anna')
    expect(pacing.next('shop', 'anna')).toBeLessThan(SOON_MS)
    expect(pacing.next('shop', 'boris')).toBe(SELDOM_MS)
  })
})
