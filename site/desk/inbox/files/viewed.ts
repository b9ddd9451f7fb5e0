import { signal } from '@preact/signals'
import type { Message, MessageFile } from '#protocol'

/** Whether a file can be looked at, and is not only kept. */
export const isPicture = (file: MessageFile): boolean => file.thumb !== undefined

/** All pictures of a conversation, as they were sent. */
export const picturesOf = (messages: readonly Message[]): MessageFile[] =>
  messages.flatMap((each) => (each.deletedAt ? [] : (each.files ?? []).filter(isPicture)))

/** The picture that is shown large: one at a time. */
export const viewed = signal<{ conversationId: string; id: string } | null>(null)
