import { describe, expect, it } from 'vitest'
import { slotBefore } from './slots.ts'

const at = (time: string) => Date.parse(`2026-11-28T${time}:00Z`)
const iso = (ms: number) => new Date(ms).toISOString()

describe('when a digest is due', () => {
  it('is by the clock of its site, the day before until then', () => {
    const daily = { every: 'day' as const, at: '09:00' }
    expect(iso(slotBefore(daily, 'Europe/Moscow', at('05:59')))).toBe('2026-11-27T06:00:00.000Z')
    expect(iso(slotBefore(daily, 'Europe/Moscow', at('06:00')))).toBe('2026-11-28T06:00:00.000Z')
    expect(iso(slotBefore(daily, 'America/New_York', at('13:59')))).toBe('2026-11-27T14:00:00.000Z')
  })
  it('is each full hour, of zones with halves too', () => {
    const hourly = { every: 'hour' as const, at: '09:00' }
    expect(iso(slotBefore(hourly, 'Asia/Kolkata', at('05:59')))).toBe('2026-11-28T05:30:00.000Z')
  })
})
