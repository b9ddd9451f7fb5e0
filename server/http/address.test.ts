import { describe, expect, it } from 'vitest'
import { addressReader } from './address.ts'

describe('the address of a visitor', () => {
  it("is the socket's own when no proxy is trusted, whatever a header claims", () => {
    expect(addressReader([])('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7')
  })
  it('is the one the trusted proxy saw', () => {
    expect(addressReader(['10.0.0.0/8'])('10.0.0.1', '198.51.100.1')).toBe('198.51.100.1')
  })
  it('is not what a visitor wrote before the proxy added the real one', () => {
    expect(addressReader(['10.0.0.0/8'])('10.0.0.1', '1.2.3.4, 198.51.100.1')).toBe('198.51.100.1')
  })
  it('walks through a chain of trusted proxies', () => {
    expect(addressReader(['10.0.0.0/8', '192.0.2.5'])('::ffff:10.0.0.1', '198.51.100.1, 192.0.2.5')).toBe(
      '198.51.100.1',
    )
  })
  it('stops at something that is no address', () => {
    expect(addressReader(['10.0.0.1'])('10.0.0.1', '<script>')).toBe('10.0.0.1')
  })
})
