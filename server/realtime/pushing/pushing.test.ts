import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushSubscription } from '../../chat/moves/pushing/subscribe.ts'
import { isQuietAt } from '../../chat/moves/pushing/quiet.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import { openPushService, type PushService } from '../testing/push-service.ts'
import { isPushAddress } from './send-push.ts'

const SOON = { timeout: 30_000 }
let house: LiveHouse
let service: PushService

const opened = async (parts: object, more: object = {}) => {
  house = await openHouse({ ...parts, trusted: ['127.0.0.1'], timing: { pushAfterMs: 0 }, ...more })
}
const subscribed = (name: string, more: Partial<PushSubscription> = {}) =>
  house.live.subscribePush({
    ...{ personId: olga.id, sessionId: 'ses_1', locale: 'ru', words: false, quiet: null },
    ...{ kinds: ['offer', 'message', 'mention', 'left'], ...service.browser(name) },
    ...more,
  })
const kinds = (browser: string) =>
  service.delivered.filter((one) => one.browser === browser).map(({ fact }) => fact.kind)
/** One conversation that Olga has, and what its visitor writes with. */
async function held(text = 'Где мой заказ?') {
  const desk = await willing(house, olga)
  const visitor = await house.visitor()
  const { conversation } = await start(visitor, text)
  await desk.ask('conversation:accept', { conversationId: conversation.id })
  const id = conversation.id as string
  const read = (seq: number) => desk.ask('message:read', { conversationId: id, seq })
  const write = (clientMessageId: string, words: string) =>
    visitor.ask('message:send', { conversationId: id, clientMessageId, text: words })
  // Nothing waits before the test says so.
  await read(conversation.lastSeq ?? 1)
  return { desk, id, read, write }
}

describe.each(stores)('a push message, on $store', ({ parts }) => {
  beforeEach(async () => {
    service = await openPushService()
  })
  afterEach(async () => {
    await house.close()
    await service.close()
  })

  it('says what waits for its person, to their browsers alone, in words only they can read', async () => {
    await opened(parts)
    const { id, write } = await held()
    await subscribed('phone')
    await subscribed('laptop', { words: true, kinds: ['message'] })
    await subscribed('other', { personId: ivan.id })
    await write('m1', 'Мой телефон 12')
    await expect.poll(() => kinds('laptop'), SOON).toEqual(['message'])
    await expect.poll(() => kinds('phone'), SOON).toContain('message')
    const of = (browser: string) =>
      service.delivered.find((one) => one.browser === browser && one.fact.kind === 'message')
    expect(of('phone')?.fact).toEqual({
      ...{ kind: 'message', locale: 'ru', shop: 'Магазин', words: null },
      ...{ key: `message ${id}`, address: `/desk/inbox/mine/${id}` },
    })
    expect(of('laptop')?.fact.words).toBe('Мой телефон 12')
    expect(of('laptop')?.headers).toMatchObject({
      ...{ ttl: '3600', urgency: 'high', 'content-encoding': 'aes128gcm' },
      authorization: expect.stringMatching(/^vapid t=[\w.-]+, ?k=[\w-]+$/),
    })
    expect(kinds('other')).toEqual([])
  })

  it('comes once until it was read, and again for what comes after that', async () => {
    await opened(parts)
    const { write, read } = await held()
    await subscribed('phone', { kinds: ['message'] })
    await write('m1', 'раз')
    await expect.poll(() => kinds('phone'), SOON).toEqual(['message'])
    await write('m2', 'два')
    // What a second browser is told, the first one would have been told again.
    await subscribed('laptop', { kinds: ['message'] })
    await expect.poll(() => kinds('laptop'), SOON).toEqual(['message'])
    expect(kinds('phone')).toEqual(['message'])
    const { seq } = (await write('m3', 'три')).message
    await read(seq)
    await write('m4', 'четыре')
    await expect.poll(() => kinds('phone'), SOON).toEqual(['message', 'message'])
    await house.restart()
    await subscribed('tablet', { kinds: ['message'] })
    await expect.poll(() => kinds('tablet'), SOON).toEqual(['message'])
    expect(kinds('phone')).toHaveLength(2)
  })

  it('is not sent where it was seen at the desk first, within quiet hours, or when nobody asked for it', async () => {
    await opened(parts)
    const { write } = await held()
    const quiet = { from: '00:00', to: '23:59', timeZone: 'UTC' }
    await subscribed('quiet', {
      kinds: ['message'],
      quiet: isQuietAt(quiet, Date.now()) ? quiet : { ...quiet, from: '12:00', to: '11:59' },
    })
    await subscribed('calm', { kinds: [] })
    await subscribed('phone', { kinds: ['message'] })
    await write('m1', 'раз')
    await expect.poll(() => kinds('phone'), SOON).toEqual(['message'])
    expect([kinds('quiet'), kinds('calm')]).toEqual([[], []])
  })

  it('tells of a message left, and of a note that names somebody', async () => {
    await opened(parts)
    await subscribed('phone')
    await subscribed('lead', { personId: lena.id, kinds: ['mention'], words: true })
    await house.operator(olga)
    await house.operator(lena)
    const { desk, id } = await held()
    await desk.ask('note:add', { conversationId: id, clientMessageId: 'n1', text: '@Лена, посмотри' })
    await expect.poll(() => kinds('lead'), SOON).toEqual(['mention'])
    expect(service.delivered.find(({ browser }) => browser === 'lead')?.fact.words).toBe('Где мой заказ?')
    await desk.ask('presence:set', { available: false })
    await start(await house.visitor(), 'Позвоните мне', { way: 'message', mail: 'anna@mail.example' })
    await expect.poll(() => kinds('phone'), SOON).toContain('left')
  })

  it('goes to no browser that has left, and is tried again where its service is down', async () => {
    await opened(parts)
    const { write } = await held()
    await subscribed('phone', { kinds: ['message'] })
    await subscribed('gone', { kinds: ['message'] })
    service.leave('gone')
    service.answer(503)
    await write('m1', 'раз')
    const rows = async () => {
      const text = 'select "endpoint", "failures" from "pushSubscriptions" order by "endpoint"'
      return house.database.pool
        ? (await house.database.pool.query(text)).rows
        : house.inFile((sqlite) =>
            sqlite
              .prepare(text)
              .all()
              .map((row) => ({ ...row })),
          )
    }
    await expect.poll(rows, SOON).toEqual([{ endpoint: expect.stringMatching(/phone$/), failures: 1 }])
    service.answer(201)
    const again = `update "pushes" set "claimedUntil" = '2020-01-01T00:00:00.000Z' where "claimedUntil" is not null`
    if (house.database.pool) await house.database.pool.query(again)
    else await house.inFile((sqlite) => sqlite.exec(again))
    await expect.poll(() => kinds('phone'), SOON).toEqual(['message'])
    await expect.poll(async () => (await rows())[0]?.failures, SOON).toBe(0)
  })

  it('ends with its session, and with the person’s own word', async () => {
    let alive = true
    await opened(parts, { sessionsLeft: async (ids: string[]) => new Set(alive ? ids : []) })
    const key = await house.live.pushKey()
    expect(Buffer.from(key, 'base64url')).toHaveLength(65)
    expect(await subscribed('phone', { endpoint: 'https://127.0.0.2/x' })).toMatchObject({ code: 'invalid' })
    await subscribed('phone', { kinds: ['message'] })
    await subscribed('laptop', { kinds: ['message'] })
    const { endpoint } = service.browser('tablet')
    await subscribed('tablet', { kinds: ['message'], endpoint })
    await house.live.endPush(ivan.id, endpoint)
    await house.live.endPush(olga.id, endpoint)
    await house.restart()
    expect(await house.live.pushKey()).toBe(key)
    alive = false
    const { write } = await held()
    await write('m1', 'раз')
    const left = async () => {
      const text = 'select count(*) as "n" from "pushSubscriptions"'
      const row = house.database.pool
        ? (await house.database.pool.query(text)).rows[0]
        : await house.inFile((sqlite) => sqlite.prepare(text).get())
      return Number(row?.n)
    }
    await expect.poll(left, SOON).toBe(0)
    expect(service.delivered).toEqual([])
  })
})

describe('where push messages may go', () => {
  it('is over https, and to no private network but the named hosts', () => {
    expect(isPushAddress('https://fcm.googleapis.com/fcm/send/x', [])).toBe(true)
    for (const no of ['http://fcm.googleapis.com/x', 'https://10.0.0.1/x', 'https://[::1]/x', 'ftp://x', 'x'])
      expect(isPushAddress(no, []), no).toBe(false)
    expect(isPushAddress('http://127.0.0.1:1/x', ['127.0.0.1'])).toBe(true)
  })
})

describe('quiet hours', () => {
  const at = (time: string) => Date.parse(`2026-11-28T${time}:00Z`)
  it('are of their time zone, and reach over midnight', () => {
    const night = { from: '22:00', to: '08:00', timeZone: 'Europe/Moscow' }
    expect(['18:59', '19:00', '04:59', '05:00'].map((time) => isQuietAt(night, at(time)))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isQuietAt({ ...night, timeZone: 'Nowhere/None' }, at('23:00'))).toBe(true)
  })
})
