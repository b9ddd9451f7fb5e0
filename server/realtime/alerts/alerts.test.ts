import { afterEach, describe, expect, it } from 'vitest'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const ALL = ['set_away', 'nobody_took', 'low_rating', 'target_missed'] as const
let house: LiveHouse
afterEach(() => house.close())

const kindsOf = async (person: DeskMember) =>
  (await house.live.forYou(person, { page: 1, perPage: 30 })).items.map(({ kind, byName }) => [kind, byName])
const opened = (parts: object, alerts: readonly (typeof ALL)[number][] = ALL, more: object = {}, offerMs = 300) =>
  openHouse({
    ...parts,
    site: aSite({ alerts: [...alerts], ...more }),
    leadsOf: async (site) => (site === 'shop' ? [lena.id, olga.id] : []),
    timing: { offerMs },
  })

describe.each(stores)('what leads are told of, on $store', ({ parts }) => {
  it('is an offer nobody else could take, and who was set away for it; not whom it is about', async () => {
    house = await opened(parts)
    const [lead, desk] = [await house.operator(lena), await willing(house, olga)]
    await start(await house.visitor())
    await desk.until('offer:expired', (fact) => fact.setAway)
    await lead.until('for-you:changed')
    await expect.poll(() => kindsOf(lena), { timeout: 20_000 }).toHaveLength(2)
    expect((await kindsOf(lena)).sort()).toEqual([
      ['nobody_took', 'Ольга'],
      ['set_away', 'Ольга'],
    ])
    expect(await kindsOf(olga)).toEqual([['missed', null]])
  })

  it('is no lapsed offer while a colleague can still be asked', async () => {
    house = await opened(parts, ['nobody_took'], {}, 2_000)
    const desks = [await willing(house, olga), await willing(house, ivan)]
    const { id: conversationId } = (await start(await house.visitor())).conversation
    const missedBy = async () => [...(await kindsOf(olga)), ...(await kindsOf(ivan))].length
    await expect.poll(missedBy, { timeout: 20_000 }).toBeGreaterThan(0)
    const before = await kindsOf(lena)
    // Whoever is there takes it before the last of them could miss it.
    await Promise.all(desks.map((desk) => desk.ask('conversation:accept', { conversationId })))
    expect(before).toEqual([])
  })

  it('is a rating of one or two stars, once, and none of three', async () => {
    house = await opened(parts)
    const [lead, desk] = [await house.operator(lena), await house.operator(ivan)]
    const visitor = await house.visitor()
    await desk.ask('presence:set', { available: true })
    const { id: conversationId } = (await start(visitor)).conversation
    await desk.ask('conversation:accept', { conversationId })
    const rate = (stars: number) => visitor.ask('conversation:rate', { conversationId, stars })
    expect(await rate(3)).toMatchObject({ ok: true })
    expect(await kindsOf(lena)).toEqual([])
    for (const stars of [2, 1]) expect(await rate(stars)).toMatchObject({ ok: true })
    await lead.until('for-you:changed')
    expect(await kindsOf(lena)).toEqual([['low_rating', 'Иван']])
  })

  it('is a visitor who waits longer than promised', async () => {
    house = await opened(parts, ['target_missed'], { targets: { firstResponseMinutes: 0, replyMinutes: 0 } })
    const lead = await house.operator(lena)
    await start(await house.visitor())
    await lead.until('for-you:changed')
    expect(await kindsOf(lena)).toEqual([['target_missed', null]])
  })

  it('is nothing while the shop has asked for nothing', async () => {
    house = await opened(parts, [])
    const desk = await willing(house, olga)
    await house.operator(lena)
    await start(await house.visitor())
    await desk.until('offer:expired', (fact) => fact.setAway)
    expect(await kindsOf(lena)).toEqual([])
  })
})
