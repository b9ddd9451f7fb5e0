import { afterEach, describe, expect, it } from 'vitest'
import { type LetterReader, letterReader } from './letter-reader.ts'
import { letterOf } from '../testing/letter-of.ts'

let reader: LetterReader
afterEach(() => reader.close())

const ours = { addresses: [], names: [], texts: [] }
const HEAD = 'From: anna@mail.example\r\nTo: help@shop.example\r\n'
/** Turns of this thread's loop while something else goes on. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  let over = false
  const turn = () => {
    turns += 1
    if (!over) setImmediate(turn)
  }
  setImmediate(turn)
  await work
  over = true
  return turns
}

describe('letterReader', () => {
  it('reads a letter', async () => {
    reader = letterReader()
    expect(await reader.read(letterOf(`${HEAD}\r\nYes, please.\r\n`), ours)).toEqual({
      ok: true,
      content: { text: 'Yes, please.', whole: 'Yes, please.', files: [], cut: false },
      source: expect.stringMatching(/^H4sI/),
    })
  })
  it('leaves the loop free while it takes letters apart, and keeps their order', async () => {
    reader = letterReader()
    const photo = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nA photo\r\n--b\r\nContent-Type: image/jpeg; name=p.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat(100_000)}--b--\r\n`
    const read: unknown[] = []
    const reading = [photo, `${HEAD}\r\nSecond`].map((raw) =>
      reader.read(letterOf(raw), ours).then((one) => read.push(one.ok && one.content.text)),
    )
    // The thread is busy for hundreds of milliseconds; a parser on this loop would let it turn a handful of times.
    expect(await turnsDuring(Promise.all(reading))).toBeGreaterThan(1_000)
    expect(read).toEqual(['A photo', 'Second'])
  })
  it('ends a letter that outlasts its time, with the loop free meanwhile, and reads the next one', async () => {
    reader = letterReader(300)
    const bad = reader.read(letterOf(`${HEAD}\r\n${'\n'.repeat(1_900_000)}`), ours)
    expect(await turnsDuring(bad)).toBeGreaterThan(1_000)
    expect(await bad).toEqual({ ok: false, code: 'too_costly' })
    await reader.close()
    reader = letterReader()
    expect(await reader.read(letterOf(`${HEAD}\r\nNext`), ours)).toMatchObject({ ok: true })
  })
  it('says that what nests without end is unreadable', async () => {
    reader = letterReader()
    const nested = Array.from(
      { length: 40 },
      (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
    )
    const raw = `${HEAD}Content-Type: multipart/mixed; boundary=b0\r\n\r\n${nested.join('')}`
    expect(await reader.read(letterOf(raw), ours)).toEqual({ ok: false, code: 'unreadable' })
  })
  it('survives a thread that fails', async () => {
    reader = letterReader(10_000, new URL('data:text/javascript,throw new Error("broken")'))
    expect(await reader.read(letterOf(HEAD), ours)).toEqual({ ok: false, code: 'too_costly' })
    expect(await reader.read(letterOf(HEAD), ours)).toEqual({ ok: false, code: 'too_costly' })
  })
})
