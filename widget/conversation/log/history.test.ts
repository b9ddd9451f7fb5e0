import { describe, expect, it } from 'vitest'
import type { Message } from '#protocol'
import { logEntries, unreadOf } from './history.ts'

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
