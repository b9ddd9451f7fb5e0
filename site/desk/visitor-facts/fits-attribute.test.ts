import { describe, expect, it } from 'vitest'
import { fitsAttribute } from './fits-attribute.ts'

const told = [
  { name: 'plan', value: 'Gold' },
  { name: 'spent', value: '1200.5' },
  { name: 'since', value: '2025-11-03' },
]
const fits = (name: string, asked: string) => fitsAttribute(told, { name, asked })

describe('fitsAttribute', () => {
  it('takes whoever has it, where nothing more is asked', () => {
    expect(fits('plan', '')).toBe(true)
    expect(fits('city', '')).toBe(false)
  })
  it('finds words in it, whatever their case', () => {
    expect(fits('plan', ' gol')).toBe(true)
    expect(fits('plan', 'silver')).toBe(false)
  })
  it('compares numbers as numbers and days as days', () => {
    expect([fits('spent', '> 999'), fits('spent', '>=1200,5'), fits('spent', '= 1200.5')]).toEqual([true, true, true])
    expect([fits('spent', '< 999'), fits('spent', '>1200.5')]).toEqual([false, false])
    expect([fits('since', '< 2026-01-01'), fits('since', '<=2025-11-03')]).toEqual([true, true])
    expect(fits('since', '>2025-11-03')).toBe(false)
  })
})
