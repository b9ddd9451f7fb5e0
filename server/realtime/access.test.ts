import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores, willing } from './testing/first-steps.ts'
import { aPacket, type LiveHouse, openHouse } from './testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

describe.each(stores)('what the live edge lets in, and whom it tells, on $store', ({ parts }) => {
  it('I9: tells nothing to anyone who is not a member', async () => {
    house = await openHouse(parts)
    const a = await willing(house, olga)
    const b = await house.operator(ivan)
    const stranger = await house.visitor()
    const { conversation } = await start(await house.visitor())
    const { id } = conversation
    await b.ask('conversation:open', { conversationId: id, since: 0 })
    await a.ask('conversation:accept', { conversationId: id })
    await b.until('conversation:gone')
    const sent = await a.ask('message:send', { conversationId: id, clientMessageId: 'cm_secret', text: 'тайна' })
    await a.ask('note:add', { conversationId: id, clientMessageId: 'cm_note', text: 'тайная заметка' })
    for (const [client, event, request] of [
      [b, 'conversation:open', { conversationId: id, since: 0 }],
      [b, 'message:send', { conversationId: id, clientMessageId: 'x1', text: 'x' }],
      [b, 'note:add', { conversationId: id, clientMessageId: 'x2', text: 'x' }],
      [b, 'conversation:solve', { conversationId: id }],
      [b, 'conversation:transfer', { conversationId: id, to: { operatorId: ivan.id }, note: '' }],
      [b, 'draft:save', { conversationId: id, text: 'x', version: 0 }],
      [b, 'message:edit', { conversationId: id, messageId: sent.message.id, text: 'x' }],
      [b, 'message:delete', { conversationId: id, messageId: sent.message.id }],
      [b, 'message:read', { conversationId: id, seq: 1 }],
      [b, 'typing:set', { conversationId: id, typing: true }],
      [b, 'conversation:take-over', { conversationId: id }],
      [b, 'conversation:reopen', { conversationId: id }],
      [stranger, 'conversation:resync', { conversationId: id, since: 0 }],
      [stranger, 'message:send', { conversationId: id, clientMessageId: 'x3', text: 'x' }],
      [stranger, 'message:read', { conversationId: id, seq: 1 }],
      [stranger, 'typing:set', { conversationId: id, typing: true }],
      [stranger, 'conversation:mail-instead', { conversationId: id, mail: 'a@example.com' }],
      [stranger, 'conversation:rate', { conversationId: id, stars: 1 }],
      [stranger, 'conversation:end', { conversationId: id }],
    ] as const) {
      expect(await client.ask(event, request), event).toMatchObject({ ok: false, code: 'not_found' })
    }
    expect(await house.live.detail(ivan, id)).toBeNull()
    expect(await house.live.detail(lena, id)).toMatchObject({ id })
    expect(JSON.stringify([b.heard, stranger.heard])).not.toContain('тайна')
  })

  it('I9: tells an operator of no earlier conversation they may not open', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    const begin = (text: string, n: number) =>
      visitor.ask('conversation:start', { clientMessageId: `cm_earlier_${n}`, text, packet: aPacket, way: 'chat' })
    const a = await willing(house, olga)
    const first = (await begin('Моя тайна', 1)).conversation
    await a.ask('conversation:accept', { conversationId: first.id })
    await a.ask('conversation:solve', { conversationId: first.id })
    await a.ask('presence:set', { available: false })
    const b = await willing(house, ivan)
    const second = (await begin('Ещё вопрос', 2)).conversation
    const accepted = await b.ask('conversation:accept', { conversationId: second.id })
    expect(accepted.conversation).toMatchObject({ id: second.id, earlier: [] })
    expect(await house.live.detail(lena, second.id)).toMatchObject({ earlier: [{ id: first.id }] })
    expect(await house.live.detail(olga, first.id)).toMatchObject({ earlier: [] })
  })

  it('refuses strangers at the door, by code', async () => {
    house = await openHouse(parts)
    await expect(house.visitor({ token: 'v1.forged.token' })).rejects.toMatchObject({ code: 'signed_out' })
    await expect(house.visitor({ protocol: 99 })).rejects.toMatchObject({ code: 'version_unsupported' })
    await expect(house.visitor({ headers: { origin: 'https://evil.example' } })).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await house.visitor({ headers: { origin: 'http://shop.test' } })
    await expect(house.operator(null)).rejects.toMatchObject({ code: 'signed_out' })
  })

  it('leaves plain requests to the application', async () => {
    house = await openHouse(parts)
    expect((await fetch(`${house.url}/api/live/?EIO=4&transport=polling`)).status).toBe(404)
  })

  it('ends the live connections of a revoked person', async () => {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
    const ended = new Promise((resolve) => desk.socket.on('disconnect', resolve))
    await house.live.revokeSessions(olga.id)
    await ended
    await expect.poll(async () => (await house.live.availability('shop', 'ru')).staffed).toBe(false)
  })

  it('answers malformed, oversized and too frequent requests by code', async () => {
    house = await openHouse({ ...parts, limits: { messagesAtOnce: 3 } })
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const send = (text: unknown, n: number) =>
      visitor.ask('message:send', { conversationId: conversation.id, clientMessageId: `cm_${n}`, text })
    expect(await send({ $ne: 1 }, 0)).toEqual({ ok: false, code: 'invalid' })
    expect(await send('\ud800', 0)).toEqual({ ok: false, code: 'invalid' })
    expect(await send('я'.repeat(32 * 1024 + 1), 0)).toEqual({ ok: false, code: 'too_long' })
    expect(await send('я'.repeat(32 * 1024), 1)).toMatchObject({ ok: true })
    await send('b', 2)
    await send('c', 3)
    const refused = await send('d', 4)
    expect(refused).toMatchObject({ ok: false, code: 'too_many' })
    expect(refused.retryAfterMs).toBeGreaterThan(0)
  })
})
