import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { newId } from '#shared'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileStore, keyOf, StoreFull } from './file-store.ts'
import { folderFileStore } from './folder-file-store.ts'
import { s3FileStore } from './s3-file-store.ts'

const MB = 1_000_000
const work = mkdtempSync(join(tmpdir(), 'firstline-store-'))
const place = { region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
let server: S3rver
let s3 = ''

beforeAll(async () => {
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(work, 's3'),
    configureBuckets: [{ name: 'files', configs: [] }],
  })
  const { port } = (await server.run()) as AddressInfo
  s3 = `http://127.0.0.1:${port}/files`
})
afterAll(async () => {
  await server.close()
  rmSync(work, { recursive: true, force: true })
})

const engines: [name: string, open: () => FileStore][] = [
  ['a folder', () => folderFileStore(join(work, 'folder'), 0)],
  ['S3', () => s3FileStore({ url: s3, ...place })],
  ['S3 below a prefix', () => s3FileStore({ url: `${s3}/shop/one`, ...place })],
]

/** Bytes as a file that may be moved away. */
function aFile(bytes: Buffer) {
  const path = join(work, randomBytes(8).toString('hex'))
  writeFileSync(path, bytes)
  const key = keyOf(createHash('sha256').update(bytes).digest('hex'), newId('fil', Date.now()))
  return { path, key, size: bytes.length, bytes }
}

describe.each(engines)('the file store in %s', (_, open) => {
  const all = async (store: FileStore) => {
    const found = new Map<string, number>()
    for await (const { key, at } of store.list()) found.set(key, at)
    return found
  }
  it('gives back byte for byte what it took, and keeps nothing at the old place', async () => {
    const store = open()
    const file = aFile(randomBytes(3 * MB))
    await store.put(file.key, file.path, file.size)
    expect(await buffer((await store.read(file.key))!)).toEqual(file.bytes)
    expect(statSync(file.path, { throwIfNoEntry: false })).toBeUndefined()
  })
  it.each([
    [0, 0],
    [10, 19],
    [999_990, 999_999],
  ])('gives the bytes %i to %i alone', async (start, end) => {
    const store = open()
    const file = aFile(randomBytes(MB))
    await store.put(file.key, file.path, file.size)
    const part = await buffer((await store.read(file.key, { start, end }))!)
    expect(part.equals(file.bytes.subarray(start, end + 1)), `${part.length} bytes`).toBe(true)
  })
  it('takes the same again, and still holds it once', async () => {
    const store = open()
    const file = aFile(randomBytes(1_000))
    await store.put(file.key, file.path, file.size)
    writeFileSync(file.path, file.bytes)
    await store.put(file.key, file.path, file.size)
    expect(await buffer((await store.read(file.key))!)).toEqual(file.bytes)
    expect([...(await all(store)).keys()].filter((key) => key === file.key)).toHaveLength(1)
  })
  it('takes several at once', async () => {
    const store = open()
    const files = Array.from({ length: 8 }, () => aFile(randomBytes(200_000)))
    await Promise.all(files.map(({ key, path, size }) => store.put(key, path, size)))
    for (const { key, bytes } of files) expect(await buffer((await store.read(key))!)).toEqual(bytes)
  })
  it('says of what is not there that it is not, and removes it without a word', async () => {
    const store = open()
    const { key } = aFile(randomBytes(10))
    expect(await store.read(key)).toBeNull()
    await store.remove(key)
  })
  it('removes one and leaves the others, and lists what is there with its time', async () => {
    const store = open()
    const before = Date.now() - 60_000
    const [gone, stays] = [aFile(randomBytes(100)), aFile(randomBytes(100))]
    for (const { key, path, size } of [gone, stays]) await store.put(key, path, size)
    await store.remove(gone.key)
    const listed = await all(store)
    expect(listed.has(gone.key)).toBe(false)
    expect(listed.get(stays.key)).toBeGreaterThan(before)
    expect(await store.read(gone.key)).toBeNull()
    expect(await buffer((await store.read(stays.key))!)).toEqual(stays.bytes)
  })
})

describe('the folder', () => {
  it('lists nothing before anything came', async () => {
    const found = []
    for await (const one of folderFileStore(join(work, 'never'), 0).list()) found.push(one)
    expect(found).toEqual([])
  })
  it('leaves the disk what messages need: refused whole, nothing half written', async () => {
    const folder = join(work, 'full')
    const file = aFile(randomBytes(100))
    await expect(folderFileStore(folder, 1e18).put(file.key, file.path, file.size)).rejects.toThrow(StoreFull)
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes('fil_'))).toEqual([])
  })
  it('is its owner’s alone', () => {
    expect(statSync(join(work, 'folder')).mode & 0o077).toBe(0)
  })
})

describe('S3', () => {
  it('says what failed and nothing of keys', async () => {
    const store = s3FileStore({ url: s3, ...place, secretAccessKey: 'wrong-secret-1234' })
    const { key } = aFile(randomBytes(10))
    await expect(store.read(key)).rejects.toThrow(/^the file storage answered 403 \w+$/)
  })
})
