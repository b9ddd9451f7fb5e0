import { createHmac } from 'node:crypto'

const LENGTH = 22

/** A network (see `networkOf`) as it is kept: keyed, with no way back to the address for whoever lacks the key. */
export const addressDigest = (secret: string, network: string): string =>
  createHmac('sha256', secret).update(`address.${network}`).digest('base64url').slice(0, LENGTH)

/** Who visits without a token is known by that alone. */
export const strangerKey = (digest: string): string => `stranger_${digest}`
