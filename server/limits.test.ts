import { describe, expect, it } from 'vitest'
import { limitsOf } from './limits.ts'

describe('limits by address', () => {
  const tries = async (addresses: string[]) => {
    const limits = limitsOf(null)
    let taken = 0
    for (const address of addresses)
      await limits.take('signIn', address, null).then(
        () => taken++,
        () => {},
      )
    return taken
  }
  it('count a home of IPv6 as one', async () => {
    expect(await tries(Array.from({ length: 120 }, (_, i) => `2001:db8:1:2::${i.toString(16)}`))).toBe(50)
  })
  it('bound a whole /48 ten times as widely', async () => {
    const homes = Array.from({ length: 600 }, (_, i) => `2001:db8:1:${i.toString(16)}::1`)
    expect(await tries(homes)).toBe(500)
  })
  it('count each address of IPv4 by itself', async () => {
    expect(await tries(Array.from({ length: 120 }, (_, i) => `203.0.113.${i}`))).toBe(120)
  })
})
