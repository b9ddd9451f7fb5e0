import { afterAll, describe, expect, it } from 'vitest'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { letterReader } from './reading/letter-reader.ts'
import { LARGEST_LETTER_BYTES, LARGEST_TAKEN_BYTES, type MailDesk, receiveLetter } from './receive-mail.ts'
import { letterOf } from './testing/letter-of.ts'

const reader = letterReader()
afterAll(() => reader.close())
const known = { id: 'cnv_1', visitorId: 'vis_1', visitorMail: 'anna@mail.example' }
const desk: MailDesk = {
  reader,
  ourSide: async () => ({ addresses: [], names: [], texts: [] }),
  addresses: { unsigned: (text) => text, keyOf: (address) => (address.startsWith('help+') ? 'key' : null) },
  isOurs: (address) => address === 'help@shop.example',
  byKey: async () => known,
  byLetter: async (ids) => (ids.includes('<mail_1@shop.example>') ? known : null),
}
const letter = (
  text: string,
  {
    from = 'anna@mail.example',
    to = 'help+x@shop.example',
    more = '',
  }: { from?: string; to?: string; more?: string } = {},
) =>
  letterOf(
    `From: ${from}\r\nTo: ${to}\r\n${more}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`,
  )
const taken = async (raw: Uint8Array<ArrayBuffer>) => {
  const received = await receiveLetter(raw, desk)
  if (!received.ok) throw new Error(received.code)
  return received.letter
}

describe('receiveLetter', () => {
  it('cuts a letter longer than any message between two characters', async () => {
    const { text } = await taken(letter(`a${'ы'.repeat(MESSAGE_LIMIT_BYTES)}`))
    expect(Buffer.byteLength(text)).toBe(MESSAGE_LIMIT_BYTES - 1)
    expect(text).toMatch(/^aы+$/)
  })
  it('cuts no sign of a reader’s in half, and says that it cut', async () => {
    const received = await taken(letter('👨‍👩‍👧‍👦'.repeat(4_000)))
    expect(received.text).toMatch(/^(?:👨‍👩‍👧‍👦)+$/u)
    expect(Buffer.byteLength(received.text)).toBeLessThanOrEqual(MESSAGE_LIMIT_BYTES)
    expect(received.notes).toEqual([{ code: 'letter_cut', values: {} }])
    expect((await taken(letter('да'))).notes).toEqual([])
  })
  it('reads the beginning of a letter too costly to be read whole, and says so', async () => {
    const lines: number[] = []
    const weak: MailDesk['reader'] = {
      read: async (raw, ours) => {
        lines.push(Buffer.from(raw).toString().split('\n').length)
        return lines.length > 1 ? reader.read(raw, ours) : { ok: false, code: 'too_costly' }
      },
    }
    const long = letter(`Где заказ?\r\n${'строка\r\n'.repeat(9_000)}`)
    const received = await receiveLetter(long, { ...desk, reader: weak })
    expect(received).toMatchObject({
      ok: true,
      letter: {
        text: expect.stringMatching(/^Где заказ\?\nстрока/),
        notes: [{ code: 'letter_unread', values: { from: 'anna@mail.example' } }],
        source: expect.stringMatching(/^H4sI/),
      },
    })
    expect(lines).toEqual([9_007, 2_000])
  })
  it.each(['too_costly', 'unreadable'] as const)(
    'keeps a letter that stays %s by its subject, as it came',
    async (code) => {
      const none = { ...desk, reader: { read: async () => ({ ok: false as const, code }) } }
      const more = 'Subject: =?utf-8?B?0JfQsNC60LDQtyAxMDIzNA==?=\r\n'
      const begun = letter('да', { to: 'help@shop.example', more })
      expect(await receiveLetter(begun, none)).toMatchObject({
        ok: true,
        letter: { conversation: null, text: 'Заказ 10234', whole: expect.stringContaining('\r\n\r\nда') },
      })
      expect(await receiveLetter(letter('да', { more: 'Subject: Re: x\r\n' }), none)).toMatchObject({
        ok: true,
        letter: { conversation: known, text: '✉', notes: [{ code: 'letter_unread' }] },
      })
    },
  )
  it('tells what a letter is about where its words do not, and takes the subject for them where there are none', async () => {
    const plain = (text: string, subject: string) =>
      taken(letter(text, { to: 'help@shop.example', more: `Subject: ${subject}\r\n` }))
    expect(await plain('Помогите!', 'Fwd: Order 10234')).toMatchObject({
      text: 'Помогите!',
      notes: [{ code: 'letter_subject', values: { subject: 'Order 10234' } }],
    })
    expect(await plain('Where is Order 10234?', 'Order 10234')).toMatchObject({ notes: [] })
    expect(await plain('', 'Where is my order?')).toMatchObject({ text: 'Where is my order?', notes: [] })
    expect(await taken(letter('да', { more: 'Subject: Re: x\r\n' }))).toMatchObject({ notes: [] })
  })
  it('reads no further than the head where a letter is not for us', async () => {
    const deaf = { ...desk, reader: { read: () => Promise.reject(new Error('was read')) } }
    const foreign = letterOf(`From: anyone@evil.example\r\nTo: else@shop.example\r\n\r\n${'\n'.repeat(1_900_000)}`)
    expect(await receiveLetter(foreign, deaf)).toEqual({ ok: false, code: 'unknown_address' })
  })
  it('reads a letter larger than 25 MB by its beginning, and refuses what no mail host delivers', async () => {
    const large = new Uint8Array(LARGEST_LETTER_BYTES + 1).fill(65)
    large.set(letter('Фото во вложении\r\n'.repeat(9_000)))
    expect(await receiveLetter(large, desk)).toMatchObject({
      ok: true,
      letter: { text: expect.stringMatching(/^Фото во вложении/), notes: [{ code: 'letter_unread' }] },
    })
    expect(await receiveLetter(new Uint8Array(LARGEST_TAKEN_BYTES + 1), desk)).toEqual({ ok: false, code: 'too_large' })
  })
  it.each(['anna@mail.example', 'Anna+shop@MAIL.example', '"Anna" <anna+1@mail.example>'])(
    'takes %s for the visitor',
    async (from) => expect(await taken(letter('да', { from }))).toMatchObject({ conversation: known, as: 'visitor' }),
  )
  it('keeps apart what comes from a foreign address to one we signed', async () => {
    expect(await taken(letter('да', { from: 'olga@mail.example' }))).toMatchObject({ conversation: known, as: 'other' })
  })
  it('finds the conversation by the letter that is answered', async () => {
    const plain = { to: 'help@shop.example' }
    const more = 'References: <x@mail.example> <mail_1@shop.example>\r\n'
    expect(await taken(letter('да', { ...plain, more }))).toMatchObject({ conversation: known, as: 'visitor' })
    expect(await taken(letter('да', plain))).toMatchObject({ conversation: null, as: 'visitor' })
  })
  it.each([
    'Auto-Submitted: auto-replied',
    'X-Autorespond: OOO',
    'X-Autoreply: yes',
    'X-AutoReply-From: anna@mail.example',
    'Precedence: bulk',
    'Precedence: auto_reply',
    'Precedence: junk',
    'List-Id: <news.mail.example>',
    'List-Unsubscribe: <mailto:x@mail.example>',
    'Return-Path: <>',
    'Subject: Автоответ: Re: Тропа',
    'Subject: =?utf-8?B?0JDQstGC0L7QvtGC0LLQtdGCOiDRjyDQsiDQvtGC0L/Rg9GB0LrQtQ==?=',
    'Subject: Автоматический ответ: заказ',
    'Subject: Out of Office Re: order',
    'Subject: Automatic reply: order',
    'Subject: Abwesenheitsnotiz: Bestellung',
  ])('sets aside what a machine wrote: %s', async (field) => {
    expect(await receiveLetter(letter('Я в отпуске', { more: `${field}\r\n` }), desk)).toEqual({
      ok: false,
      code: 'automatic',
      conversationId: 'cnv_1',
    })
  })
  it.each([
    'Auto-Submitted: no',
    'Precedence: first-class',
    'Return-Path: <anna@mail.example>',
    'Subject: Автоответчик сломан, что делать',
    'Subject: Out of office chairs?',
    'Subject: Re: Автоответ не пришёл',
    'X-Mailer: Autoresponder 9',
  ])('takes what a person wrote: %s', async (field) => {
    expect(await taken(letter('да', { more: `${field}\r\n` }))).toMatchObject({ text: 'да' })
  })
  it.each(['a@mail.example, b@mail.example', 'Friends: a@mail.example;', 'nobody'])(
    'refuses the sender %s',
    async (from) =>
      expect(await receiveLetter(letter('да', { from }), desk)).toEqual({
        ok: false,
        code: 'ambiguous_sender',
        conversationId: 'cnv_1',
      }),
  )
  it('refuses a letter of nothing, and names the files of one without words', async () => {
    expect(await receiveLetter(letter(' \r\n'), desk)).toMatchObject({ ok: false, code: 'empty' })
    const photo = letterOf(
      'From: anna@mail.example\r\nTo: help+x@shop.example\r\nContent-Type: image/jpeg; name=p.jpg\r\n\r\nxx',
    )
    expect(await taken(photo)).toMatchObject({ text: '📎 p.jpg', files: [{ name: 'p.jpg' }] })
  })
  it('hears from a mail host which letters were not delivered, and why', async () => {
    const report = (action: string) =>
      letterOf(
        `Return-Path: <>\r\nFrom: MAILER-DAEMON@mail.example\r\nTo: help@shop.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such box\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <mail_0123456789012345678901234567890@shop.example>\r\n--b--`,
      )
    expect(await receiveLetter(report('failed'), desk)).toEqual({
      ok: false,
      code: 'automatic',
      bounce: {
        messageIds: ['<mail_0123456789012345678901234567890@shop.example>'],
        recipients: [],
        reason: 'smtp; 550 no such box',
      },
    })
    expect(await receiveLetter(report('delayed'), desk)).toEqual({
      ok: false,
      code: 'automatic',
      conversationId: null,
    })
  })
})
