import { afterEach, describe, expect, it } from 'vitest'
import type { DeskMember } from '../../chat/conversation.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const made = async (name: string, setBy: 'operators' | 'leads' = 'operators', by: DeskMember = lena) => {
  const answered = await house.live.saveLabel(by, 'shop', null, { name, color: 'red', setBy })
  if (!answered.ok) throw new Error(answered.code)
  return answered.id
}
const named = async (view: 'queue' | 'mine' | 'solved' | 'all', label: string, person = lena) =>
  (await house.live.conversationsFor(person, { view, label, page: 1 })).items.map(({ question }) => question)

describe.each(stores)('labels, on $store', ({ parts }) => {
  it('are made by leads, one of a name; what is taken away comes back as it was', async () => {
    house = await openHouse(parts)
    const wish = { name: 'Брак', color: 'red', setBy: 'operators' } as const
    expect(await house.live.saveLabel(olga, 'shop', null, wish)).toMatchObject({ code: 'not_allowed' })
    const id = await made('Брак')
    expect(await house.live.saveLabel(lena, 'shop', null, { ...wish, name: ' брак' })).toMatchObject({
      code: 'conflict',
    })
    const opt = await made('Опт')
    expect(await house.live.saveLabel(lena, 'shop', opt, { name: 'БРАК' })).toMatchObject({ code: 'conflict' })
    expect(await house.live.saveLabel(lena, 'shop', 'lbl_none', { name: 'x' })).toMatchObject({ code: 'not_found' })
    await house.live.saveLabel(lena, 'shop', id, { color: 'teal', removed: true })
    expect(await house.live.labels(olga)).toMatchObject([{ name: 'Опт' }])
    await house.live.saveLabel(lena, 'shop', id, { removed: false })
    expect(await house.live.labels(olga)).toEqual([
      { id, site: 'shop', name: 'Брак', color: 'teal', setBy: 'operators' },
      { id: opt, site: 'shop', name: 'Опт', color: 'red', setBy: 'operators' },
    ])
  })

  it('are set by whoever may, seen at once by colleagues, never by the visitor, and found by', async () => {
    house = await openHouse(parts)
    const [client, desk] = [await house.visitor(), await willing(house, olga)]
    const { conversation } = await start(client, 'Пришёл с трещиной')
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    const [broken, vip] = [await made('Брак'), await made('Важный', 'leads')]
    // An open desk hears of the first one, and a visitor of none.
    await desk.until('labels:changed')
    expect(client.heard.map(({ event }) => event)).not.toContain('labels:changed')
    const set = (person: DeskMember, add: string[], remove: string[] = []) =>
      house.live.setLabels(person, conversation.id, { add, remove })

    for (const _ of [1, 2]) expect(await set(olga, [broken])).toMatchObject({ ok: true, labels: [broken] })
    const fact = await desk.until('conversation:changed', ({ conversation: it }) => it.labels?.length === 1)
    expect(fact.conversation.labels).toEqual([broken])
    expect(await set(olga, [vip])).toMatchObject({ code: 'not_allowed' })
    expect(await set(lena, [vip])).toMatchObject({ ok: true, labels: [broken, vip] })
    expect(await set(olga, [], [vip])).toMatchObject({ code: 'not_allowed' })
    expect(await set(olga, ['lbl_none'])).toMatchObject({ code: 'not_found' })
    // Somebody else's conversation is not there for an operator.
    expect(await set(ivan, [broken])).toMatchObject({ code: 'not_found' })
    expect(JSON.stringify(client.heard)).not.toContain('lbl_')

    expect(await named('mine', broken, olga)).toEqual(['Пришёл с трещиной'])
    expect(await named('all', vip, ivan)).toEqual([])
    expect(await house.live.labelCounts('shop')).toEqual(
      expect.arrayContaining([
        { id: broken, open: 1, lately: 1 },
        { id: vip, open: 1, lately: 1 },
      ]),
    )
    await desk.ask('conversation:solve', { conversationId: conversation.id })
    expect(await set(olga, [], [broken])).toMatchObject({ ok: true, labels: [vip] })
    expect(await named('solved', broken)).toEqual([])
    expect(await named('solved', vip)).toEqual(['Пришёл с трещиной'])
    expect(await house.live.labelCounts('shop')).toEqual([{ id: vip, open: 0, lately: 1 }])
    expect(await house.live.held(lena, conversation.id, false)).toMatchObject({
      conversations: [{ labels: ['Важный'] }],
    })
    await house.live.erase(lena, conversation.id, false)
    expect(await house.live.labelCounts('shop')).toEqual([])
  })

  it('of one site are nowhere on another', async () => {
    house = await openHouse(parts)
    const elsewhere: DeskMember = { ...lena, id: 'p_vera', role: 'operator', sites: { other: 'lead' } }
    const id = await made('Тайная')
    expect(await house.live.labels(elsewhere)).toEqual([])
    expect(await house.live.saveLabel(elsewhere, 'other', id, { name: 'Чужая' })).toMatchObject({ code: 'not_found' })
    expect(await house.live.saveLabel(elsewhere, 'shop', id, { name: 'Чужая' })).toMatchObject({ code: 'not_allowed' })
    const foreign = await made('Чужая', 'operators', { ...lena, sites: null })
    const { conversation } = await start(await house.visitor())
    expect(await house.live.saveLabel(elsewhere, 'other', null, { name: 'Своя', color: 'blue' })).toMatchObject({
      ok: true,
    })
    const [own] = await house.live.labels(elsewhere)
    expect(await house.live.setLabels(lena, conversation.id, { add: [own?.id ?? ''], remove: [] })).toMatchObject({
      code: 'not_found',
    })
    expect(await house.live.setLabels(elsewhere, conversation.id, { add: [foreign], remove: [] })).toMatchObject({
      code: 'not_found',
    })
    expect(await house.live.labelCounts('other')).toEqual([])
  })
})
