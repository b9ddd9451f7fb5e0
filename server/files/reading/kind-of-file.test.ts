import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as sample from '../testing/sample-files.ts'
import { kindOfFile } from './kind-of-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'firstline-kinds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function kindOf(bytes: Buffer): Promise<string | null> {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  const found = await kindOfFile(path)
  return found && `${found.kind} ${found.type}`
}
const HEIC = readFileSync(join(import.meta.dirname, '../testing/phone.heic'))
const GIF_AND_SCRIPT = async () => Buffer.concat([await sample.aGif(), Buffer.from('/*<script>alert(1)</script>*/')])
const PNG_AND_PHP = async () => Buffer.concat([await sample.aPng(), Buffer.from('<?php system($_GET["c"]); ?>')])
const JPEG_AND_ZIP = async () =>
  Buffer.concat([await sample.aPhoto(), sample.aZip([{ name: 'evil.js', data: 'alert(1)' }])])

describe('the kind of a file', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a photo', sample.aPhoto, 'image image/jpeg'],
    ['a PNG', sample.aPng, 'image image/png'],
    ['a WebP', sample.aWebp, 'image image/webp'],
    ['an AVIF', sample.anAvif, 'image image/avif'],
    ['a TIFF', sample.aTiff, 'image image/tiff'],
    ['a GIF', sample.aGif, 'image image/gif'],
    ["a phone's HEIC", () => HEIC, 'image image/heic'],
    ['a PDF', () => sample.PDF, 'pdf application/pdf'],
    ['text in Russian', () => sample.TEXT, 'text text/plain'],
    ['text of an old system', () => Buffer.from([0xd2, 0xe5, 0xea, 0xf1, 0xf2, 10]), 'text text/plain'],
    ['text in UTF-16', () => Buffer.from('\ufeffТекст', 'utf16le'), 'text text/plain'],
    [
      'a document of Word',
      sample.aDocx,
      'office application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['an old document of Word', () => sample.aContainer('WordDocument'), 'office application/msword'],
    ['an old sheet', () => sample.aContainer('Workbook'), 'office application/vnd.ms-excel'],
    ['a film', () => sample.aVideo(), 'video video/mp4'],
  ])('of %s is told by its bytes', async (_, bytes, kind) => {
    expect(await kindOf(await bytes())).toBe(kind)
  })
  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['a program of Windows', () => sample.EXE],
    ['a program of Linux', () => sample.ELF],
    ['an installer of Windows', () => sample.aContainer('!_StringData')],
    ['a drawing with a script', () => sample.SVG_WITH_SCRIPT],
    ['a drawing without its head', () => Buffer.from('  <svg onload=alert(1)>')],
    ['a page', () => sample.HTML],
    ['a page behind a mark', () => Buffer.concat([Buffer.from('\ufeff\n'), sample.HTML])],
    ['an archive', () => sample.aZip([{ name: 'a.txt', data: 'a' }])],
    ['a document with macros', sample.aMacroDocument],
    ['a picture that is a script too', GIF_AND_SCRIPT],
    ['a picture that is a page of PHP too', PNG_AND_PHP],
    ['a picture that is an archive too', JPEG_AND_ZIP],
    ['a film that is an archive too', () => Buffer.concat([sample.aVideo(), sample.aZip([{ name: 'a', data: 'a' }])])],
    ['a PDF that is an archive too', () => Buffer.concat([sample.PDF, sample.aZip([{ name: 'a', data: 'a' }])])],
    ['bytes of nothing known', () => Buffer.from([0, 1, 2, 3, 4, 5, 6, 7])],
  ])('of %s is none', async (_, bytes) => {
    expect(await kindOf(await bytes())).toBeNull()
  })
  it('tells a script wherever in a large picture it stands: across every border of what is read at once', async () => {
    const whole = Buffer.concat([await sample.aPhoto(), Buffer.alloc(800_000)])
    expect(await kindOf(whole)).toBe('image image/jpeg')
    for (const at of [256 * 1024 - 6, 512 * 1024 - 1, 512 * 1024, whole.length - 7]) {
      const made = Buffer.from(whole)
      made.write('<ScRiPt', at)
      expect([at, await kindOf(made)]).toEqual([at, null])
    }
  })
})
