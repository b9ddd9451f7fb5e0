import dns from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { BrokenFeed } from '#kb'

/** Networks of nobody but ourselves and our neighbours: what stands there was never meant to be read through us. */
const PRIVATE = new BlockList()
/** Apart: a list of both takes every IPv4 address for one that is written as IPv6. */
const PRIVATE_6 = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, bits)
for (const [network, bits] of [
  // Unspecified, loopback and every way to write an IPv4 address as IPv6.
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE_6.addSubnet(network, bits, 'ipv6')

export const isPrivateAddress = (address: string): boolean => {
  const family = isIP(address)
  return family === 0 || (family === 6 ? PRIVATE_6.check(address, 'ipv6') : PRIVATE.check(address))
}

/**
 * A look-up that gives out no private address: the very addresses it looked at are connected to, so a name that answers otherwise the
 * second time gains nothing. `trusted`: hosts the owner of this installation named.
 */
export const publicLookup =
  (trusted: readonly string[] = []): LookupFunction =>
  (hostname, options, callback) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as dns.LookupAddress[]
      if (error) return callback(error, '', 0)
      if (!trusted.includes(hostname) && addresses.some(({ address }) => isPrivateAddress(address)))
        return callback(new BrokenFeed('private_address', null, hostname) as NodeJS.ErrnoException, '', 0)
      if (options.all) return callback(null, addresses)
      callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 0)
    })
  }

/** The address of a feed as it may be asked for, or why not. A host written as a number is looked at here: no look-up will see it. */
export function feedAddress(text: string, trusted: readonly string[] = []): URL {
  if (!URL.canParse(text)) throw new BrokenFeed('bad_address', null, text.slice(0, 200))
  const url = new URL(text)
  if (!['https:', 'http:'].includes(url.protocol) || url.username !== '' || url.hostname === '')
    throw new BrokenFeed('bad_address', null, url.protocol)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !trusted.includes(host) && isPrivateAddress(host))
    throw new BrokenFeed('private_address', null, host)
  return url
}
