import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { DeskMember } from '../chat/conversation.ts'
import { start, stores, willing } from './testing/first-steps.ts'
import { aSite, type Client, type LiveHouse, openHouse } from './testing/live-fixture.ts'

const SHOPS = [aSite(), aSite({ id: 'other', name: { ru: 'Другой', en: 'Other' }, mail: 'help@other.test' })]
const ours: DeskMember = { id: 'p_ours', name: 'Ольга', role: 'operator', sites: { shop: 'operator' } }
const ourLead: DeskMember = { id: 'p_our_lead', name: 'Лена', role: 'lead', sites: { shop: 'lead' } }
const theirs: DeskMember = { id: 'p_theirs', name: 'Пётр', role: 'operator', sites: { other: 'operator' } }
const theirLead: DeskMember = { id: 'p_their_lead', name: 'Лев', role: 'lead', sites: { other: 'lead' } }
const both: DeskMember = { id: 'p_both', name: 'Вера', role: 'lead', sites: { shop: 'operator', other: 'lead' } }
const admin: DeskMember = { id: 'p_admin', name: 'Анна', role: 'admin', sites: null }

/** Every request of the desk, with what it takes besides the conversation. One that is not listed here fails. `own`: it concerns the asker alone. */
const ASKED: Record<string, [more: object, answer: 'not_found' | 'own']> = {
  'inbox:resync': [{}, 'own'],
  'presence:set': [{ available: false }, 'own'],
  'conversation:open': [{ since: 0 }, 'not_found'],
  'conversation:close': [{}, 'own'],
  'conversation:accept': [{}, 'not_found'],
  'conversation:decline': [{}, 'not_found'],
  'conversation:solve': [{}, 'not_found'],
  'conversation:reopen': [{}, 'not_found'],
  'conversation:transfer': [{ to: { operatorId: 'p_theirs' }, note: '' }, 'not_found'],
  'conversation:take-over': [{}, 'not_found'],
  'conversation:prioritize': [{ priority: 1 }, 'not_found'],
  'message:send': [{ clientMessageId: 'cm_x', text: 'x' }, 'not_found'],
  'files:open': [{ ids: ['fil_x'] }, 'not_found'],
  'note:add': [{ clientMessageId: 'cm_y', text: 'x' }, 'not_found'],
  'message:edit': [{ messageId: 'msg_x', text: 'x' }, 'not_found'],
  'message:delete': [{ messageId: 'msg_x' }, 'not_found'],
  'message:read': [{ seq: 1 }, 'not_found'],
  'message:received': [{ seq: 1 }, 'not_found'],
  'typing:set': [{ typing: true }, 'not_found'],
  'draft:save': [{ text: 'x', version: 0 }, 'not_found'],
}
const protocol = readFileSync(new URL('../protocol/events.ts', import.meta.url), 'utf8')
const deskRequests = [
  ...(protocol.split('interface DeskToServer {')[1]?.split('\n}')[0] ?? '').matchAll(/^ {2}'([a-z:-]+)'/gm),
].map(([, name]) => name as string)

let house: LiveHouse
afterEach(() => house.close())

describe.each(stores)('two shops on $store', ({ parts }) => {
  const opened = () =>
    openHouse({
      ...parts,
      library: {
        find: {
          site: async (id) => SHOPS.find((one) => one.id === id) ?? null,
          sites: async () => SHOPS,
        },
        visits: { record: async () => {} },
      },
    })
  const visitorOf = (site: string): Promise<Client> =>
    house.visitor({ token: house.live.issueVisitor({ site, locale: 'ru', verified: null }).token })

  it('I11: knows what each request of the protocol answers across shops', () => {
    house = { close: async () => {} } as LiveHouse
    expect(deskRequests.length).toBeGreaterThan(10)
    expect(deskRequests.toSorted()).toEqual(Object.keys(ASKED).toSorted())
  })

  it('I11: answers and tells nothing of one shop to the desk of the other', async () => {
    house = await opened()
    const desk = await willing(house, ours)
    const strangers = [await willing(house, theirs), await house.operator(theirLead)]
    const visitor = await visitorOf('shop')
    const { conversation } = await start(visitor, 'Тайна магазина')
    const ask = async (conversationId: string) => {
      for (const stranger of strangers)
        for (const [event, [more, answer]] of Object.entries(ASKED)) {
          if (answer === 'own' && event !== 'inbox:resync') continue
          const said = await stranger.ask(event, { conversationId, ...more })
          if (answer === 'not_found') expect(said, event).toEqual({ ok: false, code: 'not_found' })
          expect(JSON.stringify(said), event).not.toMatch(/Тайна|p_our/)
        }
    }
    await ask(conversation.id)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await ask(conversation.id)
    await desk.ask('note:add', { conversationId: conversation.id, clientMessageId: 'cm_note', text: 'Тайна заметки' })
    await desk.ask('conversation:solve', { conversationId: conversation.id })
    await ask(conversation.id)
    for (const person of [theirs, theirLead]) {
      expect(await house.live.detail(person, conversation.id)).toBeNull()
      expect(await house.live.held(person, conversation.id, false)).toBeNull()
      expect(await house.live.erase(person, conversation.id, false)).toMatchObject({ ok: false, code: 'not_found' })
      expect(await house.live.solvedConversation(person, conversation.id)).toBeNull()
      expect(await house.live.placeholderValues(person, conversation.id)).toBeNull()
      expect(await house.live.rankingContext(person, conversation.id)).toBeNull()
      for (const view of ['queue', 'mine', 'waiting', 'solved', 'all'] as const)
        expect(await house.live.conversationsFor(person, { view, page: 1 }), view).toMatchObject({
          items: [],
          total: 0,
        })
    }
    await expect.poll(() => strangers[0]?.heard.some(({ event }) => event === 'presence:changed')).toBe(true)
    expect(JSON.stringify(strangers.map(({ heard }) => heard))).not.toMatch(
      new RegExp(`Тайна|p_our|${conversation.id}`),
    )
    expect(await house.live.detail(ourLead, conversation.id)).toMatchObject({ id: conversation.id })
    expect(await house.live.detail(admin, conversation.id)).toMatchObject({ id: conversation.id })
  })

  it('I11: offers a question only to those of its shop', async () => {
    house = await opened()
    await willing(house, theirs)
    const visitor = await visitorOf('shop')
    expect(await start(visitor)).toMatchObject({ ok: true, conversation: { state: 'waiting' } })
    const desk = await willing(house, ours)
    expect(await desk.until('offer:made')).toMatchObject({ conversation: { site: 'shop' } })
  })

  it('gives somebody of both shops the role they have on each', async () => {
    house = await opened()
    const a = await willing(house, ours)
    const held = (await start(await visitorOf('shop'))).conversation
    await a.ask('conversation:accept', { conversationId: held.id })
    const vera = await house.operator(both)
    expect(await vera.ask('conversation:take-over', { conversationId: held.id })).toMatchObject({ code: 'not_found' })
    const b = await willing(house, theirs)
    const other = (await start(await visitorOf('other'))).conversation
    await b.ask('conversation:accept', { conversationId: other.id })
    expect(await vera.ask('conversation:take-over', { conversationId: other.id })).toMatchObject({ ok: true })
  })

  it('ends the access of somebody at once, and gives back who they talked with', async () => {
    house = await opened()
    const desk = await willing(house, { ...ours, sites: { shop: 'operator', other: 'operator' } })
    const lead = await house.operator(ourLead)
    const { conversation } = await start(await visitorOf('shop'), 'Тайна магазина')
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    const ended = new Promise((resolve) => desk.socket.on('disconnect', resolve))
    house.people.set(ours.id, { ...ours, sites: { other: 'operator' } })
    await house.live.changeSites(ours.id, ['other'])
    await ended
    expect(
      await lead.until(
        'conversation:changed',
        ({ conversation: one }) => one.state === 'queued' && one.operator === null,
      ),
    ).toMatchObject({ conversation: { id: conversation.id } })
    const again = await house.operator({ ...ours, sites: { other: 'operator' } })
    expect(await again.ask('inbox:resync')).toMatchObject({ ok: true, queue: [], mine: [] })
    expect(await again.ask('conversation:open', { conversationId: conversation.id, since: 0 })).toMatchObject({
      code: 'not_found',
    })
  })
})
