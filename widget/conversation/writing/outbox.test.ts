import { describe, expect, it } from 'vitest'
import { newClientMessageId } from '#shared'
import type { DeviceMemory } from '../../panel/device-memory.ts'
import { type VisitorEntry, visitorOutbox } from './outbox.ts'

const aDevice = (kept = new Map<string, string>()): DeviceMemory => ({
  get: (name) => kept.get(name) ?? null,
  set: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
  names: () => [...kept.keys()],
  onChange() {},
})
const anEntry: VisitorEntry = {
  clientMessageId: newClientMessageId(1),
  text: 'Где заказ?',
  at: '2026-11-22T06:00:00.000Z',
  conversationId: null,
  packet: null,
  name: 'Анна',
  mail: null,
  files: ['fil_1'],
  again: false,
  refused: 'too_long',
}

describe("the visitor's outbox", () => {
  it('reads back what was written, field by field', () => {
    const kept = new Map<string, string>()
    visitorOutbox(aDevice(kept)).put(anEntry)
    expect(visitorOutbox(aDevice(kept)).entries()).toEqual([anEntry])
  })
  it.each(['not json', '{}', '[]', '{"clientMessageId":1}', 'null'])(
    'leaves out what somebody else wrote there: %s',
    (written) => {
      expect(visitorOutbox(aDevice(new Map([['out:cmi_9', written]]))).entries()).toEqual([])
    },
  )
})
