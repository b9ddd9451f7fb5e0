import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { io } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'

const ENDINGS = 'абвгдежзиклм'
const IN_HAND = ENDINGS.length
const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

describe('a product that is told to end', () => {
  let product: Product
  afterEach(() => product?.stop())

  /** A request whose head the product has read and whose body it waits for. */
  async function begun(admin: DeskClient, n: number): Promise<{ finish(): Promise<IncomingMessage> }> {
    const body = JSON.stringify({ word: `шмяк${ENDINGS[n]}` })
    const asked = request(`${product.helpCentre}/api/desk/spelling/words`, {
      method: 'POST',
      headers: {
        cookie: admin.cookie,
        origin: product.helpCentre,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'x-firstline': '1',
        expect: '100-continue',
      },
    })
    // Listened for from the start: a connection that is ended fails it.
    const answered = once(asked, 'response') as Promise<[IncomingMessage]>
    answered.catch(() => {})
    asked.flushHeaders()
    await once(asked, 'continue')
    return {
      finish: async () => {
        asked.end(body)
        const [response] = await answered
        response.resume()
        return response
      },
    }
  }

  it('answers what it has in hand, and ends', async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    const admin = await signIn(product)
    const made = await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })
    const { token } = (await made.json()) as { token: string }
    const visitor = io(`${product.helpCentre}/visitor`, {
      path: '/api/live',
      transports: ['websocket'],
      auth: { protocol: 1, token },
      reconnection: false,
    })
    const heard = (event: string) => new Promise((resolve) => visitor.once(event, resolve))
    await heard('connect')
    const told = heard('node:draining')
    const all = await Promise.all(Array.from({ length: IN_HAND }, (_, n) => begun(admin, n)))
    const said = visitor.emitWithAck('conversation:start', {
      clientMessageId: 'cm_closing',
      text: 'Где мой заказ?',
      packet: PACKET,
      way: 'message',
    })
    const ended = product.end()
    await told
    expect(await said).toMatchObject({ ok: true })
    const answers = await Promise.all(all.map((one) => one.finish()))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(IN_HAND).fill(200))
    expect(answers.every(({ headers }) => headers.connection === 'close')).toBe(true)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(product.output()).not.toMatch(/"level":50/)
  })

  it('does not wait for who never finishes a request', async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    const admin = await signIn(product)
    const { finish } = await begun(admin, 1)
    expect(await product.end()).toEqual({ code: 0, signal: null })
    await expect(finish()).rejects.toThrow()
  })
})
