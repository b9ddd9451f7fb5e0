import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import { newId } from '#shared'
import { aPng, inPieces } from '../files/testing/sample-files.ts'
import { letterOf } from './testing/letter-of.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../realtime/testing/live-fixture.ts'

let house: LiveHouse
let smtp: SMTPServer | null = null
const inbox: Email[] = []
const senders: string[] = []
const olga = { id: 'p_olga', name: 'Ольга', role: 'operator' as const, sites: null }

/** A real SMTP server that keeps what it gets; `port` 0 takes a free one. */
async function mailServer(
  port = 0,
  refuse?: (address: string) => boolean,
  refuseSender?: (address: string) => boolean,
  refuseAll = false,
  refusedWith = 550,
): Promise<number> {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: ({ address }, _session, done) => {
      senders.push(address)
      done(refuseSender?.(address) ? Object.assign(new Error('Bad sender'), { responseCode: 501 }) : null)
    },
    onRcptTo: ({ address }, _session, done) =>
      refuse?.(address) ? done(Object.assign(new Error('no such box'), { responseCode: refusedWith })) : done(),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () =>
        PostalMime.parse(Buffer.concat(chunks))
          .then((letter) => refuseAll || inbox.push(letter))
          .then(
            () => done(refuseAll ? Object.assign(new Error('looks like spam'), { responseCode: 554 }) : null),
            done,
          ),
      )
    },
  })
  await new Promise<void>((resolve) => smtp?.listen(port, '127.0.0.1', resolve))
  return (smtp.server.address() as AddressInfo).port
}
const stopMail = () => new Promise<void>((resolve) => (smtp ? smtp.close(() => resolve()) : resolve()))

afterEach(async () => {
  await house.close()
  await stopMail()
  smtp = null
  inbox.length = 0
  senders.length = 0
})

const form = {
  clientMessageId: 'cm_1',
  text: 'Когда придёт заказ?',
  name: 'Анна\r\nBcc: all@example.com',
  mail: 'anna@example.com',
  packet: aPacket,
}
const aVisitor = () => ({ visitorId: 'vis_1', site: 'shop', locale: 'ru' as const, verified: null })

describe('letters', () => {
  it('takes an answer’s files along', async () => {
    const port = await mailServer()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
      site: aSite({ letters: { afterMinutes: 0 } }),
    })
    const started = await house.live.startByForm(aVisitor(), form, null)
    if (!started.ok) throw new Error(started.code)
    const { id } = started.conversation
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(1)
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    const upload = async (bytes: Buffer, name: string) => {
      const by = { person: olga, conversationId: id }
      const body = inPieces(bytes)
      const taken = await house.live.takeFile(by, { id: newId('fil', Date.now()), name, size: bytes.length, body })
      if (!taken.ok) throw new Error(taken.code)
      return taken.file.id
    }
    const files = [await upload(await aPng(), 'как.png')]
    await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_2', text: '', files })
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(2)
    const letter = inbox[1] as Email
    expect(letter.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([['как.png', 'image/png']])
    expect(letter.text).toMatch(/📎 как\.png \(\d+\s\S+\)/)
    expect(letter.html).toContain('📎 как.png')
  })
  it('sends the automatic reply, then the answer, and takes the visitor’s reply back into the conversation', async () => {
    const port = await mailServer()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: 'Тропа, магазин', address: 'help@shop.test' },
      site: aSite({ letters: { afterMinutes: 0 } }),
    })
    const visitor = aVisitor()
    const started = await house.live.startByForm(visitor, form, null)
    if (!started.ok) throw new Error(started.code)
    const { id } = started.conversation
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(1)
    expect(inbox[0]).toMatchObject({
      subject: expect.stringMatching(/^Магазин: ваш вопрос от \d+ \S+$/),
      to: [{ address: 'anna@example.com' }],
      from: { name: 'Тропа, магазин', address: 'help@shop.test' },
    })
    expect(senders).toEqual(['help@shop.test'])
    expect(inbox[0]?.bcc).toBeUndefined()

    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_2', text: 'Завтра, с 10 до 14.' })
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(2)
    const letter = inbox[1] as Email
    expect(letter.text).toContain('Завтра, с 10 до 14.')
    expect(letter.subject).toBe(inbox[0]?.subject)
    expect([letter.inReplyTo, letter.references]).toEqual([inbox[0]?.messageId, inbox[0]?.messageId])
    const replyTo = letter.replyTo?.[0]?.address as string

    const reply = (from: string, to: string, more = '') =>
      letterOf(
        `From: <${from}>\r\nTo: <${to}>\r\nMessage-ID: <r1@example.com>\r\nSubject: Re\r\n${more}Content-Type: text/plain; charset=utf-8\r\n\r\nСпасибо, жду!\r\n\r\nпн, 12 окт. 2026 г. в 10:00, Магазин <help@shop.test> пишет:\r\n> Завтра\r\n`,
      )
    expect(await house.live.receiveMail(reply('anna@example.com', replyTo))).toMatchObject({
      ok: true,
      conversationId: id,
    })
    expect(await house.live.receiveMail(reply('anna@example.com', replyTo))).toMatchObject({ ok: true })
    const heard = await desk.until('message:created', (fact) => fact.message.author === 'visitor')
    expect(heard.message.text).toBe('Спасибо, жду!')
    expect((await house.live.solvedConversation(olga, id))?.visitorWords).toEqual([
      'Когда придёт заказ?',
      'Спасибо, жду!',
    ])

    expect(await house.live.receiveMail(letterOf(''))).toMatchObject({ ok: false })
  })

  it('I10: keeps letters while the mail server is down and sends each once when it is back', async () => {
    const port = await mailServer()
    await stopMail()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: 'Тропа, магазин', address: 'help@shop.test' },
    })
    expect(await house.live.startByForm(aVisitor(), form, null)).toMatchObject({ ok: true })
    await expect
      .poll(() => house.live.notices().map((notice) => notice.code), { timeout: 30_000 })
      .toContain('mail_down')
    await mailServer(port)
    // The pause after a first failure is 8 to 15 s; the outbox row is made due instead of waiting for it.
    await house.inFile((sqlite) => sqlite.exec(`update "outbox" set "nextAt" = '2000-01-01T00:00:00.000Z'`))
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(1)
    await expect.poll(() => house.live.notices(), { timeout: 30_000 }).toEqual([])
    await house.restart()
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(inbox.length).toBe(1)
  })

  it('gives up on an address that is refused for good, and goes on with the others', async () => {
    const port = await mailServer(0, (address) => address === 'gone@example.com')
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: 'Тропа, магазин', address: 'help@shop.test' },
    })
    await house.live.startByForm({ ...aVisitor(), visitorId: 'vis_2' }, { ...form, mail: 'gone@example.com' }, null)
    await house.live.startByForm(aVisitor(), form, null)
    await expect
      .poll(() => inbox.map((letter) => letter.to?.[0]?.address), { timeout: 30_000 })
      .toEqual(['anna@example.com'])
    await expect
      .poll(() => house.live.notices(), { timeout: 30_000 })
      .toMatchObject([{ code: 'mail_undelivered', values: { count: 1, conversation: expect.stringMatching(/^cnv_/) } }])
    const [row] = await house.inFile((sqlite) =>
      sqlite.prepare(`select "failedAt" from "outbox" where "recipient" = 'gone@example.com'`).all(),
    )
    expect(row?.['failedAt']).not.toBeNull()
    const refused = await house.live.conversationsFor(olga, { view: 'waiting', page: 1 })
    const desk = await house.operator(olga)
    const { messages } = await desk.ask('conversation:open', {
      conversationId: refused.items.find((one) => one.visitor.mail === 'gone@example.com')?.id,
      since: 0,
    })
    expect(messages.at(-1)).toMatchObject({
      kind: 'note',
      author: 'system',
      event: { code: 'letter_undelivered', values: { mail: 'gone@example.com', reason: expect.stringMatching(/550/) } },
    })
  })

  it('does not call the server down where one address asks to wait, and sends to it later', async () => {
    let asked = 0
    const port = await mailServer(0, () => asked++ === 0, undefined, false, 451)
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
    })
    await house.live.startByForm(aVisitor(), form, null)
    await expect.poll(() => asked, { timeout: 30_000 }).toBe(1)
    const row = () => house.inFile((sqlite) => sqlite.prepare('select * from "outbox"').all()[0])
    await expect.poll(async () => (await row())?.['lastError'], { timeout: 30_000 }).toContain('451')
    expect(await row()).toMatchObject({ failedAt: null, triedAt: null })
    await house.inFile((sqlite) => sqlite.exec(`update "outbox" set "nextAt" = '2000-01-01T00:00:00.000Z'`))
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(1)
    expect(house.live.notices()).toEqual([])
  })

  it('keeps letters whose sender the server refuses, says so, and sends them once the setting is mended', async () => {
    let refusing = true
    const port = await mailServer(0, undefined, () => refusing)
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
    })
    await house.live.startByForm(aVisitor(), form, null)
    await expect
      .poll(() => house.live.notices().map((notice) => notice.code), { timeout: 30_000 })
      .toContain('mail_down')
    expect((await house.live.ready()).mail).toBe(false)
    const [row] = await house.inFile((sqlite) => sqlite.prepare('select * from "outbox"').all())
    expect(row).toMatchObject({ failedAt: null, lastError: expect.stringContaining('501') })
    refusing = false
    await house.inFile((sqlite) => sqlite.exec(`update "outbox" set "nextAt" = '2000-01-01T00:00:00.000Z'`))
    await expect.poll(() => inbox.length, { timeout: 30_000 }).toBe(1)
    await expect.poll(() => house.live.notices(), { timeout: 30_000 }).toEqual([])
    expect((await house.live.ready()).mail).toBe(true)
  })

  it('leads back to the conversation by its link, and ends by another', async () => {
    const port = await mailServer()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
      site: aSite({ letters: { afterMinutes: 0 } }),
    })
    const started = await house.live.startByForm(aVisitor(), { ...form, name: 'Анна' }, null)
    const foreign = await house.live.startByForm(
      { ...aVisitor(), visitorId: 'vis_2' },
      { ...form, mail: 'boris@example.com' },
      null,
    )
    if (!started.ok || !foreign.ok) throw new Error('not started')
    const { id } = started.conversation
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: id })
    await desk.ask('message:send', { conversationId: id, clientMessageId: 'cm_2', text: '**Завтра**, с 10 до 14.' })
    const answered = () => inbox.find((one) => one.text?.includes('Завтра'))
    await expect.poll(answered, { timeout: 30_000 }).toBeDefined()
    const letter = answered() as Email
    expect(letter.html).toContain('<strong>Завтра</strong>')
    expect(letter.text).toMatch(/^Здравствуйте, Анна!\n\nОльга:\n\nЗавтра, с 10 до 14\./)

    const link = /http:\/\/help\.test\/ru\/letters#(\S+)/.exec(letter.text ?? '')?.[1] ?? ''
    const opened = await house.live.openByLetter(link)
    if (!opened.ok) throw new Error(opened.code)
    expect(opened).toMatchObject({ conversationId: id, site: 'shop' })
    const device = await house.visitor({ token: opened.token })
    const resync = (conversationId: string) => device.ask('conversation:resync', { conversationId, since: 0 })
    expect((await resync(id)).messages.at(-1)).toMatchObject({ text: '**Завтра**, с 10 до 14.' })
    expect(await resync(foreign.conversation.id)).toMatchObject({ ok: false, code: 'not_found' })
    expect(await house.live.openByLetter(link.replace(id, foreign.conversation.id))).toMatchObject({ ok: false })
    await device.ask('conversation:mail-instead', { conversationId: id, mail: 'anna@other.example' })
    expect(await house.live.openByLetter(link)).toMatchObject({ ok: false })
    await device.ask('conversation:mail-instead', { conversationId: id, mail: 'anna@example.com' })

    expect(letter.headers.find((one) => one.key === 'list-unsubscribe-post')?.value).toBe('List-Unsubscribe=One-Click')
    const atOnce = letter.headers.find((one) => one.key === 'list-unsubscribe')?.value ?? ''
    const stop = /link=([^>]+)>/.exec(atOnce)?.[1] ?? ''
    expect(await house.live.stopLetters(link)).toMatchObject({ ok: false })
    expect(await house.live.stopLetters(stop)).toMatchObject({ ok: true, locale: 'ru', site: 'shop' })
    expect(await house.live.openByLetter(stop)).toMatchObject({ ok: false })
    const { messages } = await desk.ask('conversation:open', { conversationId: id, since: 0 })
    expect(messages.at(-1)).toMatchObject({
      kind: 'note',
      event: { code: 'letters_stopped', values: { mail: 'anna@example.com' } },
    })
  })

  it('opens nothing on a device where somebody else wrote too', async () => {
    const port = await mailServer()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
      site: aSite({ letters: { afterMinutes: 0 } }),
    })
    const desk = await house.operator(olga)
    await desk.ask('presence:set', { available: true })
    const first = await house.live.startByForm(aVisitor(), form, null)
    if (!first.ok) throw new Error(first.code)
    await desk.ask('conversation:accept', { conversationId: first.conversation.id })
    await desk.ask('message:send', {
      conversationId: first.conversation.id,
      clientMessageId: 'cm_2',
      text: 'Завтра',
    })
    await desk.ask('conversation:solve', { conversationId: first.conversation.id })
    const answered = () => inbox.find((one) => one.text?.includes('Завтра'))
    await expect.poll(answered, { timeout: 30_000 }).toBeDefined()
    const link = /letters#(\S+)/.exec(answered()?.text ?? '')?.[1] ?? ''
    expect(await house.live.openByLetter(link)).toMatchObject({ ok: true })
    await house.live.startByForm(aVisitor(), { ...form, clientMessageId: 'cm_3', mail: 'boris@example.com' }, null)
    expect(await house.live.openByLetter(link)).toMatchObject({ ok: false })
  })

  it('brings a mailbox nobody has answered from three automatic letters an hour, under all its spellings', async () => {
    const port = await mailServer()
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
    })
    const spellings = ['vic.tim@gmail.com', 'victim+1@gmail.com', 'VICTIM@gmail.com', 'v.ictim@googlemail.com']
    const started = []
    for (const [n, mail] of spellings.entries())
      started.push(await house.live.startByForm({ ...aVisitor(), visitorId: `vis_${n}` }, { ...form, mail }, null))
    expect(started.every((one) => one.ok)).toBe(true)
    const [first] = started
    if (!first?.ok) throw new Error('not started')
    const visitor = { ...aVisitor(), visitorId: 'vis_0' }
    expect(await house.live.mailTranscript(visitor, first.conversation.id, 'victim+9@gmail.com')).toMatchObject({
      ok: false,
      code: 'too_many',
    })
    await house.live.startByForm({ ...aVisitor(), visitorId: 'vis_9' }, form, null)
    await expect
      .poll(() => inbox.some((one) => one.to?.[0]?.address === 'anna@example.com'), { timeout: 30_000 })
      .toBe(true)
    expect(inbox).toHaveLength(4)
    // An answer from there shows whose it is.
    const replyTo = inbox.find((one) => one.to?.[0]?.address === 'vic.tim@gmail.com')?.replyTo?.[0]?.address ?? ''
    const answer = letterOf(`From: vic.tim@gmail.com\r\nTo: ${replyTo}\r\nMessage-ID: <a@b.example>\r\n\r\nЭто я\r\n`)
    expect(await house.live.receiveMail(answer)).toMatchObject({ ok: true })
    expect(await house.live.mailTranscript(visitor, first.conversation.id, 'victim+9@gmail.com')).toEqual({ ok: true })
  })

  it('gives up a letter that the mail server refuses as it is', async () => {
    const port = await mailServer(0, undefined, undefined, true)
    house = await openHouse({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      mailFrom: { name: null, address: 'help@shop.test' },
    })
    await house.live.startByForm(aVisitor(), form, null)
    const row = async () =>
      (await house.inFile((sqlite) => sqlite.prepare('select "failedAt", "lastError" from "outbox"').all()))[0]
    await expect.poll(async () => (await row())?.['failedAt'], { timeout: 30_000 }).not.toBeNull()
    expect((await row())?.['lastError']).toMatch(/554/)
  })
})

describe('without a mail server', () => {
  it('asks for no address and promises no letter', async () => {
    house = await openHouse()
    const { mail: _, ...plain } = form
    const started = await house.live.startByForm(aVisitor(), plain, null)
    if (!started.ok) throw new Error(started.code)
    expect(started.messages.at(-1)?.event?.code).toBe('nobody_here')
    const given = await house.live.startByForm({ ...aVisitor(), visitorId: 'vis_2' }, form, null)
    if (!given.ok) throw new Error(given.code)
    expect(given.messages.at(-1)?.event?.code).toBe('nobody_here')
    expect(await house.live.mailTranscript(aVisitor(), started.conversation.id, 'a@example.com')).toMatchObject({
      ok: false,
      code: 'mail_off',
    })
    await expect.poll(() => house.live.notices(), { timeout: 30_000 }).toMatchObject([{ code: 'mail_off' }])
  })
  it('needs an address where there is one', async () => {
    const port = await mailServer()
    house = await openHouse({ smtpUrl: `smtp://127.0.0.1:${port}` })
    const { mail: _, ...plain } = form
    expect(await house.live.startByForm(aVisitor(), plain, null)).toMatchObject({ ok: false, code: 'invalid' })
  })
})
