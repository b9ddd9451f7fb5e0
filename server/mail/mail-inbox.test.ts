import { aPhoto, EXE, PDF } from '../files/testing/sample-files.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pruneLetters } from '../chat/moves/letters/take-letter.ts'
import { sqliteSql } from '../chat/sql.ts'
import type { Message } from '#protocol'
import { aPacket, type LiveHouse, openHouse } from '../realtime/testing/live-fixture.ts'
import { letterOf } from './testing/letter-of.ts'

let house: LiveHouse
let id: string
let replyTo: string
const olga = { id: 'p_olga', name: 'Ольга', role: 'operator' as const, sites: null }
const lead = { id: 'p_lev', name: 'Лев', role: 'lead' as const, sites: null }

const outbox = () => house.inFile((sqlite) => sqlite.prepare('select * from "outbox" order by "createdAt"').all())
const messages = async (conversationId = id): Promise<Message[]> =>
  (await (await house.operator(lead)).ask('conversation:open', { conversationId, since: 0 })).messages
let count = 0
const letter = (text: string, { from = 'anna@example.com', to = replyTo, more = '' } = {}) =>
  letterOf(
    `From: ${from}\r\nTo: <${to}>\r\nMessage-ID: <r${count++}@example.com>\r\nSubject: Re: x\r\n${more}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`,
  )

beforeEach(async () => {
  const { replyAddresses } = await import('./reply-address.ts')
  const secret = 'a'.repeat(64)
  // Nobody listens there: what is written to the visitor waits, and can be answered already.
  house = await openHouse({
    smtpUrl: 'smtp://127.0.0.1:9',
    mailFrom: { name: null, address: 'help@shop.test' },
    secrets: [secret],
  })
  const started = await house.live.startByForm(
    { visitorId: 'vis_1', site: 'shop', locale: 'ru', verified: null },
    { clientMessageId: 'cm_1', text: 'Когда придёт заказ?', name: 'Анна', mail: 'anna@example.com', packet: aPacket },
    null,
  )
  if (!started.ok) throw new Error(started.code)
  id = started.conversation.id
  const addresses = replyAddresses('help@shop.test', [secret])
  replyTo = addresses.addressFor(id)
  await house.inFile((sqlite) => sqlite.prepare('insert into "replyKeys" values (?, ?)').run(addresses.keyFor(id), id))
})
afterEach(() => house.close())

describe('a letter of a visitor', () => {
  const withFiles = (words: string, ...files: [name: string, bytes: Buffer][]) =>
    letterOf(
      `From: anna@example.com\r\nTo: ${replyTo}\r\nMessage-ID: <f1@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n${files
        .map(
          ([name, bytes]) =>
            `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`,
        )
        .join('')}--b--\r\n`,
    )
  it('brings a photo of 8 MB with its words, once, and what cannot be taken is named with its reason', async () => {
    const photo = Buffer.concat([await aPhoto(), Buffer.alloc(8_000_000)])
    const raw = withFiles('Фото трещины', ['photo.jpg', photo], ['setup.exe', EXE])
    for (const _ of [1, 2])
      expect(await house.live.receiveMail(raw.slice())).toMatchObject({ ok: true, conversationId: id })
    const [said, told, ...more] = (await messages()).slice(2)
    expect(said).toMatchObject({
      author: 'visitor',
      text: 'Фото трещины',
      files: [{ name: 'photo.jpg', kind: 'image', width: 200, height: 300 }],
    })
    expect(said?.files?.[0]?.size).toBeLessThan(100_000)
    expect(told).toMatchObject({ author: 'system', kind: 'note', event: { code: 'letter_files' } })
    expect(JSON.parse(String(told?.event?.values?.['files']))).toEqual([
      { name: 'setup.exe', size: EXE.length, code: 'file_kind_refused' },
    ])
    expect(more).toEqual([])
    // Whoever wrote is told too, once.
    const back = (await outbox()).filter(({ content }) => String(content).includes('setup.exe'))
    expect(back).toMatchObject([{ kind: 'auto_reply', conversationId: id, recipient: 'anna@example.com' }])
    expect(JSON.parse(String(back[0]?.['content']))).toMatchObject({
      left: { fileMb: 25, notKept: [{ name: 'setup.exe', code: 'file_kind_refused' }] },
    })
  })
  it('of a machine is told nothing of its files, nor is one whose files came along', async () => {
    const before = (await outbox()).length
    const machine = new TextDecoder().decode(withFiles('Отпуск', ['setup.exe', EXE])).replace('<f1@', '<f2@')
    const answered = await house.live.receiveMail(letterOf(`Auto-Submitted: auto-replied\r\n${machine}`))
    expect(answered).toMatchObject({ ok: true })
    expect(await house.live.receiveMail(withFiles('Чек', ['чек.pdf', PDF]))).toMatchObject({ ok: true })
    expect((await outbox()).length).toBe(before)
  })
  it('of nothing but a file shows the file', async () => {
    expect(await house.live.receiveMail(withFiles('', ['чек.pdf', PDF]))).toMatchObject({ ok: true })
    expect((await messages()).at(-1)).toMatchObject({ text: '', files: [{ name: 'чек.pdf', kind: 'pdf' }] })
  })
  it('may begin a conversation with its file', async () => {
    const raw = letterOf(
      `From: new@example.com\r\nTo: help@shop.test\r\nSubject: Чек\r\nMessage-ID: <n1@example.com>\r\nContent-Type: application/pdf; name="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n${PDF.toString('base64')}\r\n`,
    )
    const begun = await house.live.receiveMail(raw.slice())
    expect(await house.live.receiveMail(raw.slice())).toEqual(begun)
    const desk = await house.operator({ ...olga, id: 'p_lead', role: 'lead' })
    const opened = await desk.ask('conversation:open', { conversationId: begun.ok && begun.conversationId, since: 0 })
    expect(opened.messages.filter((one: Message) => one.files)).toMatchObject([{ seq: 1, files: [{ name: 'a.pdf' }] }])
  })
  it('is one message however often it is delivered', async () => {
    const raw = letter('Спасибо')
    await house.live.receiveMail(raw.slice())
    await house.live.receiveMail(raw.slice())
    expect((await messages()).filter((one) => one.text === 'Спасибо')).toHaveLength(1)
  })
  it('is shown whole to who may read the conversation, and to nobody else', async () => {
    await house.live.receiveMail(letter('Да\r\n\r\n27.11.2026, 10:00, "Магазин" <help@shop.test>:\r\n> Завтра'))
    const said = (await messages()).find((one) => one.text === 'Да') as Message
    expect(await house.live.letter(olga, id, said.id)).toMatchObject({
      sender: 'anna@example.com',
      subject: 'Re: x',
      text: expect.stringContaining('> Завтра'),
      files: [],
    })
    expect(await house.live.letter(olga, id, 'msg_none')).toBeNull()
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    expect(await house.live.letter({ ...olga, id: 'p_other' }, id, said.id)).toBeNull()
  })
  it('is kept for thirty days', async () => {
    await house.live.receiveMail(letter('Да'))
    const kept = (days: number) =>
      house.inFile(async (sqlite) => {
        await pruneLetters(sqliteSql(sqlite), {}, Date.now() + days * 86_400_000)
        return sqlite.prepare('select "text" from "letters"').all()
      })
    expect(await kept(29)).toEqual([{ text: 'Да' }])
    expect(await kept(31)).toEqual([])
  })
  it('is forgotten with its conversation', async () => {
    await house.live.receiveMail(letter('Да'))
    const kept = () => house.inFile((sqlite) => sqlite.prepare('select * from "letters"').all())
    expect(await kept()).toMatchObject([{ conversationId: id, text: 'Да' }])
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    await desk.ask('conversation:solve', { conversationId: id })
    expect(await house.live.erase(lead, id, false)).toMatchObject({ ok: true })
    expect(await kept()).toEqual([])
  })
  it('counts from another spelling of the address, and operators are told', async () => {
    await house.live.receiveMail(letter('с другого адреса', { from: 'anna+shop@example.com' }))
    const [said, told] = (await messages()).slice(-2)
    expect(said).toMatchObject({ author: 'visitor', text: 'с другого адреса' })
    expect(told).toMatchObject({
      kind: 'note',
      event: { code: 'letter_from_spelling', values: { from: 'anna+shop@example.com' } },
    })
  })
  it('from a foreign address is a note, and brings a solved conversation back', async () => {
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    await desk.ask('conversation:solve', { conversationId: id })
    await house.live.receiveMail(letter('Я муж Анны', { from: 'boris@example.com' }))
    expect((await messages()).at(-1)).toMatchObject({
      author: 'system',
      kind: 'note',
      text: 'Я муж Анны',
      event: { code: 'letter_from_other', values: { from: 'boris@example.com' } },
    })
    expect((await house.live.detail(lead, id))?.state).not.toBe('solved')
    expect((await house.live.solvedConversation(lead, id))?.visitorWords).toEqual(['Когда придёт заказ?'])
  })
  it('from several senders is a note, even if the visitor is one of them', async () => {
    await house.live.receiveMail(letter('да', { from: 'anna@example.com, boris@example.com' }))
    expect((await messages()).at(-1)).toMatchObject({
      kind: 'note',
      event: { code: 'letter_from_other', values: { from: 'anna@example.com, boris@example.com' } },
    })
    await house.live.receiveMail(letter('нет', { from: 'Anna' }))
    expect((await messages()).at(-1)).toMatchObject({ kind: 'note', event: { code: 'letter_from_nobody' } })
  })
  it('to the shop’s plain address finds its conversation by the letter it answers', async () => {
    const [sent] = await outbox()
    const more = `In-Reply-To: <${sent?.['id']}@shop.test>\r\n`
    expect(await house.live.receiveMail(letter('ответ', { to: 'help@shop.test', more }))).toMatchObject({
      ok: true,
      conversationId: id,
    })
  })
  it('is never lost, however it is built: its beginning and where the rest is stand in the conversation', async () => {
    const nested = Array.from(
      { length: 40 },
      (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
    )
    const odd = letterOf(
      `From: anna@example.com\r\nTo: ${replyTo}\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${nested.join('')}`,
    )
    expect(await house.live.receiveMail(odd)).toMatchObject({ ok: true, conversationId: id })
    const [said, told] = (await messages()).slice(-2)
    expect(said).toMatchObject({ author: 'visitor', text: '✉' })
    expect(told).toMatchObject({ kind: 'note', event: { code: 'letter_unread', values: { from: 'anna@example.com' } } })
    expect((await house.live.letter(olga, id, said?.id ?? ''))?.text).toContain('boundary=b40')
    const repeated = await house.live.receiveMail(letter('ы'.repeat(40_000)))
    expect(repeated).toMatchObject({ ok: true })
    expect((await messages()).at(-1)).toMatchObject({ kind: 'note', event: { code: 'letter_cut' } })
  })
  it('to another address of the shop’s domain, or with a broken signature, begins a conversation too', async () => {
    for (const to of ['info@shop.test', 'help+c00-11@shop.test'])
      expect(await house.live.receiveMail(letter('Вопрос', { from: 'petr@example.com', to }))).toMatchObject({
        ok: true,
      })
  })
  it('that the mail host brings is seen, whoever it names; only who is sure to have written is acknowledged', async () => {
    const seen = async (from: string, to: string, more = '') => {
      const before = (await outbox()).length
      const received = await house.live.receiveMail(letter('Вопрос', { from, to, more }))
      if (!received.ok) throw new Error(received.code)
      const detail = await house.live.detail(lead, received.conversationId)
      return {
        state: detail?.state,
        mail: detail?.visitor.mail,
        notes: (await messages(received.conversationId)).flatMap((one) => one.event?.code ?? []),
        letters: (await outbox()).slice(before).map((one) => one['recipient']),
      }
    }
    expect(await seen('petr@example.com', 'info@else.test')).toEqual({
      state: 'waiting',
      mail: 'petr@example.com',
      notes: ['letter_subject', 'letter_elsewhere'],
      letters: [],
    })
    expect(await seen('a@example.com, b@example.com', 'help@shop.test')).toMatchObject({
      mail: 'a@example.com',
      notes: expect.arrayContaining(['letter_senders']),
      letters: [],
    })
    expect(await seen('no-reply@forms.test', 'help@shop.test')).toMatchObject({
      mail: null,
      notes: expect.arrayContaining(['letter_unanswerable']),
      letters: [],
    })
    expect(await seen('form@forms.test', 'help@shop.test', 'Reply-To: vera@example.com\r\n')).toMatchObject({
      mail: 'vera@example.com',
      notes: expect.arrayContaining(['letter_answers_to']),
      letters: ['vera@example.com'],
    })
  })
  it('begins a conversation in the language it is written in', async () => {
    const begun = async (text: string, from: string) => {
      const received = await house.live.receiveMail(letter(text, { from, to: 'help@shop.test' }))
      return received.ok ? (await house.live.detail(olga, received.conversationId))?.locale : received.code
    }
    expect(await begun('Guten Tag, wann kommt meine Bestellung?', 'uwe@example.de')).toBe('de')
    expect(await begun('Hello, where is my order?', 'joe@example.com')).toBe('en')
    expect(await begun('Где заказ?', 'ira@example.ru')).toBe('ru')
  })
  it('goes to and comes from addresses in Cyrillic', async () => {
    const address = 'ирма@xn--80a1acny.xn--p1ai'
    const first = await house.live.receiveMail(
      letter('Есть палатки?', { from: 'Ирма <ирма@почта.рф>', to: 'help@shop.test' }),
    )
    if (!first.ok) throw new Error(first.code)
    expect(await house.live.detail(olga, first.conversationId)).toMatchObject({ visitor: { mail: address } })
    expect((await outbox()).map((one) => one['recipient'])).toContain(address)
  })
  it('that answers nothing begins a conversation, and the next one continues it', async () => {
    const first = await house.live.receiveMail(
      letter('Есть палатки?', { from: 'Вера <vera@example.com>', to: 'help@shop.test' }),
    )
    if (!first.ok) throw new Error(first.code)
    expect(first.conversationId).not.toBe(id)
    expect(await house.live.detail(olga, first.conversationId)).toMatchObject({
      state: 'waiting',
      locale: 'ru',
      visitor: { name: 'Вера', mail: 'vera@example.com' },
    })
    const next = await house.live.receiveMail(letter('Синие', { from: 'vera@example.com', to: 'help@shop.test' }))
    expect(next).toMatchObject({ ok: true, conversationId: first.conversationId })
  })
  it('of a machine is a note that nobody waits for', async () => {
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    await desk.ask('conversation:solve', { conversationId: id })
    const before = await house.live.detail(lead, id)
    const more = 'X-Autorespond: OOO\r\n'
    expect(await house.live.receiveMail(letter('Я в отпуске', { more }))).toMatchObject({
      ok: true,
      conversationId: id,
    })
    expect((await messages()).at(-1)).toMatchObject({
      author: 'system',
      kind: 'note',
      text: 'Я в отпуске',
      event: { code: 'letter_automatic', values: { from: 'anna@example.com' } },
    })
    expect(await house.live.detail(lead, id)).toMatchObject({ state: 'solved', unread: before?.unread })
  })
})

describe('a letter that comes back', () => {
  it('is known by the address it did not reach where the report brings nothing of ours', async () => {
    await house.inFile((sqlite) => sqlite.exec(`update "outbox" set "sentAt" = '2026-11-27T09:00:00.000Z'`))
    const report = letterOf(
      `Return-Path: <>\r\nFrom: postmaster@example.com\r\nTo: help@shop.test\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\nFinal-Recipient: rfc822; Anna@example.com\r\nAction: failed\r\nStatus: 5.2.2\r\nDiagnostic-Code: smtp; 552 mailbox full\r\n--b--`,
    )
    expect(await house.live.receiveMail(report)).toEqual({ ok: false, code: 'automatic' })
    expect((await messages()).at(-1)).toMatchObject({
      event: { code: 'letter_undelivered', values: { mail: 'anna@example.com', reason: 'smtp; 552 mailbox full' } },
    })
  })
  it('shows in its conversation, once', async () => {
    const [sent] = await outbox()
    const report = () =>
      letterOf(
        `Return-Path: <>\r\nFrom: MAILER-DAEMON@example.com\r\nTo: help@shop.test\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 no such box\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${sent?.['id']}@shop.test>\r\n--b--`,
      )
    expect(await house.live.receiveMail(report())).toEqual({ ok: false, code: 'automatic' })
    await house.live.receiveMail(report())
    expect((await messages()).filter((one) => one.event?.code === 'letter_undelivered')).toMatchObject([
      { kind: 'note', event: { values: { mail: 'anna@example.com', reason: 'smtp; 550 no such box' } } },
    ])
  })
})
