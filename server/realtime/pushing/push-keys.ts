import { createECDH } from 'node:crypto'
import type { Sql } from '../../chat/sql.ts'

/** What a push service knows this installation by (VAPID, RFC 8292), both in base64url. */
export interface PushKeys {
  publicKey: string
  privateKey: string
}

const CURVE = 'prime256v1'
const BYTES = 32

/** The only key, made when it is first asked for and kept: browsers that subscribed to it know no other. `write`: over a connection that may. */
export async function pushKeys(
  sql: Pick<Sql, 'one'>,
  keep: (privateKey: string) => Promise<unknown>,
): Promise<PushKeys> {
  const read = () => sql.one<{ privateKey: string }>(`select "privateKey" from "pushKeys" where "name" = 'vapid'`)
  let kept = await read()
  if (!kept) {
    await keep(madePrivateKey())
    // Another node may have been first.
    kept = await read()
  }
  if (!kept) throw new Error('the key for push messages could not be kept')
  const pair = createECDH(CURVE)
  pair.setPrivateKey(kept.privateKey, 'base64url')
  return { publicKey: pair.getPublicKey('base64url'), privateKey: kept.privateKey }
}

/** Of a full length: one that begins with a zero is written shorter, and refused later. */
function madePrivateKey(): string {
  const pair = createECDH(CURVE)
  pair.generateKeys()
  const key = pair.getPrivateKey()
  return Buffer.concat([Buffer.alloc(BYTES - key.length), key]).toString('base64url')
}
