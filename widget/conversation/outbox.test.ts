import { describe, expect, it } from 'vitest'
import type { DeviceMemory } from '../panel/device-memory.ts'
import { createOutbox, type OutboxEntry } from './outbox.ts'

/** A device's storage, as several tabs and several lives of a page share it. */
function aDevice(kept = new Map<string, string>()): DeviceMemory & { kept: Map<string, string> } {
  return {
    kept,
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
    names: () => [...kept.keys()],
    onChange() {},
  }
}
const refusingDevice: DeviceMemory = { get: () => null, set() {}, names: () => [], onChange() {} }
const anEntry = (changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  clientMessageId: 'cmi_1',
  text: 'Где заказ?',
  at: '2026-11-22T06:00:00.000Z',
  conversationId: null,
  packet: null,
  name: null,
  mail: null,
  refused: null,
  ...changes,
})

describe('the outbox', () => {
  it('keeps what was written through a reload, oldest first (I8)', () => {
    const device = aDevice()
    const before = createOutbox(device)
    before.put(anEntry({ clientMessageId: 'cmi_2', text: 'second' }))
    before.put(anEntry({ clientMessageId: 'cmi_1', text: 'first' }))
    expect(
      createOutbox(aDevice(device.kept))
        .entries()
        .map((one) => one.text),
    ).toEqual(['first', 'second'])
  })
  it('never lets two tabs overwrite each other', () => {
    const device = aDevice()
    const [one, other] = [createOutbox(device), createOutbox(device)]
    one.put(anEntry({ clientMessageId: 'cmi_1' }))
    other.put(anEntry({ clientMessageId: 'cmi_2' }))
    expect(one.entries()).toHaveLength(2)
    one.remove('cmi_1')
    expect(other.entries().map((entry) => entry.clientMessageId)).toEqual(['cmi_2'])
  })
  it('does not bring back what another tab has sent, the last one included', () => {
    const device = aDevice()
    device.set('token', 'x')
    const [one, other] = [createOutbox(device), createOutbox(device)]
    one.put(anEntry())
    expect(other.entries()).toHaveLength(1)
    other.remove('cmi_1')
    expect(one.entries()).toEqual([])
  })
  it('works for the life of the page where the browser stores nothing', () => {
    const outbox = createOutbox(refusingDevice)
    outbox.put(anEntry())
    expect(outbox.entries()).toHaveLength(1)
    outbox.remove('cmi_1')
    expect(outbox.entries()).toEqual([])
  })
  it('keeps a refused message with its reason until somebody acts', () => {
    const device = aDevice()
    createOutbox(device).put(anEntry())
    createOutbox(device).refuse('cmi_1', 'too_long')
    expect(createOutbox(device).entries()).toMatchObject([{ refused: 'too_long', text: 'Где заказ?' }])
  })
  it('continues the conversation that another message has begun', () => {
    const outbox = createOutbox(aDevice())
    outbox.put(anEntry())
    outbox.put(anEntry({ clientMessageId: 'cmi_2', conversationId: 'cnv_old' }))
    outbox.belongTo('cnv_1')
    expect(outbox.entries().map((one) => one.conversationId)).toEqual(['cnv_1', 'cnv_old'])
  })
  it.each(['not json', '{}', '[]', '{"clientMessageId":1}', 'null'])(
    'leaves out what somebody else wrote there: %s',
    (written) => {
      const device = aDevice(new Map([['out:cmi_9', written]]))
      expect(createOutbox(device).entries()).toEqual([])
    },
  )
})
