import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { limitsOf } from '../limits.ts'
import { renderingBound } from './rendering-bound.ts'

const from = (address: string) => ({ address }) as unknown as IncomingMessage
const bound = () => renderingBound(limitsOf(null), (request) => (request as unknown as { address: string }).address)

describe('renderingBound', () => {
  it('lets an address have so many pages rendered, and others theirs', async () => {
    const rendering = bound()
    for (let page = 0; page < 400; page++) expect(await rendering.take(from('192.0.2.1'))).toBeNull()
    expect(await rendering.take(from('192.0.2.1'))).toBeGreaterThan(0)
    expect(await rendering.take(from('192.0.2.2'))).toBeNull()
  })
  it('counts what took long as many, one page never as all', async () => {
    const rendering = bound()
    for (let page = 0; page < 9; page++) {
      expect(await rendering.take(from('2001:db8::1'))).toBeNull()
      rendering.charge(from('2001:db8::1'), 60_000)
    }
    expect(await rendering.take(from('2001:db8::2'))).toBeNull()
    rendering.charge(from('2001:db8::2'), 60_000)
    expect(await rendering.take(from('2001:db8::3'))).toBeGreaterThan(0)
  })
})
