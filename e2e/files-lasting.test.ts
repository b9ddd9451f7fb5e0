import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StartConversationResponse, UploadedFile } from '#protocol'
import { newId } from '#shared'
import * as sample from '../server/files/testing/sample-files.ts'
import { anonymous, deskSocket, signIn } from './kit/desk-client.ts'
import { type Product, startProduct } from './kit/product.ts'

const work = mkdtempSync(join(tmpdir(), 'firstline-files-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'en', timeZone: null }

/** What lies below a folder, but for what the store keeps of its own. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

/** Of the store: what is still coming in has no name yet. */
const stored = (folder: string) => filesBelow(folder).filter((name) => name.includes('fil_'))

interface Place {
  dataDir: string
  env: Record<string, string>
  held(): string[]
  close(): Promise<void>
}
const places: [name: string, env: () => Promise<Place>][] = [
  [
    'the data folder',
    async () => {
      const dataDir = mkdtempSync(join(work, 'data-'))
      return { dataDir, env: {}, held: () => stored(join(dataDir, 'files')), close: async () => {} }
    },
  ],
  [
    'S3',
    async () => {
      const directory = mkdtempSync(join(work, 's3-'))
      const bucket = { name: 'shop', configs: [] }
      const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [bucket] })
      const { port } = (await server.run()) as AddressInfo
      return {
        dataDir: mkdtempSync(join(work, 'data-')),
        env: { FILES_URL: `s3://S3RVER:S3RVER@127.0.0.1:${port}/shop?tls=off` },
        held: () => stored(join(directory, 'shop')),
        close: () => server.close(),
      }
    },
  ],
]

describe.each(places)('files that lie in %s', (_, prepare) => {
  let place: Place
  let product: Product
  let token: string

  beforeAll(async () => {
    place = await prepare()
    product = await startProduct({ dataDir: place.dataDir, env: { DEMO_SHOP: 'off', ...place.env } })
    const visitor = await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'en' })
    token = ((await visitor.json()) as { token: string }).token
  })
  afterAll(async () => {
    await product?.stop()
    await place?.close()
  })

  const fileId = () => newId('fil', Date.now())
  const put = (id: string, bytes: Buffer, name = 'photo.jpg') =>
    fetch(`${product.helpCentre}/api/files/${id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'x-file-name': name },
      body: new Uint8Array(bytes),
    })
  const leave = (clientMessageId: string, files: string[]) =>
    fetch(`${product.helpCentre}/api/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientMessageId, text: 'The pole broke', files, packet: PACKET }),
    })

  it('outlast a crash between the upload and the message, which then names them once', async () => {
    const id = fileId()
    const uploaded = (await (await put(id, await sample.aPhoto())).json()) as UploadedFile
    await product.restart('SIGKILL')
    const clientMessageId = `cm_${id}`
    const [one, again] = await Promise.all([leave(clientMessageId, [id]), leave(clientMessageId, [id])])
    const answers = (await Promise.all([one.json(), again.json()])) as StartConversationResponse[]
    expect(answers.map(({ messages }) => messages.flatMap(({ files = [] }) => files.map((file) => file.id)))).toEqual([
      [id],
      [id],
    ])
    expect(new Set(answers.map(({ conversation }) => conversation.id)).size).toBe(1)
    const bytes = await fetch(uploaded.address.url)
    expect(bytes.status).toBe(200)
    expect((await bytes.arrayBuffer()).byteLength).toBe(uploaded.size)
  })

  it('go for good with the conversation that is erased', async () => {
    const id = fileId()
    const uploaded = (await (await put(id, await sample.aPhoto())).json()) as UploadedFile
    const { conversation } = (await (await leave(`cm_${id}`, [id])).json()) as StartConversationResponse
    const admin = await signIn(product)
    const desk = await deskSocket(product, admin.cookie)
    const conversationId = conversation.id
    const solved = { conversationId, answerId: null, libraryLacksAnswer: true }
    expect(await desk.timeout(10_000).emitWithAck('conversation:solve', solved)).toMatchObject({ ok: true })
    desk.disconnect()
    const ofThis = () => place.held().filter((name) => name.includes(id))
    // The photograph, and its preview.
    expect(ofThis().length).toBeGreaterThan(1)
    const erased = await admin.send('POST', `/api/desk/conversations/${conversationId}/erase`, { wholeVisitor: false })
    expect(await erased.json()).toMatchObject({ conversations: 1 })
    await expect.poll(ofThis, { timeout: 30_000 }).toEqual([])
    expect((await fetch(uploaded.address.url)).status).toBe(404)
    expect((await fetch(uploaded.address.thumb ?? '')).status).toBe(404)
  })

  it('that were cut by a crash in the middle leave nothing, and come again under the same id', async () => {
    const before = place.held().length
    const id = fileId()
    const bytes = sample.PDF
    const { hostname, port } = new URL(product.helpCentre)
    const socket = connect({ host: hostname, port: Number(port) })
    socket.on('error', () => {})
    socket.write(
      `PUT /api/files/${id} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${bytes.length}\r\n\r\n`,
    )
    socket.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
    await expect.poll(() => filesBelow(product.dataDir).length).toBeGreaterThan(0)
    await product.restart('SIGKILL')
    socket.destroy()
    expect(place.held().filter((name) => name.includes(id))).toEqual([])
    expect((await put(id, bytes, 'bill.pdf')).status).toBe(200)
    expect(place.held().length).toBeGreaterThan(before)
  })
})
