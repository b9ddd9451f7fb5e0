import { afterEach, describe, expect, it } from 'vitest'
import { start, stores } from '../testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const form = { clientMessageId: 'cm_form', text: 'Письмом', mail: 'anna@example.com', packet: aPacket }
const vouched = { id: 'customer-7', name: null, mail: null }

describe.each(stores)('a shop that takes messages of signed-in customers alone, on $store', ({ parts }) => {
  let house: LiveHouse | undefined
  afterEach(async () => {
    await house?.close()
    house = undefined
  })
  it('begins no conversation with a stranger, in the chat or by the form, and one with whom it vouches for', async () => {
    house = await openHouse({ ...parts, site: aSite({ identity: { enforced: true } }) })
    expect(await start(await house.visitor(), 'Где заказ?')).toMatchObject({ ok: false, code: 'identity_required' })
    const byForm = { visitorId: 'vis_form', site: 'shop', locale: 'ru', verified: null } as const
    expect(await house.live.startByForm(byForm, form, null)).toEqual({ ok: false, code: 'identity_required' })
    expect(await house.live.running('vis_form', 'shop')).toBeNull()
    expect(await house.live.startByForm({ ...byForm, verified: vouched }, form, null)).toMatchObject({ ok: true })
  })
  it('lets a conversation go on that began before', async () => {
    const site = aSite({ identity: { enforced: false } })
    house = await openHouse({ ...parts, site })
    const visitor = await house.visitor()
    const { conversation } = await start(visitor, 'Где заказ?')
    site.identity.enforced = true
    const more = { conversationId: conversation.id, clientMessageId: 'cm_more', text: 'И ещё' }
    expect(await visitor.ask('message:send', more)).toMatchObject({ ok: true })
  })
})
