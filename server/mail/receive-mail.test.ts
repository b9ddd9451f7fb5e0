import { afterAll, describe, expect, it } from 'vitest'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { letterReader } from './letter-reader.ts'
import { LARGEST_LETTER_BYTES, readReply } from './receive-mail.ts'
import { letterOf } from './testing/letter-of.ts'

const reader = letterReader()
afterAll(() => reader.close())
const desk = {
  reader,
  ourSide: async () => ({ addresses: [], names: [], texts: [] }),
  addresses: {
    addressFor: () => '',
    keyFor: () => '',
    keyOf: (address: string) => (address.startsWith('help+') ? 'key' : null),
  },
  find: async () => ({ id: 'cnv_1', visitorId: 'vis_1', visitorMail: 'anna@mail.example' }),
}
const letter = (text: string) =>
  letterOf(
    `From: anna@mail.example\r\nTo: help+x@shop.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`,
  )

describe('a letter longer than any message', () => {
  it('is cut between two characters', async () => {
    const read = await readReply(letter(`a${'ы'.repeat(MESSAGE_LIMIT_BYTES)}`), desk)
    if (!read.ok) throw new Error(read.code)
    expect(Buffer.byteLength(read.reply.text)).toBe(MESSAGE_LIMIT_BYTES - 1)
    expect(read.reply.text).toMatch(/^aы+$/)
  })
})

describe('readReply', () => {
  it('reads no further than the head where a letter is not for us', async () => {
    const deaf = { ...desk, reader: { read: () => Promise.reject(new Error('was read')) } }
    const foreign = letterOf(`From: anyone@evil.example\r\nTo: help@shop.example\r\n\r\n${'\n'.repeat(1_900_000)}`)
    expect(await readReply(foreign, deaf)).toEqual({ ok: false, code: 'unknown_address' })
  })
  it('refuses what no mail host delivers', async () => {
    expect(await readReply(new Uint8Array(LARGEST_LETTER_BYTES + 1), desk)).toEqual({ ok: false, code: 'too_large' })
  })
})
