import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS, messageLimits } from './limits.ts'

const bounded = () => {
  let now = 1_000_000
  const spend = messageLimits(
    { ...DEFAULT_LIMITS, messagesAtOnce: 2, messagesPerMinute: 5, operatorMessagesPerMinute: 3 },
    () => now,
  )
  return { spend, pass: (ms: number) => (now += ms) }
}
const taken = (spend: (key: string) => { ok: boolean }, key: string, times: number) =>
  Array.from({ length: times }, () => spend(key).ok)

describe('bounds of messages', () => {
  it('names the wait and counts each key for itself', () => {
    const { spend, pass } = bounded()
    expect(taken(spend.visitor, 'a', 2)).toEqual([true, true])
    pass(1_500)
    expect(spend.visitor('a')).toEqual({ ok: false, retryAfterMs: 3_500 })
    expect(spend.visitor('b')).toEqual({ ok: true })
    pass(3_500)
    expect(spend.visitor('a')).toEqual({ ok: true })
  })
  it('holds the minute beside the burst', () => {
    const { spend, pass } = bounded()
    for (let burst = 0; burst < 2; burst++) {
      expect(taken(spend.visitor, 'a', 2)).toEqual([true, true])
      pass(5_000)
    }
    expect(taken(spend.visitor, 'a', 1)).toEqual([true])
    expect(spend.visitor('a')).toEqual({ ok: false, retryAfterMs: 50_000 })
    pass(50_000)
    expect(spend.visitor('a')).toEqual({ ok: true })
  })
  it('forgets nobody whose window still runs', () => {
    const { spend, pass } = bounded()
    taken(spend.operator, 'early', 3)
    pass(40_000)
    taken(spend.operator, 'late', 3)
    // Past the first sweep: the early window is over, the late one is not.
    pass(25_000)
    expect(spend.operator('early')).toEqual({ ok: true })
    expect(spend.operator('late')).toEqual({ ok: false, retryAfterMs: 35_000 })
  })
  it('bounds what is read anew by how much it was, and only asks where nothing is read', () => {
    const spend = messageLimits({ ...DEFAULT_LIMITS, resyncedPerMinute: 1_000 }, () => 0)
    expect(spend.resync('a', 900)).toEqual({ ok: true })
    expect(spend.resync('a', 0)).toEqual({ ok: true })
    spend.resync('a', 900)
    expect(spend.resync('a', 0)).toEqual({ ok: false, retryAfterMs: 60_000 })
    expect(spend.resync('b', 0)).toEqual({ ok: true })
  })
})
