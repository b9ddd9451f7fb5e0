import type { HandoverPacket } from '#protocol'
import { fields, maybe, text } from '../api/read.ts'
import { type DeviceMemory, readStored } from '../panel/device-memory.ts'

/** A message that the server has not acknowledged. Each lives under a key of its own, so that tabs never overwrite one another. */
export interface OutboxEntry {
  clientMessageId: string
  text: string
  at: string
  /** Null: it begins the conversation, and carries the packet. */
  conversationId: string | null
  packet: HandoverPacket | null
  name: string | null
  mail: string | null
  /** Refused for good until somebody acts: the code. */
  refused: string | null
}

const PREFIX = 'out:'

export interface Outbox {
  /** Oldest first. */
  entries(): OutboxEntry[]
  put(entry: OutboxEntry): void
  remove(clientMessageId: string): void
  refuse(clientMessageId: string, code: string): void
  /** What was meant to begin a conversation continues the one that now exists. */
  belongTo(conversationId: string): void
}

export function createOutbox(memory: DeviceMemory): Outbox {
  // A browser without storage still keeps them for the life of the page.
  const held = new Map<string, OutboxEntry>()
  const put = (entry: OutboxEntry) => {
    held.set(entry.clientMessageId, entry)
    memory.set(PREFIX + entry.clientMessageId, JSON.stringify(entry))
  }
  const outbox: Outbox = {
    entries() {
      const names = memory.names().filter((name) => name.startsWith(PREFIX))
      for (const name of names) {
        const entry = readStored(memory, name, readEntry)
        if (entry) held.set(entry.clientMessageId, entry)
      }
      // Sent and removed by another tab: not ours to send again.
      if (memory.names().length > 0) for (const id of held.keys()) if (!names.includes(PREFIX + id)) held.delete(id)
      return [...held.values()].sort((a, b) => (a.clientMessageId < b.clientMessageId ? -1 : 1))
    },
    put,
    remove(id) {
      held.delete(id)
      memory.set(PREFIX + id, null)
    },
    refuse(id, code) {
      const entry = outbox.entries().find((one) => one.clientMessageId === id)
      if (entry) put({ ...entry, refused: code })
    },
    belongTo(conversationId) {
      for (const entry of outbox.entries()) if (entry.conversationId === null) put({ ...entry, conversationId })
    },
  }
  return outbox
}

function readEntry(value: unknown): OutboxEntry {
  const from = fields(value)
  return {
    clientMessageId: text(from.clientMessageId),
    text: text(from.text),
    at: text(from.at),
    conversationId: maybe(from.conversationId, text),
    // Written by us, checked by the server: whatever else it holds is refused there.
    packet: maybe(from.packet, fields) as HandoverPacket | null,
    name: maybe(from.name, text),
    mail: maybe(from.mail, text),
    refused: maybe(from.refused, text),
  }
}
