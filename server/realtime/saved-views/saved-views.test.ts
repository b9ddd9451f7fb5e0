import { afterEach, describe, expect, it } from 'vitest'
import { MOST_SAVED_VIEWS } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const bad = { name: 'Плохие', list: 'solved', filter: { rating: 'bad', days: '7' }, shared: false } as const
const names = async (person: DeskMember) => (await house.live.savedViews(person, 'shop')).map(({ name }) => name)

describe.each(stores)('saved views, on $store', ({ parts }) => {
  it('are one’s own, or a lead shares them with the site', async () => {
    house = await openHouse(parts)
    const own = await house.live.saveView(olga, 'shop', null, bad)
    if (!own.ok) throw new Error(own.code)
    expect(await house.live.saveView(olga, 'shop', null, { ...bad, shared: true })).toMatchObject({
      code: 'not_allowed',
    })
    const shared = await house.live.saveView(lena, 'shop', null, { ...bad, name: 'Общий', shared: true })
    if (!shared.ok) throw new Error(shared.code)
    expect(await house.live.savedViews(olga, 'shop')).toEqual([
      { id: own.id, site: 'shop', own: true, ...bad },
      { id: shared.id, site: 'shop', own: false, ...bad, name: 'Общий', shared: true },
    ])
    expect([await names(ivan), await names(lena)]).toEqual([['Общий'], ['Общий']])

    const change = (by: DeskMember, id: string, wish: object) => house.live.saveView(by, 'shop', id, wish)
    expect(await change(ivan, own.id, { name: 'Чужой' })).toMatchObject({ code: 'not_found' })
    expect(await change(olga, shared.id, { name: 'Чужой' })).toMatchObject({ code: 'not_allowed' })
    expect(await change(olga, own.id, { shared: true })).toMatchObject({ code: 'not_allowed' })
    await change(olga, own.id, { name: 'Разобрать', filter: { late: 'yes' } })
    await change(lena, shared.id, { removed: true })
    expect(await house.live.savedViews(olga, 'shop')).toMatchObject([{ name: 'Разобрать', filter: { late: 'yes' } }])
    await change(lena, shared.id, { removed: false })
    expect(await names(olga)).toEqual(['Разобрать', 'Общий'])
  })

  it('of one site are nowhere on another, and are not without number', async () => {
    house = await openHouse(parts)
    const vera: DeskMember = { ...lena, id: 'p_vera', role: 'operator', sites: { other: 'lead' } }
    const shared = await house.live.saveView(lena, 'shop', null, { ...bad, shared: true })
    const id = shared.ok ? shared.id : ''
    expect(await house.live.savedViews(vera, 'shop')).toEqual([])
    expect(await house.live.saveView(vera, 'shop', id, { name: 'x' })).toMatchObject({ code: 'not_found' })
    expect(await house.live.saveView(vera, 'other', id, { name: 'x' })).toMatchObject({ code: 'not_found' })
    for (let n = 0; n < MOST_SAVED_VIEWS; n++) await house.live.saveView(olga, 'shop', null, bad)
    expect(await house.live.saveView(olga, 'shop', null, bad)).toMatchObject({ code: 'too_many' })
    expect(await house.live.saveView(ivan, 'shop', null, bad)).toMatchObject({ ok: true })
  })
})

describe.each(stores)('a narrowed list, on $store', ({ parts }) => {
  it('holds what fits, of what one may read', async () => {
    house = await openHouse(parts)
    await house.live.setOperator(olga.id, { skills: ['опт'] })
    const desk = await willing(house, olga)
    const taken = await house.visitor()
    const { conversation } = await start(taken, 'Куртка порвалась')
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await start(await house.visitor(), 'Кому писать про опт?')
    const found = async (person: DeskMember, filter: object) =>
      (await house.live.conversationsFor(person, { view: 'all', page: 1, ...filter })).items.map((one) => one.question)

    expect(await found(lena, { view: 'open' })).toEqual(['Куртка порвалась'])
    expect(await found(olga, { view: 'open' })).toEqual(['Куртка порвалась'])
    expect(await found(ivan, { view: 'open' })).toEqual([])
    expect(await found(lena, { operator: olga.id })).toEqual(['Куртка порвалась'])
    expect(await found(lena, { operator: ivan.id })).toEqual([])
    expect(await found(lena, { group: 'опт' })).toEqual(['Куртка порвалась'])
    // A name is a name, whatever it holds.
    expect(await found(lena, { group: '%' })).toEqual([])
    expect(await found(lena, { site: 'other' })).toEqual([])
    expect(await found(lena, { channel: 'mail' })).toEqual([])
    expect(await found(lena, { channel: 'chat', days: '1', site: 'shop' })).toHaveLength(2)
    expect(await found(lena, { to: '2020-01-01T00:00:00.000Z' })).toEqual([])
    expect(await found(lena, { from: '2020-01-01T00:00:00.000Z' })).toHaveLength(2)

    await desk.ask('conversation:solve', { conversationId: conversation.id })
    expect(await found(lena, { rating: 'bad' })).toEqual([])
    await taken.ask('conversation:rate', { conversationId: conversation.id, stars: 1 })
    expect(await found(lena, { view: 'solved', rating: 'bad' })).toEqual(['Куртка порвалась'])
    expect(await found(lena, { view: 'solved', rating: 'good' })).toEqual([])
    expect(await found(ivan, { view: 'solved', rating: 'bad' })).toEqual([])
    expect(await found(lena, { late: 'yes' })).toEqual([])
  })
})
