import { describe, expect, it } from 'vitest'
import { readHead } from './letter-head.ts'
import { letterOf } from '../testing/letter-of.ts'

const head = (...lines: string[]) => readHead(letterOf(`${lines.join('\r\n')}\r\n\r\nbody\r\nFrom: body@example.com`))

describe('readHead', () => {
  it('reads sender, recipients and ids, folded and encoded', () => {
    expect(
      head(
        'From: =?utf-8?B?0JjRgNC80LA=?= <Irma@Mail.Example>',
        'To: "Shop, Ltd" <help+c1@shop.example>,',
        '\tother@почта.рф',
        'Message-ID: <a1@mail.example>',
        'In-Reply-To: <mail_2@shop.example>',
        'References: <mail_1@shop.example>',
        ' <mail_2@shop.example>',
        'Subject: =?utf-8?B?0JjRgNC80LA=?=',
      ),
    ).toEqual({
      sender: { address: 'Irma@mail.example', name: 'Ирма' },
      from: [{ address: 'Irma@mail.example', name: 'Ирма' }],
      heldSender: null,
      replyTo: [],
      returnPath: null,
      recipients: ['help+c1@shop.example', 'other@xn--80a1acny.xn--p1ai'],
      messageId: '<a1@mail.example>',
      answers: ['<mail_2@shop.example>', '<mail_2@shop.example>', '<mail_1@shop.example>'],
      subject: 'Ирма',
      automatic: null,
      returned: false,
    })
  })
  it.each([
    ['two mailboxes', ['From: a@x.example, b@x.example']],
    ['a group', ['From: Friends: a@x.example;']],
    ['an empty group', ['From: Friends:;']],
    ['two fields', ['From: a@x.example', 'From: b@x.example']],
    ['no field', ['To: help@shop.example']],
    ['no address', ['From: Anna']],
  ])('names no sender for %s', (_, lines) => expect(head(...lines).sender).toBeNull())
  it('sees no second head behind the first empty line', () => {
    expect(head('From: a@x.example').sender).toEqual({ address: 'a@x.example', name: null })
  })
  it('reads no more than the beginning of a letter without an end', () => {
    const endless = letterOf(`From: a@x.example\n${'x: y\n'.repeat(1_000_000)}`)
    expect(readHead(endless).sender).toEqual({ address: 'a@x.example', name: null })
    expect(readHead(letterOf('')).recipients).toEqual([])
  })
  it.each([
    'X-Autorespond: OOO',
    'X-Mail-Autoreply: 1',
    'X-Vacation: yes',
    'Precedence: auto_reply',
    'Return-Path: <>',
  ])('takes a letter with %s for a machine’s', (field) =>
    expect(head('From: a@x.example', field).automatic).not.toBeNull(),
  )
  it.each([
    'Автоответ: Re: заказ',
    'Re: Автоответ',
    'Я в отпуске',
    'Автоматическое уведомление: заказ',
    '[Auto-Reply] order',
    'OOO: order',
    'Vacation reply',
    'Abwesenheit: Bestellung',
  ])('takes the subject %j for a machine’s', (subject) =>
    expect(head('From: a@x.example', `Subject: ${subject}`).automatic).toBe('subject'),
  )
  it.each([
    'Автоматический ответ на возврат не пришёл',
    'Автоответчик не работает',
    'Out of office chair delivery',
    'Отсутствую дома завтра, как быть с доставкой',
    'Отпуск с палаткой',
  ])('takes the subject %j for a person’s', (subject) =>
    expect(head('From: a@x.example', `Subject: ${subject}`).automatic).toBeNull(),
  )
})
