import { describe, expect, it } from 'vitest'
import { limitsOf } from './limits.ts'

describe('failures of one account from everywhere', () => {
  it('make the next attempt wait longer and longer, and a success ends that', async () => {
    const waits: number[] = []
    const limits = limitsOf(null, async (ms) => void waits.push(ms))
    for (let i = 0; i < 60; i++) await limits.slowDown('lev@tropa.example')
    expect(waits).toHaveLength(40)
    expect([waits[0], waits[5], waits[10], waits.at(-1)]).toEqual([500, 1_000, 2_000, 15_000])
    await limits.slowDown('olga@tropa.example')
    await limits.forgiveAccount('lev@tropa.example')
    await limits.slowDown('lev@tropa.example')
    expect(waits).toHaveLength(40)
  })
  it('let only a few wait at once: the others are told when to come back', async () => {
    const release: (() => void)[] = []
    const limits = limitsOf(null, () => new Promise<void>((resolve) => release.push(resolve)))
    for (let i = 0; i < 20; i++) await limits.slowDown('lev@tropa.example')
    const waiting = Array.from({ length: 4 }, () => limits.slowDown('lev@tropa.example'))
    await expect.poll(() => release.length).toBe(4)
    await expect(limits.slowDown('lev@tropa.example')).rejects.toMatchObject({ code: 'too_many' })
    for (const go of release) go()
    await Promise.all(waiting)
    void limits.slowDown('lev@tropa.example')
    await expect.poll(() => release.length).toBe(5)
  })
})

describe('limits by address', () => {
  it('count what a search has cost, for everybody at the address and nobody elsewhere', async () => {
    const limits = limitsOf(null)
    for (let i = 0; i < 15; i++) {
      await limits.take('search', '203.0.113.7', null)
      await limits.charge('search', '203.0.113.7', 40)
    }
    await expect(limits.take('search', '203.0.113.7', null)).rejects.toMatchObject({ code: 'too_many' })
    await limits.take('search', '203.0.113.8', null)
  })
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
