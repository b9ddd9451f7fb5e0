import { describe, expect, it } from 'vitest'
import { readLetter } from '../reading/read-letter.ts'
import { takeIn } from './take-in.ts'

const MEGABYTE = 1024 * 1024
const ours = { addresses: [], names: [], texts: [] }
const HEAD = 'From: anna@mail.example\r\nTo: help@shop.example\r\n'
const base64 = (bytes: number) => `${`${'QUFB'.repeat(19)}\r\n`.repeat(Math.ceil(bytes / 78))}`
const file = (name: string, bytes: number) =>
  `--b\r\nContent-Type: application/octet-stream;\r\n name="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}`
const words = (text: string) => `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
const mixed = (...parts: string[]) =>
  `${HEAD}Content-Type: multipart/mixed;\r\n boundary="b"\r\n\r\nA preamble\r\n${parts.join('')}--b--\r\n`
async function* cutInto(letter: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < letter.length; at += bytes) yield letter.subarray(at, at + bytes)
}
const bytesOf = (text: string) => new TextEncoder().encode(text)
/** A letter of which `most` bytes are held at once. */
const taken = async (
  text: string,
  { most = 8 * MEGABYTE, taken = 64 * MEGABYTE, pieces = 65_536, promised = -1 } = {},
) => {
  const bytes = bytesOf(text)
  const letter = await takeIn(cutInto(bytes, pieces), promised < 0 ? bytes.length : promised, taken, most)
  const read = await readLetter(letter.raw, ours, letter.slimmed?.leftOut)
  const files = read.files.map(({ name, size, bytes: kept }) => [name, size, kept?.length ?? null])
  return { ...letter, text: read.text, whole: read, files, sent: bytes.length }
}

describe('takeIn', () => {
  it('keeps every byte of a letter that is held whole, whether its length is known or not', async () => {
    const letter = mixed(words('Hello'), file('a.bin', 100_000))
    for (const promised of [-1, 0])
      for (const pieces of [7, 65_536]) {
        const { raw, slimmed } = await taken(letter, { promised, pieces })
        expect(Buffer.from(raw).equals(bytesOf(letter))).toBe(true)
        expect(slimmed).toBeUndefined()
      }
  })
  it.each([-1, 0])(
    'keeps words and small files around one that has no room, and knows its size (%i)',
    async (promised) => {
      const letter = mixed(
        words('Смотрите видео.'),
        file('small.bin', 78_000),
        file('hike.mov', 20 * MEGABYTE),
        file('after.bin', 78_000),
        words('Спасибо!'),
      )
      const { text, files, slimmed, sent } = await taken(letter, { promised })
      expect(text).toBe('Смотрите видео.\n\nСпасибо!')
      expect(files).toEqual([
        ['small.bin', 57_000, 57_000],
        ['hike.mov', expect.closeTo((20 * MEGABYTE * 57) / 78, -3), null],
        ['after.bin', 57_000, 57_000],
      ])
      expect(slimmed).toMatchObject({ size: sent, cut: false })
    },
  )
  it.each([1, 2, 3, 5, 13, 78, 1_000])('reads it the same however it is cut on its way: %i bytes', async (pieces) => {
    const letter = mixed(
      words('--\r\n--b \r\nOne\r\n--bb'),
      file('big.bin', 9_000),
      file('last.bin', 156),
      words('Two'),
    )
    const { text, files } = await taken(letter, { most: 6_000, pieces })
    const once = await taken(letter, { most: 6_000 })
    expect({ text, files }).toEqual({ text: once.text, files: once.files })
    expect(files.at(-1)).toEqual(['last.bin', 114, 114])
    expect(text).toContain('Two')
  })
  it('finds the parts of nested ones, and takes what stands in a forwarded letter for one file', async () => {
    const inner = `--b\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>Plain</p>\r\n--in--\r\n`
    const forwarded = `--b\r\nContent-Type: message/rfc822; name=old.eml\r\n\r\n${HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nOld\r\n--x\r\n\r\n${'y'.repeat(9 * MEGABYTE)}\r\n--x--\r\n`
    const { text, files, slimmed } = await taken(mixed(inner, forwarded, words('After')))
    expect(text).toBe('Plain\n\nAfter')
    expect(files).toEqual([['old.eml', expect.closeTo(9 * MEGABYTE, -3), null]])
    expect(slimmed?.cut).toBe(false)
  })
  it('cuts words that nobody reads to their end, and goes on behind them', async () => {
    const { text, files, raw, whole } = await taken(mixed(words('слово '.repeat(MEGABYTE)), file('a.bin', 7_800)))
    expect(text).toMatch(/^слово слово/)
    expect(whole.cut).toBe(true)
    expect(files).toEqual([['a.bin', 5_700, 5_700]])
    expect(raw.length).toBeLessThan(2 * MEGABYTE)
  })
  it('keeps the head of a letter that is nothing but a file', async () => {
    const letter = `${HEAD}Subject: Log\r\nContent-Type: application/zip; name=log.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(9 * MEGABYTE)}`
    expect((await taken(letter)).files).toEqual([['log.zip', expect.closeTo((9 * MEGABYTE * 57) / 78, -3), null]])
  })
  it('takes the beginning of what is larger than is taken, and hears it out', async () => {
    const letter = mixed(words('First'), file('a.bin', 78_000), file('huge.bin', 12 * MEGABYTE), words('Last'))
    for (const promised of [-1, 0]) {
      const bytes = bytesOf(letter)
      let heard = 0
      async function* pieces() {
        for await (const piece of cutInto(bytes, 65_536)) {
          heard += piece.length
          yield piece
        }
      }
      const limits = [promised < 0 ? bytes.length : 0, 4 * MEGABYTE, 2 * MEGABYTE] as const
      const { raw, slimmed } = await takeIn(pieces(), ...limits)
      const read = await readLetter(raw, ours, slimmed?.leftOut)
      expect(read.text).toBe('First')
      // Half a file is none.
      expect(read.files.map(({ name, bytes: kept }) => [name, kept?.length ?? null])).toEqual([
        ['a.bin', 57_000],
        ['huge.bin', null],
      ])
      expect(read.files[1]?.size).toBeCloseTo((12 * MEGABYTE * 57) / 78, -3)
      expect(slimmed).toMatchObject({ cut: true, size: bytes.length })
      expect(heard).toBe(bytes.length)
    }
  })
  it('stops hearing whoever promises gigabytes, and knows what they promised', async () => {
    let heard = 0
    async function* endless() {
      yield bytesOf(`${HEAD}\r\nHello\r\n`)
      for (;;) {
        heard += 65_536
        yield new Uint8Array(65_536).fill(65)
      }
    }
    const { raw, slimmed } = await takeIn(endless(), 9_000_000_000)
    expect((await readLetter(raw, ours, slimmed?.leftOut)).text).toMatch(/^Hello/)
    expect(slimmed).toMatchObject({ cut: true, size: 9_000_000_000 })
    expect(heard).toBeLessThan(4 * MEGABYTE)
  })
  it.each([
    ['line breaks', '\n'.repeat(9 * MEGABYTE)],
    ['dashed lines', '\n--'.repeat(3 * MEGABYTE)],
    ['empty parts', '--b\n\n'.repeat(2 * MEGABYTE)],
    ['fields', 'X: y\n'.repeat(2 * MEGABYTE)],
    [
      'nested parts',
      Array.from(
        { length: 90_000 },
        (_, at) => `--${at}\nContent-Type: multipart/mixed; boundary=${at + 1}\n\n${'z'.repeat(60)}\n`,
      ).join(''),
    ],
  ])('keeps no more than it may of nine megabytes of %s', async (_, many) => {
    const raw = bytesOf(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n${many}`)
    const letter = await takeIn(cutInto(raw, 65_536), raw.length, 64 * MEGABYTE, 8 * MEGABYTE)
    expect(letter.raw.length).toBeLessThanOrEqual(8 * MEGABYTE)
    expect(Buffer.from(letter.raw).toString()).toContain('Hello')
  })
})
