import { domainToUnicode } from 'node:url'

/** A mail address as people read and wrote it: `почта.рф`, which is kept as `xn--80a1acny.xn--p1ai`. */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? address : `${address.slice(0, at)}@${domainToUnicode(address.slice(at + 1)) || address.slice(at + 1)}`
}
