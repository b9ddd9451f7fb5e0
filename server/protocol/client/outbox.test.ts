import { describe, expect, it } from 'vitest'
import { createOutbox, type OutboxEntry, type Store } from './outbox.ts'

/** A device's storage, as several tabs and several lives of a page share it. */
const aDevice = (kept = new Map<string, string>()): Store => ({
  get: (name) => kept.get(name) ?? null,
  set: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
  names: () => [...kept.keys()],
})
const refusingDevice: Store = { get: () => null, set() {}, names: () => [] }
const anEntry = (over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  clientMessageId: 'cmi_1',
  text: 'Где заказ?',
  at: '2026-11-22T06:00:00.000Z',
  conversationId: null,
  refused: null,
  ...over,
})
const read = (value: unknown) => {
  const entry = value as OutboxEntry
  if (typeof entry.text !== 'string') throw new TypeError('not an entry')
  return entry
}
const outboxOn = (store: Store) => createOutbox(store, read)

describe('the outbox', () => {
  it('keeps what was written through a reload, oldest first (I8)', () => {
    const kept = new Map<string, string>()
    const before = outboxOn(aDevice(kept))
    before.put(anEntry({ clientMessageId: 'cmi_2', text: 'second' }))
    before.put(anEntry({ clientMessageId: 'cmi_1', text: 'first' }))
    const after = outboxOn(aDevice(kept))
    expect(after.entries().map((one) => one.text)).toEqual(['first', 'second'])
  })
  it('never lets two tabs overwrite each other', () => {
    const device = aDevice()
    const [one, other] = [outboxOn(device), outboxOn(device)]
    one.put(anEntry({ clientMessageId: 'cmi_1' }))
    other.put(anEntry({ clientMessageId: 'cmi_2' }))
    expect(one.entries()).toHaveLength(2)
    one.remove('cmi_1')
    expect(other.entries().map((entry) => entry.clientMessageId)).toEqual(['cmi_2'])
  })
  it('does not bring back what another tab has sent, the last one included', () => {
    const device = aDevice()
    const [one, other] = [outboxOn(device), outboxOn(device)]
    one.put(anEntry())
    expect(other.entries()).toHaveLength(1)
    other.remove('cmi_1')
    expect(one.entries()).toEqual([])
  })
  it('works for the life of the page where the browser stores nothing', () => {
    const outbox = outboxOn(refusingDevice)
    outbox.put(anEntry())
    expect(outbox.entries()).toHaveLength(1)
    outbox.remove('cmi_1')
    expect(outbox.entries()).toEqual([])
  })
  it.each(['not json', '{}', '[]', '{"text":1}', 'null'])(
    'leaves out what somebody else wrote there: %s',
    (written) => {
      expect(outboxOn(aDevice(new Map([['out:cmi_9', written]]))).entries()).toEqual([])
    },
  )
})
