import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores, willing } from './testing/first-steps.ts'
import { type LiveHouse, openHouse } from './testing/live-fixture.ts'

const PHOTO = 'f'.repeat(32)
const face = (personId: string, over: object = {}) => ({
  personId,
  site: '',
  photo: null,
  names: {},
  roles: {},
  ...over,
})
const address = (id: string) => `http://help.test/api/pictures/${id}/96.webp`

describe.each(stores)('faces in conversations on $store', ({ parts }) => {
  let house: LiveHouse | undefined
  afterEach(async () => {
    await house?.close()
    house = undefined
  })
  const open = async () => (house = await openHouse({ ...parts, timing: { vanishedMs: 60_000 } }))

  it('a visitor sees who answers as this site and language know them, and nowhere the name behind it', async () => {
    const { live, ...here } = await open()
    await live.setFace(face(olga.id, { photo: PHOTO, names: { en: 'Olga' }, roles: { ru: 'Склад' } }))
    await live.setFace(face(olga.id, { site: 'shop', photo: 'a'.repeat(32), names: { ru: 'Ася' } }))
    const desk = await willing({ live, ...here }, olga)
    const visitor = await here.visitor()
    const begun = await start(visitor)
    expect(begun.conversation.operator).toBeNull()
    const conversationId = begun.conversation.id
    await desk.ask('conversation:accept', { conversationId })
    const { conversation } = await visitor.until('conversation:changed', (fact) => fact.conversation.state === 'active')
    expect(conversation.operator).toEqual({ name: 'Ася', role: 'Склад', photo: address('a'.repeat(32)), here: true })
    await desk.ask('message:send', { conversationId, clientMessageId: 'cm_1', text: 'Уже в пути' })
    const { message } = await visitor.until('message:created', (fact) => fact.message.text === 'Уже в пути')
    expect(message.authorName).toBe('Ася')
    expect(JSON.stringify(visitor.heard)).not.toContain('Ольга')
    expect(
      (await live.transcript({ visitorId: '', site: 'shop', locale: 'ru', verified: null }, conversationId)).ok,
    ).toBe(false)
  })
  it('who waits is told whom they will talk to', async () => {
    const { live, ...here } = await open()
    await live.setFace(face(olga.id, { photo: PHOTO }))
    const visitor = await here.visitor()
    expect((await start(visitor)).conversation.next).toBeUndefined()
    await willing({ live, ...here }, olga)
    const { conversation } = await visitor.until('conversation:changed', (fact) => fact.conversation.next?.length === 1)
    expect(conversation).toMatchObject({ state: 'queued', next: [{ name: 'Ольга', photo: address(PHOTO) }] })
  })
  it('a visitor is told when who answers has stepped out, and when they are back', async () => {
    const here = await open()
    const desk = await willing(here, olga)
    const visitor = await here.visitor()
    const { conversation } = await start(visitor)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await visitor.until('conversation:changed', (fact) => fact.conversation.operator?.here === true)
    desk.socket.disconnect()
    await visitor.until('conversation:changed', (fact) => fact.conversation.operator?.here === false)
    const earlier = visitor.heard.map(({ fact }) => fact)
    await here.operator(olga)
    const { conversation: again } = await visitor.until(
      'conversation:changed',
      (fact) => !earlier.includes(fact) && fact.conversation.operator?.here === true,
    )
    expect(again).toMatchObject({ id: conversation.id, state: 'active' })
  })
  it('keeps the face of whoever wrote before somebody else took over', async () => {
    const { live, ...here } = await open()
    await live.setFace(face(olga.id, { photo: PHOTO }))
    const house = { live, ...here }
    const desk = await willing(house, olga)
    const lead = await willing(house, lena)
    const visitor = await here.visitor()
    const { conversation } = await start(visitor)
    const conversationId = conversation.id
    await desk.ask('conversation:accept', { conversationId })
    await desk.ask('message:send', { conversationId, clientMessageId: 'cm_1', text: 'Сейчас посмотрю' })
    await lead.ask('conversation:take-over', { conversationId })
    const taken = await visitor.until('conversation:changed', (fact) => fact.conversation.operator?.name === 'Лена')
    expect(taken.conversation.faces).toEqual([{ name: 'Ольга', photo: address(PHOTO) }])
    expect(taken.conversation.operator.photo).toBeUndefined()
  })
  it('a shop says who answers: at any hour those who have said who they are, else whoever is there', async () => {
    const { live, ...here } = await open()
    await live.setFace(face(ivan.id, { names: { en: 'Ivan' } }))
    const house = { live, ...here }
    await willing(house, olga)
    const away = await here.operator(ivan)
    expect((await live.team('shop', 'en', 'at')).map(({ name }) => name)).toEqual(['Ольга', 'Ivan'])
    away.socket.disconnect()
    expect((await live.team('shop', 'en', 'known')).map(({ name }) => name)).toEqual(['Ivan'])
    await live.forgetFaces(ivan.id)
    expect(await live.team('shop', 'en', 'known')).toEqual([])
  })
  it('nobody is called by the word for their account', async () => {
    const here = await open()
    const desk = await willing(here, { id: 'p_admin', name: 'admin', role: 'admin', sites: null })
    const visitor = await here.visitor()
    const { conversation } = await start(visitor)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    const { conversation: active } = await visitor.until(
      'conversation:changed',
      (fact) => fact.conversation.state === 'active',
    )
    expect(active.operator.name).toBe('Специалист')
    expect(JSON.stringify(visitor.heard)).not.toContain('admin')
  })
})
