import { describe, expect, it } from 'vitest'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { readReply } from './receive-mail.ts'

const desk = {
  addresses: {
    addressFor: () => '',
    keyFor: () => '',
    keyOf: (address: string) => (address.startsWith('help+') ? 'key' : null),
  },
  find: async () => ({ id: 'cnv_1', visitorId: 'vis_1', visitorMail: 'anna@mail.example' }),
}
const letter = (text: string) =>
  `From: anna@mail.example\r\nTo: help+x@shop.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}`

describe('a letter longer than any message', () => {
  it('is cut between two characters', async () => {
    const read = await readReply(letter(`a${'ы'.repeat(MESSAGE_LIMIT_BYTES)}`), desk)
    if (!read.ok) throw new Error(read.code)
    expect(Buffer.byteLength(read.reply.text)).toBe(MESSAGE_LIMIT_BYTES - 1)
    expect(read.reply.text).toMatch(/^aы+$/)
  })
  it('of signs that stand for nothing is read at once', async () => {
    const at = performance.now()
    await readReply(letter('\uFFFD'.repeat(200_000)), desk)
    expect(performance.now() - at).toBeLessThan(1_000)
  })
})
