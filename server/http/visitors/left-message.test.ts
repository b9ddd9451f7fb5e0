import { describe, expect, it } from 'vitest'
import { aPacket } from '../../realtime/testing/live-fixture.ts'
import { StartBody } from '../schemas/conversations.ts'

describe('a message left over HTTP', () => {
  const of = (form: object) => ({ clientMessageId: 'cm_left_alone', text: 'Где заказ?', packet: { ...aPacket, form } })

  it('says what the shop asked before the first message, as the chat does', () => {
    const form = { subject: 'Возврат', phone: '+7 916 123-45-67', order: 'T-104512' }
    expect(StartBody.parse(of(form)).packet.form).toEqual(form)
  })
  it('names no number that nobody can be called at', () => {
    expect(StartBody.safeParse(of({ phone: '123' })).success).toBe(false)
  })
})
