import { mkdtempSync, rmSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, migrate, openDatabase } from '#kb'
import { chatMigrations } from '../chat/stores/chat-migrations.ts'
import { type FileRoom, openFileRoom } from '../files/file-room.ts'
import { folderFileStore } from '../files/stores/folder-file-store.ts'
import type { FileStore } from '../files/stores/file-store.ts'
import { aPhoto, aPng } from '../files/testing/sample-files.ts'
import { type PublicPictures, publicPictures } from './public-pictures.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const DAY_MS = 24 * 3_600_000
const upload = (bytes: Buffer, size = bytes.length) => ({
  size,
  body: (async function* () {
    yield new Uint8Array(bytes)
  })(),
})

describe('public pictures', () => {
  const dir = mkdtempSync(join(tmpdir(), 'firstline-pictures-'))
  let database: Database
  let store: FileStore
  let room: FileRoom
  let pictures: PublicPictures
  beforeAll(async () => {
    database = await openDatabase({ dataDir: dir })
    await migrate(database, chatMigrations)
    store = folderFileStore(join(dir, 'files'), 0)
    room = openFileRoom({ store, arrivals: join(dir, 'arriving') })
    pictures = publicPictures(database, room)
  })
  afterAll(async () => {
    await room.close()
    await database.close()
    rmSync(dir, { recursive: true, force: true })
  })
  const keep = (bytes: Buffer, shape: 'face' | 'logo', crop: Parameters<PublicPictures['keep']>[1]['crop'] = null) =>
    pictures.keep(upload(bytes), { shape, crop, by: 'p1' }, NOW)
  const idOf = (kept: Awaited<ReturnType<typeof keep>>) => {
    if (!kept.ok) throw new Error(kept.code)
    return kept.id
  }
  const bytesOf = async (id: string, version: string) => {
    const stream = await (await pictures.find(id, version))?.read()
    return stream ? buffer(stream) : null
  }

  it('makes of a photograph squares of several sizes, with nothing of what came along', async () => {
    const id = idOf(await keep(await aPhoto(), 'face'))
    for (const [version, side, format] of [
      ['512.webp', 512, 'webp'],
      ['256.webp', 256, 'webp'],
      ['96.webp', 96, 'webp'],
      ['96.jpg', 96, 'jpeg'],
    ] as const) {
      const bytes = await bytesOf(id, version)
      expect(await sharp(bytes ?? Buffer.alloc(0)).metadata()).toMatchObject({ width: side, height: side, format })
      expect(bytes?.toString('latin1')).not.toContain('SECRET-PLACE')
      expect((await sharp(bytes ?? Buffer.alloc(0)).metadata()).exif).toBeUndefined()
    }
  })
  it('keeps the square that was asked for, of the picture as it stands upright', async () => {
    // Taken sideways: upright it is 200 × 300, and what was red stands at the upper right.
    const red = async (crop: { left: number; top: number; side: number }) => {
      const bytes = await bytesOf(idOf(await keep(await aPhoto(), 'face', crop)), '96.jpg')
      const { channels } = await sharp(bytes ?? Buffer.alloc(0)).stats()
      return (channels[0]?.mean ?? 0) > (channels[1]?.mean ?? 0)
    }
    expect(await red({ left: 0.55, top: 0.02, side: 0.4 })).toBe(true)
    expect(await red({ left: 0.05, top: 0.7, side: 0.4 })).toBe(false)
    // Nothing of it lies outside, whatever is asked for.
    expect(await red({ left: 1, top: 1, side: 1 })).toBe(false)
  })
  it('keeps the shape of a logo, and what shows through it', async () => {
    const drawn = await sharp({ create: { width: 600, height: 200, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    const id = idOf(await keep(drawn, 'logo'))
    const made = await sharp((await bytesOf(id, '320.png')) ?? Buffer.alloc(0)).metadata()
    expect(made).toMatchObject({ width: 320, height: 107, hasAlpha: true })
    expect(await bytesOf(id, '96.jpg')).toBeNull()
  })
  it('names the same picture the same, and knows of which shape it is', async () => {
    const [one, other] = [await keep(await aPng(), 'face'), await keep(await aPng(), 'face')]
    expect(idOf(one)).toBe(idOf(other))
    expect(await pictures.has(idOf(one), 'face')).toBe(true)
    expect(await pictures.has(idOf(one), 'logo')).toBe(false)
    expect(await pictures.has('x', 'face')).toBe(false)
    expect(await pictures.find('0'.repeat(32), '96.webp')).toBeNull()
  })
  it.each([
    ['nothing', Buffer.alloc(0), 'file_empty'],
    [
      'a drawing with a script',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'file_kind_refused',
    ],
    ['a document', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'file_kind_refused'],
    ['half a picture', null, 'file_unreadable'],
  ])('refuses %s', async (_, bytes, code) => {
    const half = bytes ?? (await aPng(900, 900)).subarray(0, 600)
    expect(await keep(half, 'face')).toMatchObject({ ok: false, code })
  })
  it('refuses what is larger than any photograph, and what was cut on the way', async () => {
    const as = { shape: 'face', crop: null, by: 'p1' } as const
    const png = await aPng()
    expect(await pictures.keep(upload(png, 30_000_000), as, NOW)).toMatchObject({ ok: false, code: 'file_too_large' })
    expect(await pictures.keep(upload(png, png.length + 1), as, NOW)).toMatchObject({ ok: false, code: 'file_cut' })
  })
  it('removes what nothing names after a day, bytes and all', async () => {
    const [used, unused] = [idOf(await keep(await aPng(50, 50), 'face')), idOf(await keep(await aPng(60, 60), 'face'))]
    const inUse = (id: string) => id !== unused
    expect(await pictures.prune(NOW + DAY_MS / 2, inUse)).toBe(0)
    expect(await pictures.prune(NOW + 2 * DAY_MS, inUse)).toBe(1)
    expect(await pictures.has(unused, 'face')).toBe(false)
    expect(await bytesOf(used, '96.webp')).not.toBeNull()
    for await (const { key } of store.list()) expect(key).not.toContain(unused)
  })
})
