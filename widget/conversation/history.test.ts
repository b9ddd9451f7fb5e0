import { describe, expect, it } from 'vitest'
import type { Message } from '#protocol'
import { completeUpTo, logEntries, unreadOf, withMessages } from './history.ts'

const aMessage = (seq: number, changes: Partial<Message> = {}): Message => ({
  id: `msg_${seq}`,
  conversationId: 'cnv_1',
  seq,
  clientMessageId: `cmi_${seq}`,
  author: 'operator',
  authorName: 'Olga',
  kind: 'text',
  text: `${seq}`,
  sentAt: new Date(2026, 10, 22, 9, seq).toISOString(),
  ...changes,
})

describe('withMessages', () => {
  it('orders by seq, whatever the order of arrival and the clocks (I3)', () => {
    const late = aMessage(2, { sentAt: '2020-01-01T00:00:00.000Z' })
    expect(withMessages([aMessage(3)], [aMessage(1), late]).map((one) => one.seq)).toEqual([1, 2, 3])
  })
  it('holds a message once, in its newest form (I2)', () => {
    const shown = withMessages([aMessage(1), aMessage(2)], [aMessage(2, { text: 'edited' }), aMessage(1)])
    expect(shown.map((one) => one.text)).toEqual(['1', 'edited'])
  })
  it('never shows a note of the desk (I9)', () => {
    expect(withMessages([], [aMessage(1, { kind: 'note' })])).toEqual([])
  })
})

describe('completeUpTo', () => {
  it('stops before a gap', () => {
    expect(completeUpTo([aMessage(1), aMessage(2), aMessage(4)], 0)).toBe(2)
  })
  it('goes on from what a resync has covered, where notes have taken numbers', () => {
    expect(completeUpTo([aMessage(1), aMessage(4), aMessage(5)], 4)).toBe(5)
  })
})

describe('unreadOf', () => {
  it("counts operators' messages beyond the mark", () => {
    const known = [
      aMessage(1),
      aMessage(2, { author: 'visitor' }),
      aMessage(3),
      aMessage(4, { author: 'system', kind: 'event' }),
      aMessage(5, { deletedAt: '2026-11-22T09:00:00Z' }),
    ]
    expect(unreadOf(known, 0)).toBe(2)
    expect(unreadOf(known, 1)).toBe(1)
    expect(unreadOf(known, 9)).toBe(0)
  })
})

describe('logEntries', () => {
  it('draws a line between days and begins a run with each author', () => {
    const known = [
      aMessage(1),
      aMessage(2),
      aMessage(3, { author: 'visitor' }),
      aMessage(4, { author: 'visitor', sentAt: new Date(2026, 10, 23, 9).toISOString() }),
    ]
    expect(logEntries(known).map((entry) => (entry.kind === 'day' ? 'day' : entry.first))).toEqual([
      'day',
      true,
      false,
      true,
      'day',
      true,
    ])
  })
})
