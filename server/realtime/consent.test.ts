import { afterEach, describe, expect, it } from 'vitest'
import { consentLine } from '../visitors/consent.ts'
import { lena, start, stores } from './testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from './testing/live-fixture.ts'

const site = aSite({ consent: { ...aSite().consent, shown: true, tick: true, link: 'https://shop.test/privacy' } })
const line = consentLine(site, 'ru')
const form = { clientMessageId: 'cm_form', text: 'Письмом', mail: 'anna@example.com', packet: aPacket }
const byForm = { visitorId: 'vis_form', site: 'shop', locale: 'ru', verified: null } as const

describe.each(stores)('a shop that asks for a tick under its line of consent on $store', ({ parts }) => {
  let house: LiveHouse | undefined
  afterEach(async () => {
    await house?.close()
    house = undefined
  })

  it('begins no conversation without it, in the chat or by the form, whatever else is claimed', async () => {
    house = await openHouse({ ...parts, site })
    const claimed = { packet: { ...aPacket, consent: { text: 'Да', version: line?.version ?? '', at: '2020' } } }
    for (const over of [{}, { agreed: 'a0b1c2d3e4f5' }, claimed]) {
      const refused = { ok: false, code: 'consent_required' }
      expect(await start(await house.visitor(), 'Где заказ?', over)).toMatchObject(refused)
      expect(await house.live.startByForm(byForm, { ...form, ...over }, null)).toMatchObject(refused)
    }
    expect(await house.live.running('vis_form', 'shop')).toBeNull()
  })
  it('keeps what was agreed to, and when, where whoever answers sees it', async () => {
    house = await openHouse({ ...parts, site })
    const agreed = line?.version
    const chat = await start(await house.visitor(), 'Где заказ?', { agreed })
    const left = await house.live.startByForm(byForm, { ...form, agreed }, null)
    if (!left.ok) throw new Error(left.code)
    for (const { id } of [chat.conversation, left.conversation]) {
      const { consent } = (await house.live.detail(lena, id))?.packet ?? {}
      expect(consent).toEqual({ text: line?.text, version: agreed, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
    }
  })
  it('lets a conversation go on without another tick', async () => {
    house = await openHouse({ ...parts, site })
    const visitor = await house.visitor()
    const { conversation } = await start(visitor, 'Где заказ?', { agreed: line?.version })
    const more = { conversationId: conversation.id, clientMessageId: 'cm_more', text: 'И ещё' }
    expect(await visitor.ask('message:send', more)).toMatchObject({ ok: true })
  })
})

describe('a line of consent', () => {
  it('is none where the shop shows none', () => {
    expect(consentLine(aSite(), 'ru')).toBeNull()
  })
  it("is the shop's own in the language of its reader, else ours; the version follows its words and its link", () => {
    const own = { ...site.consent, text: { ru: '', en: 'Yes, keep my data' } }
    expect(consentLine({ consent: own }, 'en')?.text).toBe('Yes, keep my data')
    expect(consentLine({ consent: own }, 'ru')).toEqual(line)
    const versions = [site.consent, own, { ...own, link: '' }].map((consent) => consentLine({ consent }, 'en')?.version)
    expect(new Set(versions).size).toBe(3)
  })
  it('is worded as a fact where it asks for no tick, and nobody must have ticked it', async () => {
    const told = { consent: { ...site.consent, tick: false } }
    expect(consentLine(told, 'ru')?.text).not.toBe(line?.text)
    const house = await openHouse({ site: aSite(told) })
    expect((await start(await house.visitor())).conversation.id).toMatch(/^cnv_/)
    await house.close()
  })
})
