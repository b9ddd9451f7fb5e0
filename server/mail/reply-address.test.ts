import { describe, expect, it } from 'vitest'
import { replyAddresses } from './reply-address.ts'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
const addresses = replyAddresses('help@shop.test', [a])

describe('replyAddresses', () => {
  it('gives an address that mail hosts take and that names its conversation', () => {
    const address = addresses.addressFor('cnv_0ABCdef')
    expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(addresses.keyOf(address.toUpperCase())).toBe(addresses.keyFor('cnv_0ABCdef'))
  })
  it('refuses what it has not signed', () => {
    const address = addresses.addressFor('cnv_1')
    expect(addresses.keyOf('help@shop.test')).toBeNull()
    expect(addresses.keyOf(address.replace(/-./, '-x'))).toBeNull()
    expect(
      addresses.keyOf(address.replace(/.@/, address.at(-'@shop.test'.length - 1) === '0' ? '1@' : '0@')),
    ).toBeNull()
    expect(addresses.keyOf(replyAddresses('help@shop.test', [b]).addressFor('cnv_1'))).toBeNull()
  })
  it('still reads addresses of the key before', () => {
    const rotated = replyAddresses('help@shop.test', [b, a])
    expect(rotated.keyOf(addresses.addressFor('cnv_1'))).toBe(rotated.keyFor('cnv_1'))
  })
})
