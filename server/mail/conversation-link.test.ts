import { describe, expect, it } from 'vitest'
import { conversationLinks } from './conversation-link.ts'

const [one, other] = ['1'.repeat(64), '2'.repeat(64)]
const id = `cnv_${'a'.repeat(26)}`
const foreign = `cnv_${'b'.repeat(26)}`
const now = Date.parse('2026-11-27T09:00:00Z')
const DAY_MS = 86_400_000

describe('a link of a letter', () => {
  const links = conversationLinks([one])
  const open = links.make('open', id, 'anna@mail.example', now)

  it('holds for a week, for its conversation and its address', () => {
    expect(links.names(open)).toBe(id)
    expect(links.holds('open', open, 'anna@mail.example', now)).toBe(true)
    expect(links.holds('open', open, 'anna@mail.example', now + 7 * DAY_MS - 1)).toBe(true)
    expect(links.holds('open', open, 'anna@mail.example', now + 7 * DAY_MS)).toBe(false)
    expect(links.holds('open', open, 'boris@mail.example', now)).toBe(false)
  })
  it('cannot be turned to another conversation, a longer time or another purpose', () => {
    const [, until = '', signature = ''] = open.split('.')
    const later = (now + 400 * DAY_MS).toString(36)
    for (const forged of [
      `${foreign}.${until}.${signature}`,
      `${id}.${later}.${signature}`,
      `${id}.${until}.${'A'.repeat(43)}`,
      `${id}.${until}.${signature.slice(1)}`,
      `${id}.${until}`,
      '',
      'x'.repeat(5_000),
    ])
      expect(links.holds('open', forged, 'anna@mail.example', now)).toBe(false)
    expect(links.holds('stop', open, 'anna@mail.example', now)).toBe(false)
  })
  it('that ends letters holds for ever, and opens nothing', () => {
    const stop = links.make('stop', id, 'anna@mail.example', now)
    expect(links.holds('stop', stop, 'anna@mail.example', now + 4_000 * DAY_MS)).toBe(true)
    expect(links.holds('open', stop, 'anna@mail.example', now)).toBe(false)
  })
  it('holds while a secret is exchanged', () => {
    expect(conversationLinks([other, one]).holds('open', open, 'anna@mail.example', now)).toBe(true)
    expect(conversationLinks([other]).holds('open', open, 'anna@mail.example', now)).toBe(false)
  })
})
