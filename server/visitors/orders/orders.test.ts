import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { askHook, type OrderAsked } from './ask-hook.ts'
import { openOrders } from './orders.ts'
import { wordOrder } from './word-order.ts'

const SECRET = 's'.repeat(64)
const TRUSTED = { secrets: [SECRET], trusted: ['127.0.0.1'] }
const EXAMPLE = join(import.meta.dirname, '../../../examples/order-hook/order-hook.mjs')
const asked = (more: Partial<OrderAsked> = {}): OrderAsked => ({
  site: 'tropa',
  orderNumber: 'T-104512',
  askedBy: 'visitor',
  visitor: null,
  ...more,
})

let server: Server | undefined
let example: ChildProcess | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  if (example) {
    example.kill()
    await once(example, 'exit')
  }
  server = example = undefined
})
const hook = async (answer: RequestListener): Promise<string> => {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/order`
}
const answering = (value: unknown, status = 200) =>
  hook((_, response) => response.writeHead(status).end(typeof value === 'string' ? value : JSON.stringify(value)))

describe('the example hook', () => {
  const begin = async () => {
    example = spawn(process.execPath, [EXAMPLE], {
      env: { PATH: process.env['PATH'], FIRSTLINE_SECRET: SECRET, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(createInterface({ input: example.stdout! }), 'line')) as [string]
    return line.replace('Listening on ', '')
  }
  it('tells of an order, and lets its own customer alone see it', async () => {
    const address = await begin()
    const mine = await askHook(address, asked({ visitor: { id: 'customer-7', mail: null } }), TRUSTED)
    expect(mine).toMatchObject({
      ok: true,
      visitorMaySee: true,
      order: {
        status: 'On its way, arrives on 2 December',
        items: [
          { name: 'Tent “Pereval 3”', quantity: 1 },
          { name: 'Pegs, 20 cm', quantity: 8 },
        ],
        link: 'https://shop.example/orders/T-104512',
      },
    })
    for (const visitor of [null, { id: 'customer-8', mail: null }])
      expect(await askHook(address, asked({ visitor }), TRUSTED)).toMatchObject({ ok: true, visitorMaySee: false })
    expect(await askHook(address, asked({ orderNumber: 'т104512' }), TRUSTED)).toMatchObject({ ok: true })
    expect(await askHook(address, asked({ orderNumber: 'T-999999' }), TRUSTED)).toEqual({
      ok: false,
      because: 'unknown',
    })
  })
  it('answers nobody who does not hold the secret', async () => {
    const address = await begin()
    expect(await askHook(address, asked(), { ...TRUSTED, secrets: ['x'.repeat(64)] })).toEqual({
      ok: false,
      because: 'unreadable',
    })
    expect((await fetch(address)).status).toBe(403)
  })
})

describe('askHook', () => {
  it('says why there is no order: in a private network, not reached, too slow, unreadable', async () => {
    const order = { status: 'Packed' }
    const private_ = { ok: false, because: 'private_address' }
    expect(await askHook(await answering(order), asked(), { ...TRUSTED, trusted: [] })).toEqual(private_)
    expect(await askHook('http://localhost:1/order', asked(), { ...TRUSTED, trusted: [] })).toEqual(private_)
    expect(await askHook('http://127.0.0.1:1/order', asked(), TRUSTED)).toEqual({ ok: false, because: 'unreachable' })
    const silent = await hook(() => {})
    expect(await askHook(silent, asked(), { ...TRUSTED, withinMs: 50 })).toEqual({ ok: false, because: 'too_slow' })
  })
  it.each([
    ['no JSON', 'Packed', 200],
    ['no status', { items: [] }, 200],
    ['a link that is none', { status: 'Packed', link: 'javascript:alert(1)' }, 200],
    ['a fault of the shop', { status: 'Packed' }, 500],
    ['a page to go to', { status: 'Packed' }, 302],
  ])('does not read %s', async (_, value, status) => {
    expect(await askHook(await answering(value, status), asked(), TRUSTED)).toEqual({
      ok: false,
      because: 'unreadable',
    })
  })
  it('signs with the secret of before where the shop does not take the new one yet', async () => {
    const fresh = 'n'.repeat(64)
    const signed: string[] = []
    let taken = SECRET
    const address = await hook((request, response) => {
      let body = ''
      request.on('data', (part) => (body += part))
      request.on('end', () => {
        const right = createHmac('sha256', taken).update(body).digest('hex')
        const isRight = request.headers['x-firstline-signature'] === right
        signed.push(isRight ? 'right' : 'wrong')
        response.statusCode = isRight ? 200 : 403
        response.end(JSON.stringify({ status: 'Packed' }))
      })
    })
    const both = { ...TRUSTED, secrets: [fresh, SECRET] }
    expect(await askHook(address, asked(), both)).toMatchObject({ ok: true })
    taken = fresh
    expect(await askHook(address, asked(), both)).toMatchObject({ ok: true })
    expect(signed).toEqual(['wrong', 'right', 'right'])
  })
  it('stops reading what is too much', async () => {
    const address = await answering({ status: 'x'.repeat(100_000) })
    expect(await askHook(address, asked(), TRUSTED)).toMatchObject({ ok: false })
  })
})

describe('orders', () => {
  const orders = openOrders({ identity: { valid: async () => [SECRET] }, trusted: ['127.0.0.1'] })
  const now = Date.now()
  it('are asked for once a minute for the same visitor, and anew for another', async () => {
    let calls = 0
    const address = await hook((_, response) => {
      calls++
      response.end(JSON.stringify({ status: `Answer ${calls}` }))
    })
    const site = { id: 'tropa', orders: { link: '', hook: address } }
    const find = async (id: string, at: number) => {
      const { site: _, ...question } = asked({ visitor: { id, mail: null } })
      const found = await orders.find(site, question, at)
      return found?.ok ? found.order.status : found
    }
    expect([await find('a', now), await find('a', now + 59_000), await find('b', now)]).toEqual([
      'Answer 1',
      'Answer 1',
      'Answer 2',
    ])
    expect(await find('a', now + 61_000)).toBe('Answer 3')
  })
  it('are asked for nowhere where the shop has no hook', async () => {
    const { site: _, ...question } = asked()
    expect(await orders.find({ id: 'tropa', orders: { link: '', hook: '' } }, question, now)).toBeNull()
  })
  it('are named as the shop writes them', () => {
    const site = { orderNumbers: ['T-######'] }
    expect(orders.numberIn(site, 'Где мой заказ т104512?')).toBe('т104512')
    expect(orders.numberIn(site, 'Палатка на 4')).toBeNull()
    expect(orders.numberIn({ orderNumbers: [] }, 'T-104512')).toBeNull()
  })
  it('are shown for ten minutes to whoever asked', () => {
    const order = { orderNumber: 'T-1', status: 'Packed', items: [], link: null }
    const { id } = orders.show(order, { url: 'https://shop.example', locale: 'en', asker: 'anna' }, now)
    expect(orders.shown(id, 'anna', now + 599_000)).toMatchObject({
      question: 'Order T-1',
      url: 'https://shop.example',
    })
    expect(orders.shown(id, 'boris', now)).toBeNull()
    expect(orders.shown(id, 'anna', now + 601_000)).toBeNull()
  })
})

describe('wordOrder', () => {
  it('puts the words of the shop into the answer as text', () => {
    const order = { orderNumber: 'T-1', status: '<b>Packed</b>', items: [{ name: 'A & "B"', quantity: 2 }], link: null }
    expect(wordOrder(order, 'https://shop.example', 'ru')).toEqual({
      question: 'Заказ T-1',
      excerpt: '<b>Packed</b>. A & "B" × 2',
      html: '<p><strong>&#60;b&#62;Packed&#60;/b&#62;</strong></p><ul><li>A &#38; &#34;B&#34; × 2</li></ul>',
      url: 'https://shop.example',
      title: 'Ваш заказ',
    })
  })
})
