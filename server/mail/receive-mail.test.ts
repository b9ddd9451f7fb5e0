import { afterAll, describe, expect, it } from 'vitest'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { letterReader } from './reading/letter-reader.ts'
import { type MailDesk, receiveLetter } from './receive-mail.ts'
import { letterOf } from './testing/letter-of.ts'

const reader = letterReader()
afterAll(() => reader.close())
const known = { id: 'cnv_1', visitorId: 'vis_1', visitorMail: 'anna@mail.example' }
const desk: MailDesk = {
  reader,
  ourSide: async () => ({ addresses: [], names: [], texts: [] }),
  addresses: { unsigned: (text) => text, keyOf: (address) => (address.startsWith('help+') ? 'key' : null) },
  isOurs: (address) => address === 'help@shop.example',
  isShop: (address) => address === 'help@shop.example',
  visitorOf: (key) => `vis of ${key}`,
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
  it('reads no further than the head where a machine wrote and answers nothing of ours', async () => {
    const deaf = { ...desk, reader: { read: () => Promise.reject(new Error('was read')) } }
    const news = letterOf(
      `From: news@else.example\r\nTo: help@shop.example\r\nPrecedence: bulk\r\n\r\n${'\n'.repeat(1_900_000)}`,
    )
    expect(await receiveLetter(news, { ...deaf, addresses: { ...desk.addresses, keyOf: () => null } })).toEqual({
      ok: false,
      code: 'automatic',
    })
  })
  it.each([
    ['else@other.example', { code: 'letter_elsewhere', values: { to: 'else@other.example' } }],
    ['undisclosed-recipients:;', { code: 'letter_hidden_copy', values: {} }],
    ['a@x.example, b@x.example', { code: 'letter_elsewhere', values: { to: 'a@x.example, b@x.example' } }],
  ])('takes a letter that is addressed to %s, and acknowledges nothing', async (to, note) => {
    expect(await taken(letter('Есть палатки?', { to }))).toMatchObject({
      conversation: null,
      acknowledged: false,
      notes: [note],
    })
  })
  it('says of a letter that was cut as it came in that here is its beginning, and knows its whole size', async () => {
    const raw = letter('Фото во вложении\r\n'.repeat(90))
    const slimmed = { size: 160_000_000, leftOut: 'x-left-out-1', cut: true }
    expect(await receiveLetter(raw, desk, slimmed)).toMatchObject({
      ok: true,
      letter: {
        text: expect.stringMatching(/^Фото во вложении/),
        size: 160_000_000,
        cut: true,
        notes: [{ code: 'letter_beginning', values: { from: 'anna@mail.example' } }],
      },
    })
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
  ])('knows what a machine wrote: %s', async (field) => {
    const more = `${field}\r\n`
    expect(await taken(letter('Я в отпуске', { more }))).toMatchObject({ conversation: known, as: 'machine' })
    expect(await receiveLetter(letter('Я в отпуске', { more, to: 'help@shop.example' }), desk)).toEqual({
      ok: false,
      code: 'automatic',
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
  it.each([
    ['a@mail.example, b@mail.example', 'a@mail.example, b@mail.example'],
    ['Friends: anna@mail.example;', 'anna@mail.example'],
    ['nobody', ''],
  ])('takes nobody for the visitor where %s writes', async (from, shown) =>
    expect(await taken(letter('да', { from }))).toMatchObject({
      conversation: known,
      as: 'other',
      writer: { from: shown },
    }),
  )
  it('answers the first of several senders, or who of them sent it, and says who they are', async () => {
    const shared = { from: 'Аня <a@mail.example>, b@mail.example', to: 'help@shop.example' }
    expect(await taken(letter('Где заказ?', shared))).toMatchObject({
      acknowledged: false,
      writer: { mail: 'a@mail.example', name: 'Аня' },
      notes: [{ code: 'letter_senders', values: { list: 'a@mail.example, b@mail.example', mail: 'a@mail.example' } }],
    })
    expect(await taken(letter('Где заказ?', { ...shared, more: 'Sender: b@mail.example\r\n' }))).toMatchObject({
      writer: { mail: 'b@mail.example' },
    })
  })
  it.each(['shop-noreply@forms.example', 'no-reply@forms.example', 'do_not_reply+7@forms.example', 'nobody'])(
    'writes nothing to %s',
    async (from) =>
      expect(await taken(letter('Заявка', { from, to: 'help@shop.example' }))).toMatchObject({
        acknowledged: false,
        writer: { mail: null },
        notes: [{ code: 'letter_unanswerable' }],
      }),
  )
  it.each([
    ['a person’s address', 'Anna <home@mail.example>', 'home@mail.example'],
    ['in Cyrillic', 'ирма@почта.рф', 'ирма@xn--80a1acny.xn--p1ai'],
    ['the shop’s own', 'help@shop.example', 'work@mail.example'],
    ['one nobody reads', 'noreply@mail.example', 'work@mail.example'],
    ['several', 'a@mail.example, b@mail.example', 'work@mail.example'],
    ['no address', 'Anna', 'work@mail.example'],
    ['the same in another spelling', 'Work+1@mail.example', 'Work+1@mail.example'],
  ])('answers a stranger’s Reply-To (%s)', async (_, replyTo, mail) => {
    const received = await taken(
      letter('Где заказ?', { from: 'work@mail.example', to: 'help@shop.example', more: `Reply-To: ${replyTo}\r\n` }),
    )
    expect(received.writer).toMatchObject({ sender: 'work@mail.example', mail })
    expect(received.notes.map(({ code }) => code)).toEqual(/home|xn--/.test(mail) ? ['letter_answers_to'] : [])
  })
  it('knows one form’s customers apart, and each again by either address', async () => {
    const form = (replyTo: string, more = '') =>
      taken(
        letter('Вопрос', {
          from: 'form@forms.example',
          to: 'help@shop.example',
          more: `Reply-To: ${replyTo}\r\n${more}`,
        }),
      )
    const anna = await form('anna@home.example')
    const ivan = await form('ivan@home.example')
    expect(anna.writer.key).not.toBe(ivan.writer.key)
    expect((await form('Анна <anna@home.example>')).writer.name).toBe('Анна')
    const begun = { id: 'cnv_2', visitorId: desk.visitorOf(anna.writer.key ?? ''), visitorMail: 'anna@home.example' }
    const as = async (raw: Uint8Array<ArrayBuffer>) => {
      const received = await receiveLetter(raw, { ...desk, byLetter: async () => begun })
      return received.ok && received.letter.as
    }
    const answering = { to: 'help@shop.example', more: 'In-Reply-To: <mail_1@shop.example>\r\n' }
    expect(await as(letter('да', { ...answering, from: 'anna@home.example' }))).toBe('visitor')
    const again = { ...answering, from: 'form@forms.example' }
    expect(await as(letter('да', { ...again, more: `${again.more}Reply-To: anna@home.example\r\n` }))).toBe('visitor')
    expect(await as(letter('да', { ...again, more: `${again.more}Reply-To: ivan@home.example\r\n` }))).toBe('other')
    expect(await as(letter('да', again))).toBe('other')
  })
  it('never takes a Reply-To for the visitor, and shows where one would like to be answered', async () => {
    const more = 'Reply-To: anna@mail.example\r\n'
    expect(await taken(letter('да', { from: 'eve@evil.example', more }))).toMatchObject({ as: 'other', notes: [] })
    expect(await taken(letter('да', { more: 'Reply-To: anna@home.example\r\n' }))).toMatchObject({
      as: 'visitor',
      notes: [{ code: 'letter_asks_to', values: { mail: 'anna@home.example' } }],
    })
  })
  it('says that a letter has nothing in it, and names the files of one without words', async () => {
    expect(await taken(letter(' \r\n'))).toMatchObject({ text: '✉', notes: [{ code: 'letter_empty', values: {} }] })
    for (const nothing of ['', '\r\n', 'To: help@shop.example\r\n\r\n'])
      expect(await receiveLetter(letterOf(nothing), desk)).toEqual({ ok: false, code: 'empty' })
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
    expect(await receiveLetter(report('delayed'), desk)).toEqual({ ok: false, code: 'automatic' })
  })
})
