import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, USUAL_FILES } from '#shared'
import * as sample from '../../files/testing/sample-files.ts'
import type { Uploader } from './taking-files.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'firstline-live-files-'))
  mkdirSync(join(dataDir, 'files'))
})
afterEach(async () => {
  await house.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Bytes in the store, and on their way. */
const held = () =>
  (
    readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }) as {
      isFile(): boolean
      name: string
    }[]
  )
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

function visitorOf(id = 'one') {
  const verified = { id, name: null, mail: null }
  const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified })
  const visitor = house.live.visitorOf(token)
  if (!visitor) throw new Error('no visitor')
  return { token, by: { visitor } satisfies Uploader }
}
const upload = (
  by: Uploader,
  bytes: Buffer,
  { id = newId('fil', Date.now()), name = 'файл', size = bytes.length } = {},
) => house.live.takeFile(by, { id, name, size, body: sample.inPieces(bytes) })
async function kept(by: Uploader, bytes: Buffer, more = {}) {
  const taken = await upload(by, bytes, more)
  if (!taken.ok) throw new Error(taken.code)
  return taken.file
}
async function fetched(url: string) {
  const { pathname, searchParams } = new URL(url)
  const [, , , id = '', version = ''] = pathname.split('/')
  const file = await house.live.fileAt({
    id,
    version: version as 'original',
    until: searchParams.get('until') ?? '',
    sign: searchParams.get('sign') ?? '',
  })
  const bytes = await file?.read()
  return file && bytes ? { ...file, bytes: await buffer(bytes) } : null
}

describe.each(stores)('files of conversations, on $store', ({ parts }) => {
  const open = async (files = {}) => {
    house = await openHouse({ ...parts, dataDir, site: aSite({ files: { ...USUAL_FILES, ...files } }) })
  }
  const talk = async () => {
    const desk = await willing(house, olga)
    const { token, by } = visitorOf()
    const client = await house.visitor({ token })
    const { conversation } = await start(client)
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    return { desk, client, by, conversationId: conversation.id as string }
  }

  it('come with their message, once, to both sides and into the history (I1–I3)', async () => {
    await open()
    const { desk, client, by, conversationId } = await talk()
    const photo = await kept(by, await sample.aPhoto(), { name: '../IMG_1.JPG' })
    const pdf = await kept(by, sample.PDF, { name: 'чек.pdf' })
    expect(photo).toMatchObject({ name: 'IMG_1.jpg', kind: 'image', width: 200, height: 300, thumb: { width: 200 } })
    const request = { conversationId, clientMessageId: 'cm_files', text: '', files: [photo.id, pdf.id] }
    const [first, again] = await Promise.all([client.ask('message:send', request), client.ask('message:send', request)])
    expect(first).toMatchObject({ ok: true, message: { text: '', files: [{ id: photo.id }, { name: 'чек.pdf' }] } })
    expect(again.message).toEqual(first.message)
    const told = await desk.until('message:created', ({ message }) => message.clientMessageId === 'cm_files')
    expect(told.message).toEqual(first.message)
    const opened = await desk.ask('conversation:open', { conversationId, since: 0 })
    expect(opened.messages.filter((one: { files?: object[] }) => one.files)).toEqual([first.message])
    expect(opened.conversation.lastMessage.text).toBe('📎 IMG_1.jpg\n📎 чек.pdf')
    await house.restart()
    const back = await (await house.visitor({ token: visitorOf().token })).ask('conversation:resync', {
      conversationId,
      since: 0,
    })
    expect(back.messages.find((one: { files?: object[] }) => one.files)).toEqual(first.message)
  })
  it('are the same file however often they are sent, and no other under its id', async () => {
    await open()
    const { by } = visitorOf()
    const id = newId('fil', Date.now())
    const photo = await sample.aPhoto()
    const [one, other] = await Promise.all([kept(by, photo, { id }), kept(by, photo, { id })])
    expect(other).toEqual(one)
    expect(await kept(by, photo, { id, name: 'иначе.jpg' })).toEqual(one)
    expect(held()).toHaveLength(2)
    expect(await upload(by, sample.PDF, { id })).toMatchObject({ ok: false, code: 'file_conflict' })
    expect(await upload(visitorOf('two').by, photo, { id })).toMatchObject({ ok: false, code: 'file_conflict' })
    expect(held()).toHaveLength(2)
    expect((await fetched(one.address.url))?.bytes.length).toBe(one.size)
  })
  it('of a message are its own: other ones under the same clientMessageId are a conflict, and each goes into one message', async () => {
    await open()
    const { client, by, conversationId } = await talk()
    const [a, b] = [await kept(by, sample.PDF), await kept(by, sample.TEXT)]
    const send = (clientMessageId: string, files: string[], text = 'Вот') =>
      client.ask('message:send', { conversationId, clientMessageId, text, files })
    expect(await send('cm_a', [a.id])).toMatchObject({ ok: true })
    expect(await send('cm_a', [b.id])).toMatchObject({ ok: false, code: 'conflict' })
    expect(await send('cm_a', [])).toMatchObject({ ok: false, code: 'conflict' })
    expect(await send('cm_b', [a.id])).toMatchObject({ ok: false, code: 'file_gone' })
    expect(await send('cm_c', [b.id])).toMatchObject({ ok: true })
    expect(await send('cm_d', ['fil_00000000000000000000000000'])).toMatchObject({ ok: false, code: 'file_gone' })
    expect(await send('cm_e', [], '   ')).toMatchObject({ ok: false, code: 'invalid' })
    expect(await send('cm_f', [b.id, b.id])).toMatchObject({ ok: false, code: 'invalid' })
  })
  it('begin a conversation too, by the chat and by the form', async () => {
    await open()
    const { token, by } = visitorOf()
    const client = await house.visitor({ token })
    const photo = await kept(by, await sample.aPng(), { name: 'палка.png' })
    const begun = await start(client, '', { files: [photo.id] })
    expect(begun).toMatchObject({ ok: true, messages: [{ text: '', files: [{ id: photo.id }] }, {}] })
    expect((await house.live.detail(lena, begun.conversation.id))?.question).toBe('📎 палка.png')
    const second = visitorOf('by form')
    const file = await kept(second.by, sample.PDF)
    const form = { clientMessageId: 'cm_form', text: 'Чек', packet: aPacket, files: [file.id] }
    const left = await house.live.startByForm(second.by.visitor, form, null)
    expect(left).toMatchObject({ ok: true, messages: [{ text: 'Чек', files: [{ id: file.id }] }, {}] })
    expect(await house.live.startByForm(second.by.visitor, form, null)).toEqual(left)
    expect(await house.live.startByForm(second.by.visitor, { ...form, files: undefined }, null)).toMatchObject({
      ok: false,
      code: 'conflict',
    })
  })
  it('go the other way: an operator answers with one, and a note’s stays at the desk (I9)', async () => {
    await open()
    const { desk, client, conversationId } = await talk()
    const by = { person: olga, conversationId }
    const [answer, secret] = [await kept(by, await sample.aPng()), await kept(by, sample.PDF)]
    await desk.ask('message:send', { conversationId, clientMessageId: 'cm_answer', text: 'Так', files: [answer.id] })
    await desk.ask('note:add', { conversationId, clientMessageId: 'cm_note', text: '', files: [secret.id] })
    await client.until('message:created', ({ message }) => message.clientMessageId === 'cm_answer')
    const ids = [answer.id, secret.id]
    const opened = async (by: typeof desk) =>
      (await by.ask('files:open', { conversationId, ids })).addresses?.map(({ id }: { id: string }) => id).sort()
    expect(await opened(desk)).toEqual(ids.sort())
    expect(await opened(client)).toEqual([answer.id])
    const stranger = await house.visitor({ token: visitorOf('stranger').token })
    const foreign = await house.operator(ivan)
    for (const one of [stranger, foreign])
      expect(await one.ask('files:open', { conversationId, ids })).toMatchObject({ ok: false, code: 'not_found' })
    expect(await upload({ person: ivan, conversationId }, sample.PDF)).toMatchObject({ ok: false, code: 'not_found' })
  })
  it('are opened by an address of ours alone, unaltered and in its time', async () => {
    await open()
    const { by } = visitorOf()
    const { address, size } = await kept(by, await sample.aPhoto())
    expect((await fetched(address.url))?.bytes).toHaveLength(size)
    expect(await fetched(address.thumb ?? '')).toMatchObject({ type: 'image/webp', inline: true })
    const url = new URL(address.url)
    const other = await kept(visitorOf('two').by, sample.PDF)
    const altered = [
      address.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      address.url.replace(/until=\d+/, `until=${Number(url.searchParams.get('until')) + 1}`),
      address.url.replace(/until=\d+/, 'until=1000000000'),
      address.url.replace('/original', '/thumb'),
      address.url.replace(/fil_[^/]+/, other.id),
      address.url.replace(/&sign=.*/, '&sign='),
    ]
    for (const one of altered) expect(await fetched(one), one).toBeNull()
    const until = Date.parse(address.until) - Date.now()
    expect([until > 29 * 60_000, until <= 60 * 60_000]).toEqual([true, true])
  })
  it('of a deleted message are gone from both sides', async () => {
    await open()
    const { desk, client, conversationId } = await talk()
    const file = await kept({ person: olga, conversationId }, await sample.aPng())
    const sent = await desk.ask('message:send', { conversationId, clientMessageId: 'cm_x', text: '', files: [file.id] })
    const { address } = file
    expect(await fetched(address.url)).not.toBeNull()
    await desk.ask('message:delete', { conversationId, messageId: sent.message.id })
    expect((await client.until('message:changed')).message.files).toBeUndefined()
    expect(await fetched(address.url)).toBeNull()
    expect((await desk.ask('files:open', { conversationId, ids: [file.id] })).addresses).toEqual([])
  })
  it.each<[string, string, () => Buffer | Promise<Buffer>, object]>([
    ['an empty one', 'file_empty', () => Buffer.alloc(0), {}],
    ['one of nine gigabytes', 'file_too_large', () => sample.PDF, { size: 9_000_000_000 }],
    ['a renamed program', 'file_kind_refused', () => sample.EXE, { name: 'photo.jpg' }],
    ['a drawing with a script', 'file_kind_refused', () => sample.SVG_WITH_SCRIPT, { name: 'logo.svg' }],
    ['a page called a text', 'file_kind_refused', () => sample.HTML, { name: 'readme.txt' }],
    ['a bomb of pixels', 'file_unreadable', () => sample.aPixelBomb(), { name: 'photo.png' }],
    ['one that was cut', 'file_cut', () => sample.PDF, { size: sample.PDF.length + 1 }],
    ['one that is longer than it says', 'file_cut', () => sample.PDF, { size: sample.PDF.length - 1 }],
  ])('that cannot be taken are refused by code and leave nothing: %s', async (_, code, bytes, more) => {
    await open()
    expect(await upload(visitorOf().by, await bytes(), more)).toMatchObject({ ok: false, code })
    expect(held()).toEqual([])
  })
  it('keep to what the site allows', async () => {
    await open({ kinds: ['image'], fileMb: 1, conversationMb: 1, dayMb: 2 })
    const { client, by, conversationId } = await talk()
    expect(await upload(by, sample.PDF)).toMatchObject({ code: 'file_kind_refused', allowed: { kinds: ['image'] } })
    expect(await upload(by, Buffer.alloc(1_000_001))).toMatchObject({ code: 'file_too_large', allowed: { mb: 1 } })
    const noise = () => sample.noise(500)
    const [a, b] = [await kept(by, await noise()), await kept(by, await noise())]
    expect(a.size + b.size).toBeGreaterThan(1_000_000)
    const send = (id: string, files: string[]) =>
      client.ask('message:send', { conversationId, clientMessageId: id, text: '', files })
    expect(await send('cm_1', [a.id])).toMatchObject({ ok: true })
    expect(await send('cm_2', [b.id])).toMatchObject({ ok: false, code: 'conversation_files_full' })
    expect(await upload(by, await noise())).toMatchObject({ code: 'files_day_full', allowed: { mb: 2 } })
    expect(await upload(visitorOf('another').by, await noise())).toMatchObject({ ok: true })
  })
  it('are not taken where the site takes none', async () => {
    await open({ kinds: [] })
    expect(await upload(visitorOf().by, sample.PDF)).toMatchObject({ ok: false, code: 'files_off' })
  })
  it('are erased with their visitor, bytes and all, and stand in what is exported', async () => {
    await open()
    const { desk, client, by, conversationId } = await talk()
    const [sent, unsent] = [await kept(by, await sample.aPhoto(), { name: 'я.jpg' }), await kept(by, sample.PDF)]
    await client.ask('message:send', { conversationId, clientMessageId: 'cm_me', text: '', files: [sent.id] })
    const stays = await kept(visitorOf('another').by, sample.TEXT)
    const exported = await house.live.held(lena, conversationId, false)
    const [file] = exported?.conversations[0]?.messages.flatMap(({ files }) => files) ?? []
    expect(file).toMatchObject({ id: sent.id, name: 'я.jpg', size: sent.size })
    expect(await fetched(file?.url ?? '')).not.toBeNull()
    await desk.ask('conversation:solve', { conversationId })
    expect(await house.live.erase(lena, conversationId, true)).toMatchObject({ ok: true })
    expect(held()).toEqual([expect.stringContaining(stays.id)])
    for (const { address } of [sent, unsent]) expect(await fetched(address.url)).toBeNull()
  })
  it('are in the transcript by name and size, beside the plain words of an operator', async () => {
    await open()
    const { desk, client, by, conversationId } = await talk()
    const said = '**Готово**: [как вернуть](https://shop.example/r)\n- `SALE`\n- ![дуга](/pictures/pole.png)'
    await desk.ask('message:send', { conversationId, clientMessageId: 'cm_o', text: said, template: null })
    const opened = await desk.ask('conversation:open', { conversationId, since: 0 })
    expect(opened.conversation.lastMessage.text).toBe('Готово: как вернуть\n\n- SALE\n- дуга')
    const file = await kept(by, sample.PDF, { name: 'чек.pdf' })
    await client.ask('message:send', { conversationId, clientMessageId: 'cm_t', text: 'Вот', files: [file.id] })
    const transcript = await house.live.transcript(by.visitor, conversationId)
    expect(transcript.ok && transcript.parts.join('')).toMatch(/Вы: Вот\n📎 чек\.pdf \(\d+\sБ\)\n/)
    expect(transcript.ok && transcript.parts.join('')).toContain(
      'Готово: как вернуть (https://shop.example/r)\n\n- SALE\n- дуга\n',
    )
  })
})

it('holds nothing of the photo’s place anywhere', async () => {
  house = await openHouse({ dataDir })
  await kept(visitorOf().by, await sample.aPhoto())
  const files = readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
  for (const entry of files)
    if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes('SECRET-PLACE')).toBe(false)
})
