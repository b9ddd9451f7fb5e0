import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import * as sample from '../testing/sample-files.ts'
import { pictureWriter } from './picture-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-pictures-'))
const writer = pictureWriter()
afterAll(async () => {
  await writer.close()
  rmSync(folder, { recursive: true, force: true })
})
const [path, to, thumbTo] = ['in', 'out', 'thumb'].map((name) => join(folder, name)) as [string, string, string]

async function written(bytes: Buffer, type: string, by = writer) {
  writeFileSync(path, bytes)
  return by.write({ path, type, to, thumbTo })
}
/** Colours of the first and the last pixel. */
async function corners(of: string): Promise<string[]> {
  const { data, info } = await sharp(of).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const named = (at: number) => ((data[at] ?? 0) > (data[at + 1] ?? 0) ? 'red' : 'green')
  return [
    named(0),
    named((info.width - 1) * 3),
    named((info.height - 1) * info.width * 3),
    named(info.width * info.height * 3 - 3),
  ]
}

describe('a picture written anew', () => {
  it('is upright and has neither place nor camera', async () => {
    const photo = await sample.aPhoto()
    expect(photo.includes('SECRET-PLACE')).toBe(true)
    const made = await written(photo, 'image/jpeg')
    expect(made).toMatchObject({ ok: true, picture: { type: 'image/jpeg', width: 200, height: 300 } })
    const after = readFileSync(to)
    expect([after.includes('SECRET-PLACE'), after.includes('Testphone'), after.includes('Exif')]).toEqual([
      false,
      false,
      false,
    ])
    expect((await sharp(to).metadata()).exif).toBeUndefined()
    // Turned to the right: the red corner went from the left to the right.
    expect(await corners(to)).toEqual(['green', 'red', 'green', 'green'])
  })
  it('has a small one of its own, upright too', async () => {
    const made = await written(await sample.aPng(1_600, 900), 'image/png')
    expect(made).toMatchObject({ ok: true, picture: { width: 1_600, thumb: { width: 480, height: 270 } } })
    expect((await sharp(thumbTo).metadata()).format).toBe('webp')
    expect(made.ok && made.picture.thumb.size).toBe(statSync(thumbTo).size)
  })
  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    [
      "a phone's HEIC",
      () => readFileSync(join(import.meta.dirname, '../testing/phone.heic')),
      'image/heic',
      'image/jpeg',
    ],
    ['WebP', sample.aWebp, 'image/webp', 'image/jpeg'],
    ['AVIF', sample.anAvif, 'image/avif', 'image/jpeg'],
    ['TIFF', sample.aTiff, 'image/tiff', 'image/jpeg'],
    ['PNG', sample.aPng, 'image/png', 'image/png'],
  ])('of %s can be read on every desk', async (_, bytes, type, becomes) => {
    const made = await written(await bytes(), type)
    expect(made).toMatchObject({ ok: true, picture: { type: becomes } })
    expect(`image/${(await sharp(to).metadata()).format}`).toBe(becomes)
    expect(await corners(to)).toContain('red')
  })
  it('of HEIC leaves the place behind and stands upright', async () => {
    const heic = readFileSync(join(import.meta.dirname, '../testing/phone.heic'))
    expect(await written(heic, 'image/heic')).toMatchObject({ ok: true, picture: { width: 300, height: 400 } })
    expect(readFileSync(to).includes('Firstline')).toBe(false)
  })
  it('keeps moving if it moved', async () => {
    expect(await written(await sample.aGif(), 'image/gif')).toMatchObject({
      ok: true,
      picture: { type: 'image/gif', width: 20, height: 20 },
    })
    expect((await sharp(to, { animated: true }).metadata()).pages).toBe(2)
  })
  it('drops what was hung on behind it', async () => {
    const made = await written(Buffer.concat([await sample.aPhoto(), Buffer.from('HUNG-ON')]), 'image/jpeg')
    expect([made.ok, readFileSync(to).includes('HUNG-ON')]).toEqual([true, false])
  })
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a bomb of pixels', () => sample.aPixelBomb(), 'image/png'],
    ['half a picture', async () => (await sample.aPhoto()).subarray(0, 700), 'image/jpeg'],
    ['a drawing that claims to be a photo', () => sample.SVG_WITH_SCRIPT, 'image/jpeg'],
    ['a broken HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic and nothing'), 'image/heic'],
  ])('is not made of %s', async (_, bytes, type) => {
    expect(await written(await bytes(), type)).toMatchObject({ ok: false, code: 'unreadable' })
    // The next one finds the thread as it was.
    expect(await written(await sample.aPng(), 'image/png')).toMatchObject({ ok: true })
  })
  it('is not waited for without end', async () => {
    const endless = `data:text/javascript,${encodeURIComponent("import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { for (;;); })")}`
    const impatient = pictureWriter(200, new URL(endless))
    expect(await written(await sample.aPng(), 'image/png', impatient)).toEqual({
      ok: false,
      code: 'unreadable',
      why: 'it took too long',
    })
    await impatient.close()
  })
})
