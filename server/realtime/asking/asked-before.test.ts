import { afterEach, describe, expect, it } from 'vitest'
import { USUAL_SETTINGS } from '#kb'
import { missingFields } from '../../visitors/asked-form.ts'
import { start, stores } from '../testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const site = aSite({
  form: {
    on: true,
    fields: { name: 'asked', mail: 'asked', phone: 'needed', order: 'off' },
    subjects: [{ label: { ru: 'Возврат', en: 'Return' }, group: '', needs: ['order'] }],
  },
})
const refused = { ok: false, code: 'form_required' }
const said = (form: object) => ({ packet: { ...aPacket, form } })
const byForm = { visitorId: 'vis_form', site: 'shop', locale: 'ru', verified: null } as const

describe.each(stores)('a shop that insists on something before the first message on $store', ({ parts }) => {
  let house: LiveHouse | undefined
  afterEach(async () => {
    await house?.close()
    house = undefined
  })

  it('begins no conversation without it, in the chat or by the form, and one that has it', async () => {
    house = await openHouse({ ...parts, site })
    const form = { clientMessageId: 'cm_form', text: 'Письмом', mail: 'anna@example.com' }
    for (const lacking of [
      {},
      { subject: 'Return', phone: '+7 916 123-45-67' },
      { subject: 'Возврат', order: 'T-1' },
    ]) {
      expect(await start(await house.visitor(), 'Где заказ?', said(lacking))).toMatchObject(refused)
      expect(await house.live.startByForm(byForm, { ...form, ...said(lacking) }, null)).toMatchObject(refused)
    }
    const whole = said({ subject: 'Return', phone: '+7 916 123-45-67', order: 'T-1' })
    expect((await start(await house.visitor(), 'Где заказ?', whole)).conversation.id).toMatch(/^cnv_/)
    expect(await house.live.startByForm(byForm, { ...form, ...whole }, null)).toMatchObject({ ok: true })
  })
  it('lets a conversation go on, in another tab too, without asking again', async () => {
    house = await openHouse({ ...parts, site })
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
    const tab = await house.visitor({ token })
    const first = await start(tab, 'Где заказ?', said({ phone: '+7 916 123-45-67' }))
    const other = await start(await house.visitor({ token }), 'И ещё', { clientMessageId: 'cm_other' })
    expect(other.conversation.id).toBe(first.conversation.id)
    const more = { conversationId: first.conversation.id, clientMessageId: 'cm_more', text: 'Жду' }
    expect(await tab.ask('message:send', more)).toMatchObject({ ok: true })
  })
  it('takes what the shop itself vouches for', async () => {
    const named = aSite({ form: { ...site.form, fields: { ...site.form.fields, name: 'needed', phone: 'off' } } })
    house = await openHouse({ ...parts, site: named })
    const verified = { id: '4711', name: 'Анна', mail: null }
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified })
    expect((await start(await house.visitor({ token }))).conversation.id).toMatch(/^cnv_/)
    expect(await start(await house.visitor())).toMatchObject(refused)
  })
})

describe('what is missing of a form', () => {
  it('is nothing where there is none, whatever its fields say', () => {
    const none = { packet: {}, name: null, mail: null }
    expect(missingFields({ form: USUAL_SETTINGS.form }, none)).toEqual([])
    expect(missingFields({ form: { ...site.form, on: false } }, none)).toEqual([])
    expect(missingFields(site, none)).toEqual(['phone'])
    expect(missingFields(site, { ...none, packet: { form: { phone: '   ' } } })).toEqual(['phone'])
  })
})
