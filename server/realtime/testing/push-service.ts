import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { PushFact } from '#protocol'

/** One message as the service got it, and what its browser reads in it. */
export interface Delivered {
  browser: string
  headers: IncomingHttpHeaders
  fact: PushFact
}

/** A push service on a free port, and browsers that are subscribed at it: what it gets is decrypted with the keys only they have. */
export async function openPushService() {
  const browsers = new Map<string, { pair: ECDH; auth: Buffer }>()
  const delivered: Delivered[] = []
  let status = 201
  const server = createServer(async (request, response) => {
    const name = request.url?.slice(1) ?? ''
    const body = await buffer(request)
    const keys = browsers.get(name)
    if (keys && status === 201)
      delivered.push({ browser: name, headers: request.headers, fact: JSON.parse(decrypted(body, keys)) as PushFact })
    response.writeHead(keys ? status : 410).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    delivered,
    /** What a browser hands to the desk. */
    browser: (name: string) => {
      const pair = createECDH('prime256v1')
      const auth = randomBytes(16)
      const p256dh = pair.generateKeys('base64url')
      browsers.set(name, { pair, auth })
      return { endpoint: `${origin}/${name}`, p256dh, auth: auth.toString('base64url') }
    },
    /** Its person has taken the subscription back. */
    leave: (name: string) => void browsers.delete(name),
    answer: (code: number) => {
      status = code
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As a browser reads it (RFC 8291 and 8188, one record). */
function decrypted(body: Buffer, { pair, auth }: { pair: ECDH; auth: Buffer }): string {
  const [salt, from, record] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)]
  const hkdf = (salted: Buffer, secret: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salted, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), from])
  const secret = hkdf(auth, pair.computeSecret(from), info, 32)
  const key = hkdf(salt, secret, 'Content-Encoding: aes128gcm\0', 16)
  const reading = createDecipheriv('aes-128-gcm', key, hkdf(salt, secret, 'Content-Encoding: nonce\0', 12))
  reading.setAuthTag(record.subarray(-16))
  const read = Buffer.concat([reading.update(record.subarray(0, -16)), reading.final()])
  // After the words stands a two, then nothing but zeros.
  return read.subarray(0, read.lastIndexOf(2)).toString('utf8')
}
export type PushService = Awaited<ReturnType<typeof openPushService>>
