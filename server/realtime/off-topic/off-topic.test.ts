import { afterEach, describe, expect, it } from 'vitest'
import { monitorMigrations } from '../../visitors/monitor/watched-visits.ts'
import { migrate } from '#kb'
import { aPacket, type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import { olga, start, stores } from '../testing/first-steps.ts'

let house: LiveHouse
afterEach(() => house.close())

const on = (url: string) => ({ packet: { ...aPacket, page: { url, title: 'Страница' } } })

describe.each(stores)('what was off the matter, on $store', ({ parts }) => {
  it('is told by page, source and hour, with what it cost', async () => {
    const watched = {
      forget: async () => {},
      isHere: async () => false,
      visit: async () => null,
      visitsOf: async () => [],
    }
    house = await openHouse({ ...parts, watched: watched as never })
    await migrate(house.database, monitorMigrations)
    const desk = await house.operator(olga)
    const urls = ['https://shop.test/blog/one?utm=x#top', 'https://shop.test/blog/one', 'https://shop.test/cart', '']
    for (const [n, url] of urls.entries()) {
      const visitor = await house.visitor()
      const { conversation } = await start(visitor, `Вопрос ${n}`, url ? on(url) : {})
      const id = { conversationId: conversation.id }
      await desk.ask('conversation:accept', id)
      await desk.ask('message:send', { ...id, clientMessageId: `cm_${n}`, text: 'Здравствуйте' })
      await desk.ask('conversation:solve', { ...id, answerId: null })
      if (n === 0 || n === 3) await house.live.markConversation(olga, conversation.id, 'off_topic')
    }
    const told = await house.live.offTopic('shop', 7)
    expect(told).toMatchObject({ all: 4, offTopic: 2, messages: 2, sources: [{ key: '', all: 4, offTopic: 2 }] })
    expect(told.pages).toHaveLength(2)
    expect(told.pages).toEqual(
      expect.arrayContaining([
        { key: '/blog/one', all: 2, offTopic: 1 },
        { key: '', all: 1, offTopic: 1 },
      ]),
    )
    expect(told.hours).toHaveLength(24)
    expect(told.operatorMs).toBeGreaterThanOrEqual(0)
    expect(await house.live.offTopic('second', 7)).toMatchObject({ all: 0, offTopic: 0, pages: [] })
  })
})
