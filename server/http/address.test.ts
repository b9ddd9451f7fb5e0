import { describe, expect, it } from 'vitest'
import { addressReader, networkOf, widerNetworkOf } from './address.ts'

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

describe('one address', () => {
  const read = addressReader([])
  it.each([
    ['2001:db8::1', '2001:db8::1'],
    ['2001:0DB8:0000::0001', '2001:db8::1'],
    ['::ffff:203.0.113.6', '203.0.113.6'],
    ['::FFFF:cb00:7106', '203.0.113.6'],
    ['0:0:0:0:0:ffff:cb00:7106', '203.0.113.6'],
    ['::1', '::1'],
    ['203.0.113.6', '203.0.113.6'],
  ])('%s is read as %s', (written, canonical) => expect(read(written, undefined)).toBe(canonical))
})

describe('what an address counts as', () => {
  it('is itself for IPv4', () => {
    expect(networkOf('203.0.113.6')).toBe('203.0.113.6')
    expect(widerNetworkOf('203.0.113.6')).toBeNull()
  })
  it('is its /64 for IPv6, and widely its /48', () => {
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:ffff:0:0:9'))
    expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
    expect(widerNetworkOf('2001:db8:1:2::1')).toBe(widerNetworkOf('2001:db8:1:3::1'))
    expect(widerNetworkOf('2001:db8:1:2::1')).not.toBe(widerNetworkOf('2001:db8:2:2::1'))
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
  })
  it('is whatever it is when it is no address', () => expect(networkOf('unknown')).toBe('unknown'))
})
