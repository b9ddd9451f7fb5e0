import { createOutbox, type Outbox, type OutboxEntry } from '#client'
import type { HandoverPacket, RefusalCode } from '#protocol'
import { fields, list, maybe, text } from '../../api/read.ts'
import type { DeviceMemory } from '../../panel/device-memory.ts'

/** A visitor's message that is not acknowledged. What begins a conversation carries the packet. */
export interface VisitorEntry extends OutboxEntry {
  packet: HandoverPacket | null
  name: string | null
  mail: string | null
  /** Version of the line of consent that was ticked as it was written. */
  agreed?: string | undefined
  /** Files that go with it; each says for itself how far it is. */
  files: string[]
  /** They were gone on the server once, and went up again. */
  again: boolean
}

export const visitorOutbox = (memory: DeviceMemory): Outbox<VisitorEntry> => createOutbox(memory, readEntry)

function readEntry(value: unknown): VisitorEntry {
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
    agreed: maybe(from.agreed, text) ?? undefined,
    files: maybe(from.files, (files) => list(files, text)) ?? [],
    again: from.again === true,
    refused: maybe(from.refused, text) as RefusalCode | null,
  }
}
