import type { RefusalCode } from '#protocol'

/** Where small texts are kept by name: a browser's storage, or a map. */
export interface Store {
  get(name: string): string | null
  /** Null removes it. A store that refuses says nothing. */
  set(name: string, value: string | null): void
  names(): string[]
}

/** A message that the server has not acknowledged. */
export interface OutboxEntry {
  clientMessageId: string
  /** Null: it begins the conversation. */
  conversationId: string | null
  text: string
  at: string
  /** Refused for good until somebody acts: the code. */
  refused: RefusalCode | null
}

export interface Outbox<E extends OutboxEntry> {
  /** Oldest first. */
  entries(): E[]
  find(clientMessageId: string): E | undefined
  put(entry: E): void
  remove(clientMessageId: string): void
}

/** Names of entries in a store. */
export const OUTBOX_PREFIX = 'out:'

/** Each entry lives under a name of its own, so that tabs never overwrite one another. `read` throws on what is none. */
export function createOutbox<E extends OutboxEntry>(store: Store, read: (value: unknown) => E): Outbox<E> {
  // A browser without storage still keeps them for the life of the page.
  const held = new Map<string, E>()
  const stored = new Set<string>()
  const outbox: Outbox<E> = {
    entries() {
      const names = store.names()
      for (const name of names) {
        if (!name.startsWith(OUTBOX_PREFIX)) continue
        try {
          const entry = read(JSON.parse(store.get(name) ?? ''))
          held.set(entry.clientMessageId, entry)
          stored.add(entry.clientMessageId)
        } catch {
          // Somebody else wrote there.
        }
      }
      // Sent and removed by another tab: not ours to send again.
      for (const id of stored) if (!names.includes(OUTBOX_PREFIX + id) && stored.delete(id)) held.delete(id)
      return [...held.values()].sort((a, b) => (a.clientMessageId < b.clientMessageId ? -1 : 1))
    },
    find: (id) => outbox.entries().find((one) => one.clientMessageId === id),
    put(entry) {
      const name = OUTBOX_PREFIX + entry.clientMessageId
      held.set(entry.clientMessageId, entry)
      store.set(name, JSON.stringify(entry))
      if (store.get(name) !== null) stored.add(entry.clientMessageId)
    },
    remove(id) {
      held.delete(id)
      store.set(OUTBOX_PREFIX + id, null)
    },
  }
  return outbox
}
