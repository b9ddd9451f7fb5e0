import { afterEach, describe, expect, it } from 'vitest'
import { USUAL_SETTINGS } from '#kb'
import type { VisitRow } from '../../visitors/monitor/watched-visits.ts'
import { ivan, lena, olga, stores, willing } from '../testing/first-steps.ts'
import { SELDOM_MS, SOON_MS } from './pacing.ts'
import { aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const SOON = { timeout: 15_000 }
const ADDRESS = '203.0.113.7'
const VISIT = '00000000-0000-4000-8000-000000000001'
const TAB = 'tab-00000001'
const aVisit = (over: Partial<VisitRow> = {}): VisitRow => ({
  id: VISIT,
  site: 'shop',
  browser: 'browser-000000000000001',
  visitorId: null,
  number: 1,
  startedAt: new Date().toISOString(),
  seenAt: new Date().toISOString(),
  leftAt: null,
  changedAt: new Date().toISOString(),
  url: 'http://shop.test/p/tent',
  title: 'Палатка',
  pageSince: new Date().toISOString(),
  pages: 1,
  referrer: null,
  source: null,
  campaign: null,
  phrase: null,
  language: 'ru',
  timeZone: 'Europe/Moscow',
  device: 'computer',
  country: 'RU',
  city: null,
  ...over,
})

describe.each(stores)('an invitation to talk, on $store', ({ parts }) => {
  /** A shop that invites, and the visits that go on there. */
  const open = async (visits: VisitRow[] = [aVisit()], on = true) => {
    house = await openHouse({
      ...parts,
      site: aSite({ watch: { ...USUAL_SETTINGS.watch, on: true }, invite: { on, quiet: [] } }),
      watched: {
        visit: async (site, id) => {
          const visit = visits.find((one) => one.id === id && one.site === site)
          return visit ? { visit, pages: [] } : null
        },
        isHere: ({ leftAt }) => leftAt === null,
        visitsOf: async () => [],
        forget: async (_, visitorId) => visits.filter((one) => one.visitorId === visitorId).map((one) => one.browser),
      },
    })
    return visits
  }
  const invite = (by = olga, text = 'Помочь выбрать палатку?', visit = VISIT) =>
    house.live.invite(by, 'shop', visit, text)
  const idOf = async (invited: ReturnType<typeof invite>) => {
    const said = await invited
    if (!said.ok) throw new Error(said.code)
    return said.id
  }
  const aVisitor = () => {
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const visitor = house.live.visitorOf(token)
    if (!visitor) throw new Error('no visitor')
    return { token, visitor }
  }
  const answer = (visitor: ReturnType<typeof aVisitor>['visitor'], id: string, text = 'Да, для двоих') =>
    house.live.answerInvitation(
      visitor,
      { id, visit: VISIT, text, clientMessageId: 'cmi_invited', timeZone: 'Europe/Moscow' },
      ADDRESS,
    )
  const state = () => house.live.invitations('shop')[0]

  it('is asked for seldom while nobody is at the desk, else every few seconds, and at once by whom they have opened', async () => {
    await open()
    expect(house.live.hearsAgain('shop', VISIT)).toBe(SELDOM_MS)
    await house.operator(olga)
    await expect.poll(() => house.live.hearsAgain('shop', VISIT), { timeout: 30_000 }).toBe(SOON_MS)
    expect(house.live.hearsAgain('other', VISIT)).toBe(SELDOM_MS)
    house.live.attendVisit(VISIT)
    expect(house.live.hearsAgain('shop', VISIT)).toBeLessThan(SOON_MS)
  })
  it('is drawn with the face of whoever asks, in one tab of the visit', async () => {
    await open()
    await willing(house, olga)
    const id = await idOf(invite())
    expect(house.live.invitationFor('shop', VISIT)).toBe(id)
    expect(house.live.invitationFor('other', VISIT)).toBeNull()
    const show = (tab: string) => house.live.showInvitation({ id, site: 'shop', visit: VISIT, tab, locale: 'ru' })
    const told = { ok: true, text: 'Помочь выбрать палатку?', face: { name: 'Ольга', initials: 'О' }, consent: null }
    expect(await show(TAB)).toMatchObject(told)
    expect(await show(TAB)).toMatchObject(told)
    expect(await show('tab-00000002')).toMatchObject({ ok: false, code: 'not_found' })
  })

  it('is one, though two ask at the same moment', async () => {
    await open()
    await willing(house, olga)
    await willing(house, ivan)
    const said = await Promise.all([invite(olga), invite(ivan), invite(olga)])
    expect(said.filter((one) => one.ok)).toHaveLength(1)
    expect(said.filter((one) => !one.ok && one.code === 'taken')).toHaveLength(2)
    expect(house.live.invitations('shop')).toHaveLength(1)
  })

  it('begins the conversation with its words and its operator, though it is answered twice', async () => {
    await open()
    const desk = await willing(house, olga)
    const id = await idOf(invite())
    const { visitor, token } = aVisitor()
    const begun = await answer(visitor, id)
    expect(await answer(visitor, id)).toEqual(begun)
    expect(begun).toMatchObject({ ok: true })
    await desk.until('conversation:changed', (fact) => fact.conversation.state === 'active')
    const { conversation } = begun as { conversation: string }
    const client = await house.visitor({ token })
    const { messages, conversation: seen } = await client.ask('conversation:resync', {
      conversationId: conversation,
      since: 0,
    })
    expect(seen).toMatchObject({ state: 'active', operator: { name: 'Ольга' } })
    expect(
      messages.map((one: { author: string; text: string; event?: { code: string } }) => [
        one.author,
        one.event?.code ?? one.text,
      ]),
    ).toEqual([
      ['system', 'operator_joined'],
      ['operator', 'Помочь выбрать палатку?'],
      ['visitor', 'Да, для двоих'],
    ])
    expect((await house.live.detail(olga, conversation))?.packet.page).toEqual({
      url: 'http://shop.test/p/tent',
      title: 'Палатка',
    })
    expect(house.live.invitationFor('shop', VISIT)).toBeNull()
    expect(state()).toMatchObject({ ending: 'answered' })
  })

  it('waits in the queue for its operator first, where they have no room any more', async () => {
    await open()
    await willing(house, olga)
    await house.live.setOperator(olga.id, { capacity: 1 })
    const id = await idOf(invite())
    const other = await house.visitor()
    const { conversation } = await other.ask('conversation:start', {
      clientMessageId: 'cm_other',
      text: 'Где мой заказ?',
      packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null },
      way: 'chat',
    })
    await (await house.operator(olga)).ask('conversation:accept', { conversationId: conversation.id })
    const begun = await answer(aVisitor().visitor, id)
    const detail = await house.live.detail(lena, (begun as { conversation: string }).conversation)
    expect(detail).toMatchObject({ state: 'queued', operator: null })
  })

  it('is refused to whoever could not keep its promise', async () => {
    await open()
    expect(await invite()).toMatchObject({ code: 'away' })
    await willing(house, olga)
    expect(await invite(olga, 'Здравствуйте, {{visitor.name}}!')).toMatchObject({ code: 'placeholder_unfilled' })
    expect(await invite(olga, 'Помочь?', VISIT.replace(/1$/, '2'))).toMatchObject({ code: 'not_found' })
    expect(await house.live.invite({ ...olga, sites: {} }, 'shop', VISIT, 'Помочь?')).toMatchObject({
      code: 'not_found',
    })
    await house.live.setOperator(olga.id, { capacity: 0 })
    expect(await invite()).toMatchObject({ code: 'full' })
  })

  it('is not made where the owner has not switched it on, nor to a visit that is over', async () => {
    await open([aVisit()], false)
    await willing(house, olga)
    expect(await invite()).toMatchObject({ code: 'not_found' })
    await house.close()
    await open([aVisit({ leftAt: new Date().toISOString() })])
    await willing(house, olga)
    expect(await invite()).toMatchObject({ code: 'not_found' })
  })

  it('is not made to whom one talks to already, nor to whom was kept out', async () => {
    const visits = await open()
    await willing(house, olga)
    const { token, visitor } = aVisitor()
    const client = await house.visitor({ token })
    const { conversation } = await client.ask('conversation:start', {
      clientMessageId: 'cm_own',
      text: 'Где мой заказ?',
      packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null },
      way: 'chat',
    })
    visits[0] = aVisit({ visitorId: visitor.visitorId })
    expect(await invite()).toMatchObject({ code: 'conflict' })
    await house.live.block(lena, conversation.id, {
      by: ['visitor'],
      scope: 'chat',
      reason: 'Ругается',
      until: new Date(Date.now() + 3_600_000).toISOString(),
      close: true,
    })
    expect(await invite()).toMatchObject({ code: 'blocked' })
  })

  it('closed by its visitor comes no more in this visit; taken back, it may', async () => {
    await open()
    await willing(house, olga)
    await idOf(invite())
    expect(await house.live.takeBack(ivan, 'shop', VISIT)).toEqual({ ok: true })
    expect(house.live.invitationFor('shop', VISIT)).toBeNull()
    expect(await house.live.takeBack(olga, 'shop', VISIT)).toMatchObject({ code: 'not_found' })
    const id = await idOf(invite())
    const close = (visit: string) => house.live.closeInvitation({ id, site: 'shop', visit })
    expect(await close(VISIT.replace(/1$/, '2'))).toMatchObject({ code: 'not_found' })
    expect(await close(VISIT)).toEqual({ ok: true })
    expect(await close(VISIT)).toMatchObject({ code: 'not_found' })
    expect(await invite()).toMatchObject({ code: 'closed' })
    expect(state()).toMatchObject({ ending: 'closed' })
  })

  it('goes away with its operator, and its answer begins nothing', async () => {
    await open()
    const desk = await willing(house, olga)
    const id = await idOf(invite())
    await desk.ask('presence:set', { available: false })
    await expect.poll(() => house.live.invitationFor('shop', VISIT), SOON).toBeNull()
    await expect.poll(() => state()?.ending, SOON).toBe('withdrawn')
    expect(await house.live.showInvitation({ id, site: 'shop', visit: VISIT, tab: TAB, locale: 'ru' })).toMatchObject({
      code: 'not_found',
    })
    expect(await answer(aVisitor().visitor, id)).toMatchObject({ code: 'not_found' })
  })

  it('is handed out and erased with everything of its visitor, and with the browser that refuses', async () => {
    const visits = await open()
    await willing(house, olga)
    const { visitor } = aVisitor()
    const begun = await answer(visitor, await idOf(invite()))
    const { conversation } = begun as { conversation: string }
    visits[0] = aVisit({ visitorId: visitor.visitorId })
    expect((await house.live.held(lena, conversation, false))?.invitations).toMatchObject([
      { text: 'Помочь выбрать палатку?', operatorName: 'Ольга', ending: 'answered' },
    ])
    const desk = await house.operator(olga)
    await desk.ask('conversation:solve', { conversationId: conversation })
    const another = VISIT.replace(/1$/, '3')
    visits.push(aVisit({ id: another, browser: 'browser-000000000000002' }))
    await idOf(invite(olga, 'Помочь?', another))
    expect(await house.live.erase(lena, conversation, true)).toMatchObject({ ok: true })
    await house.live.forgetInvitations('shop', 'browser-000000000000002')
    expect(house.live.invitations('shop')).toEqual([])
  })
})
