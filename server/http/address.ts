import { BlockList, isIP } from 'node:net'

/** Reads the visitor's address: the socket's own, or the right-most address of `X-Forwarded-For` that no trusted proxy added. */
export function addressReader(trustedProxies: string[]) {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits) trusted.addSubnet(address, Number(bits), family)
    else trusted.addAddress(address, family)
  }
  const isTrusted = (address: string) =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return (socketAddress: string | undefined, forwardedFor: string | undefined): string => {
    let address = plain(socketAddress ?? '')
    for (const hop of (forwardedFor ?? '').slice(0, 1_000).split(',').reverse()) {
      if (!isTrusted(address)) break
      const before = plain(hop.trim())
      if (isIP(before) === 0) break
      address = before
    }
    return address || 'unknown'
  }
}

const plain = (address: string) => (address.startsWith('::ffff:') ? address.slice(7) : address)
