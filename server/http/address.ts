import { BlockList, isIP } from 'node:net'

/** Is an address, however it is spelt, one of these proxies (addresses or subnets)? */
export function proxyReader(trustedProxies: string[]): (address: string) => boolean {
  const trusted = new BlockList()
  for (const entry of trustedProxies) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits) trusted.addSubnet(address, Number(bits), family)
    else trusted.addAddress(address, family)
  }
  return (given) => {
    const address = plain(given)
    return isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Reads the visitor's address: the socket's own, or the right-most address of `X-Forwarded-For` that no trusted proxy added. Every spelling of an address reads the same. */
export function addressReader(trustedProxies: string[]) {
  const isTrusted = proxyReader(trustedProxies)
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

/** One spelling for one address: IPv6 in its shortest lower-case form, IPv4 written as IPv6 as IPv4. Anything else stays as it is. */
function plain(address: string): string {
  if (isIP(address) !== 6) return address
  const groups = groupsOf(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!mapped) return hostOf(address)
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

const hostOf = (address: string) => new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1)

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [before = '', after] = hostOf(address).split('::')
  const numbers = (part: string) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : [])
  const [head, tail] = [numbers(before), numbers(after ?? '')]
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

const prefix = (address: string, groups: number) =>
  `${groupsOf(address)
    .slice(0, groups)
    .map((group) => group.toString(16))
    .join(':')}::/${groups * 16}`

/**
 * What an address counts as where limits are kept: an IPv4 address is itself; of IPv6 a /64 is one, since every home has
 * 2^64 addresses to choose from (RFC 6177).
 */
export function networkOf(given: string): string {
  const address = plain(given)
  return isIP(address) === 6 ? prefix(address, 4) : address
}

/** The /48 an IPv6 address lies in, the most a provider hands to one customer; null: IPv4. */
export function widerNetworkOf(given: string): string | null {
  const address = plain(given)
  return isIP(address) === 6 ? prefix(address, 3) : null
}
